/** ONNX Runtime on each of its execution providers. */
import type { Fitness, Runtime } from "../runtime.ts";
import { openOnnx } from "./onnx.ts";
import { findHardwareAdapter, hardwareOnly } from "./webgpu-adapter.ts";

/** A software adapter is slower than the CPU. Afterwards Vulkan sees the hardware alone, so this must be before its first use. */
const webgpuFitness = async (): Promise<Fitness> => {
  const adapter = await findHardwareAdapter();
  if (!adapter.found) return { fit: false, detail: adapter.reason };
  Object.assign(process.env, hardwareOnly(adapter.drivers));
  return { fit: true, detail: `graphics processor: ${adapter.name}` };
};

export const onnxCpu: Runtime = {
  name: "ONNX Runtime on the CPU",
  devices: ["auto", "cpu"],
  format: "onnx",
  open: (threads) => openOnnx("cpu", threads),
};

export const onnxGpus: readonly Runtime[] = [
  {
    name: "ONNX Runtime on CUDA",
    devices: ["auto", "cuda"],
    format: "onnx",
    open: (threads) => openOnnx("cuda", threads),
  },
  {
    name: "ONNX Runtime on DirectML",
    devices: ["directml"],
    format: "onnx",
    open: (threads) => openOnnx("dml", threads),
  },
  {
    name: "ONNX Runtime on CoreML",
    devices: ["coreml"],
    format: "onnx",
    open: (threads) => openOnnx("coreml", threads),
  },
  {
    name: "ONNX Runtime on WebGPU",
    devices: ["auto", "webgpu"],
    format: "onnx",
    open: (threads) => openOnnx("webgpu", threads),
    fitness: webgpuFitness,
  },
];
