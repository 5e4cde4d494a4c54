/** TensorFlow.js with each of its backends. */
import { nvidiaFitness } from "../nvidia.ts";
import type { Runtime } from "../runtime.ts";
import { openTensorflowGpu, openTensorflowNative, openTensorflowWasm } from "./tensorflow.ts";

export const tensorflowCuda: Runtime = {
  name: "TensorFlow.js on CUDA",
  devices: ["auto", "cuda", "tfjs"],
  format: "tensorflow",
  open: openTensorflowGpu,
  fitness: () => nvidiaFitness(),
};

export const tensorflowNative: Runtime = {
  name: "TensorFlow.js on the CPU",
  devices: ["auto", "cpu", "tfjs"],
  format: "tensorflow",
  open: openTensorflowNative,
};

export const tensorflowWasm: Runtime = {
  name: "TensorFlow.js on WASM",
  devices: ["auto", "cpu", "tfjs"],
  format: "tensorflow",
  open: openTensorflowWasm,
};
