/** TensorFlow.js: on CUDA through `@tensorflow/tfjs-node-gpu`, natively through `@tensorflow/tfjs-node`, anywhere through WebAssembly. */
import { createRequire } from "node:module";
import { dirname, sep } from "node:path";
import util from "node:util";
import type * as Tfjs from "@tensorflow/tfjs-core";
import { BackendError } from "../../errors.ts";
import { BATCH, type Backend } from "../backend.ts";
import { ModelSlot } from "../model-slot.ts";
import { prepareUserModel } from "../user-model.ts";
import { buildTensorflowNetwork } from "./network.ts";
import { reduceTensorflowTiles } from "./tiles.ts";
import { openTensorflowUserModel } from "./user-model.ts";

const require = createRequire(import.meta.url);

/** `@tensorflow/tfjs-node-gpu` on a CUDA device. @throws BackendError when it is not installed or sees no GPU. */
export const openTensorflowGpu = async (): Promise<Backend> => {
  const tf = loadNative("@tensorflow/tfjs-node-gpu", "it needs CUDA 11.2 and cuDNN 8.1");
  const native = tf.backend() as unknown as { isUsingGpuDevice?: boolean };
  if (!native.isUsingGpuDevice)
    throw new BackendError(
      "@tensorflow/tfjs-node-gpu is installed but sees no GPU. Next: check nvidia-smi, CUDA 11.2 and cuDNN 8.1",
    );
  return wrap(tf, "CUDA");
};

/** `@tensorflow/tfjs-node`, TensorFlow's own CPU kernels. @throws BackendError when it is not installed. */
export const openTensorflowNative = async (): Promise<Backend> =>
  wrap(loadNative("@tensorflow/tfjs-node", "its install script downloads libtensorflow"), "CPU, TensorFlow");

const loadNative = (name: string, needs: string): typeof Tfjs => {
  // These packages call two functions that Node 23 removed.
  const removed = util as unknown as Record<string, unknown>;
  removed.isNullOrUndefined ??= (value: unknown) => value === null || value === undefined;
  removed.isArray ??= Array.isArray;
  try {
    return require(name) as typeof Tfjs;
  } catch (cause) {
    throw new BackendError(`${name} is not installed or does not load. Next: npm install ${name} (${needs})`, {
      cause,
    });
  }
};

/** TensorFlow.js on WebAssembly: one thread, runs wherever Node runs. */
export const openTensorflowWasm = async (): Promise<Backend> => {
  const tf = await import("@tensorflow/tfjs-core");
  const wasm = await import("@tensorflow/tfjs-backend-wasm");
  wasm.setWasmPaths(dirname(require.resolve("@tensorflow/tfjs-backend-wasm")) + sep);
  if (!(await tf.setBackend("wasm"))) throw new BackendError("TensorFlow.js could not start its WebAssembly backend.");
  await tf.ready();
  return wrap(tf, "CPU, WebAssembly");
};

const wrap = (tf: typeof Tfjs, device: string): Backend => {
  const slot = new ModelSlot();

  return {
    name: `TensorFlow.js ${tf.version_core}`,
    device,
    batchesAtOnce: 1,
    async loadModel(next) {
      await slot.replace(async () => {
        const network = buildTensorflowNetwork(tf, next);
        return {
          async embed(inputs) {
            const output = network.run(inputs, BATCH);
            const values = (await output.data()) as Float32Array;
            output.dispose();
            return values;
          },
          batchesAtOnce: 1,
          close: async () => network.dispose(),
        };
      });
    },
    async loadUserModel(file, settings) {
      if (file.format !== "tensorflow")
        throw new BackendError(`${file.name} is no TensorFlow.js model. Next: --device cpu`);
      return slot.replace(async () => prepareUserModel(await openTensorflowUserModel(tf, file, settings), settings));
    },
    embed: (...batch) => slot.embed(...batch),
    lanes: null,
    reduceTiles: (...request) => reduceTensorflowTiles(tf, request),
    close: () => slot.close(),
  };
};
