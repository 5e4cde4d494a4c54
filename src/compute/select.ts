/** Chooses the runtime for `--device`, and tells which runtimes are there. */
import { BackendError } from "../errors.ts";
import type { Backend } from "./backend.ts";
import { DEVICES, type Device } from "./devices.ts";
import { openOnnx } from "./onnx.ts";
import { openTensorflowGpu, openTensorflowWasm } from "./tensorflow.ts";

/** Every way to get a backend, by the name `doctor` shows. */
const RUNTIMES = {
  "TensorFlow.js on CUDA": openTensorflowGpu,
  "ONNX Runtime on CUDA": (threads: number) => openOnnx("cuda", threads),
  "ONNX Runtime on WebGPU": (threads: number) => openOnnx("webgpu", threads),
  "ONNX Runtime on the CPU": (threads: number) => openOnnx("cpu", threads),
  "TensorFlow.js on WASM": openTensorflowWasm,
} satisfies Record<string, (threads: number) => Promise<Backend>>;

type RuntimeName = keyof typeof RUNTIMES;

/**
 * In the order they are tried. `auto` prefers a GPU that someone installed a runtime for; WebGPU runs only when asked for,
 * because a software adapter can not be told from a real one.
 */
const CANDIDATES: Record<Device, readonly RuntimeName[]> = {
  auto: ["TensorFlow.js on CUDA", "ONNX Runtime on CUDA", "ONNX Runtime on the CPU", "TensorFlow.js on WASM"],
  cpu: ["ONNX Runtime on the CPU", "TensorFlow.js on WASM"],
  cuda: ["TensorFlow.js on CUDA", "ONNX Runtime on CUDA"],
  webgpu: ["ONNX Runtime on WebGPU"],
  tfjs: ["TensorFlow.js on CUDA", "TensorFlow.js on WASM"],
};

/**
 * Opens the first backend of `device` that is there.
 * @throws BackendError with what was tried and what to install; a forced device is never replaced by another.
 */
export const selectBackend = async (device: Device, threads: number): Promise<Backend> => {
  const reasons: string[] = [];
  for (const name of CANDIDATES[device]) {
    try {
      return await RUNTIMES[name](threads);
    } catch (error) {
      if (!(error instanceof BackendError)) throw error;
      reasons.push(error.message);
    }
  }
  throw new BackendError(`--device ${device} is not available here:\n${reasons.join("\n")}`);
};

export interface RuntimeProbe {
  runtime: string;
  /** It opened and gave the right inner products. */
  works: boolean;
  /** Version and device, or why not and what to install. */
  detail: string;
  /** Values of `--device` that may choose it. */
  devices: Device[];
  /** `--device auto` takes this one. */
  auto: boolean;
}

/** Opens every runtime and lets it compute, one after the other. */
export const probeRuntimes = async (threads: number): Promise<RuntimeProbe[]> => {
  const probes: RuntimeProbe[] = [];
  for (const [runtime, open] of Object.entries(RUNTIMES)) {
    const devices = DEVICES.filter((device) => CANDIDATES[device].some((name) => name === runtime));
    probes.push({ runtime, devices, auto: false, ...(await probe(open, threads)) });
  }
  const first = CANDIDATES.auto.find((name) => probes.some(({ runtime, works }) => works && runtime === name));
  return probes.map((each) => ({ ...each, auto: each.runtime === first }));
};

/** Inner products of (3, 4) and (-4, 3): 25, 0, 0, 25. */
const PROBE = { vectors: Float32Array.of(3, 4, -4, 3), products: [25, 0, 0, 25] };

const probe = async (
  open: (threads: number) => Promise<Backend>,
  threads: number,
): Promise<{ works: boolean; detail: string }> => {
  try {
    const backend = await open(threads);
    try {
      const tile = { rowStart: 0, rowEnd: 2, columnStart: 0, columnEnd: 2 };
      for await (const { values } of backend.similarityTiles(PROBE.vectors, 2, [tile]))
        if (PROBE.products.some((product, index) => Math.abs(product - values[index]!) > 1e-3))
          return { works: false, detail: `computes wrong inner products: ${[...values].join(", ")}` };
      return { works: true, detail: `${backend.name}, ${backend.device}` };
    } finally {
      await backend.close();
    }
  } catch (error) {
    return { works: false, detail: (error as Error).message };
  }
};
