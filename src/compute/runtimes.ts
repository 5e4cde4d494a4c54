/** Every runtime there is, in the order `--device auto` prefers them. A new one is a folder and a line here. */
import { onnxCpu, onnxGpus } from "./onnx/runtimes.ts";
import type { Runtime } from "./runtime.ts";
import { tensorflowCuda, tensorflowNative, tensorflowWasm } from "./tensorflow/runtimes.ts";

export const RUNTIMES: readonly Runtime[] = [
  tensorflowCuda,
  ...onnxGpus,
  onnxCpu,
  tensorflowNative,
  { ...tensorflowWasm, standsInFor: onnxCpu.name },
];
