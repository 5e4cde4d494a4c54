/** ONNX Runtime on each of its execution providers. */
import { nvidiaFitness } from "../nvidia.ts";
import type { Fitness, Runtime } from "../runtime.ts";
import { type OnnxProvider, openOnnx } from "./onnx.ts";
import { findHardwareAdapter, hardwareOnly } from "./webgpu-adapter.ts";

const onnxRuntime = (provider: OnnxProvider, device: string, devices: Runtime["devices"]): Runtime => ({
  name: `ONNX Runtime on ${device}`,
  devices,
  format: "onnx",
  open: (threads) => openOnnx(provider, threads),
});

/** A software adapter is slower than the CPU. Afterwards Vulkan sees the hardware alone, so this must be before its first use. */
const webgpuFitness = async (): Promise<Fitness> => {
  const adapter = await findHardwareAdapter();
  if (!adapter.found) return { fit: false, detail: adapter.reason };
  Object.assign(process.env, hardwareOnly(adapter.drivers));
  return { fit: true, detail: `graphics processor: ${adapter.name}` };
};

export const onnxCpu = onnxRuntime("cpu", "the CPU", ["auto", "cpu"]);

export const onnxGpus: readonly Runtime[] = [
  { ...onnxRuntime("cuda", "CUDA", ["auto", "cuda"]), fitness: () => nvidiaFitness() },
  onnxRuntime("dml", "DirectML", ["directml"]),
  onnxRuntime("coreml", "CoreML", ["coreml"]),
  { ...onnxRuntime("webgpu", "WebGPU", ["auto", "webgpu"]), fitness: webgpuFitness },
];
