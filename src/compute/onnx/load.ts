/** ONNX Runtime, loaded only where it is about to compute. */
import { createRequire } from "node:module";
import type * as OnnxRuntime from "onnxruntime-node";
import { BackendError } from "../../errors.ts";

const require = createRequire(import.meta.url);

/** Its install script fetches CUDA files, which fails on a closed network and is not needed for any other device. */
const INSTALL =
  process.platform === "win32"
    ? "in PowerShell: $env:ONNXRUNTIME_NODE_INSTALL='skip'; npm install onnxruntime-node"
    : "ONNXRUNTIME_NODE_INSTALL=skip npm install onnxruntime-node";

/**
 * ONNX Runtime reports to its makers and keeps files under the user's cache folder unless this variable is set before its
 * native part is loaded. Native code sees what the main thread sets; a worker's own `process.env` is a copy that it does not see.
 */
export const withoutTelemetry = (): void => {
  process.env.ORT_DISABLE_TELEMETRY ??= "1";
};

/** Where it is installed; nothing of it is loaded. @throws BackendError when it is not, with what to do */
export const findOnnxRuntime = (): { version: string; folder: string } => {
  let manifest: string;
  try {
    manifest = require.resolve("onnxruntime-node/package.json");
  } catch (cause) {
    throw new BackendError(
      `ONNX Runtime is not installed. Next: ${INSTALL} (with -g where gan-diversity was installed with -g)`,
      { cause },
    );
  }
  const { version } = require(manifest) as { version: string };
  return { version, folder: manifest.slice(0, -"/package.json".length) };
};

/** @throws BackendError when it does not load, with what to do */
export const loadOnnxRuntime = async (): Promise<typeof OnnxRuntime> => {
  withoutTelemetry();
  return import("onnxruntime-node").catch((cause: Error) => {
    const [reason] = cause.message.split("\n");
    throw new BackendError(`ONNX Runtime is installed but does not load: ${reason}. Next: ${INSTALL}`, { cause });
  });
};
