/** Chooses the runtime for `--device`, and tells which runtimes are there. */
import { BackendError } from "../errors.ts";
import type { Backend } from "./backend.ts";
import { DEVICES, type Device } from "./devices.ts";
import type { ModelFormat } from "./model-file.ts";
import { openOnnx } from "./onnx/onnx.ts";
import { findHardwareAdapter, hardwareOnly } from "./onnx/webgpu-adapter.ts";
import { openTensorflowGpu, openTensorflowNative, openTensorflowWasm } from "./tensorflow/tensorflow.ts";

type Open = (threads: number) => Promise<Backend>;

/** Every way to get a backend, by the name `doctor` shows, and the format of users' models it runs. */
const RUNTIMES = {
  "TensorFlow.js on CUDA": { open: openTensorflowGpu, format: "tensorflow" },
  "ONNX Runtime on CUDA": { open: (threads) => openOnnx("cuda", threads), format: "onnx" },
  "ONNX Runtime on DirectML": { open: (threads) => openOnnx("dml", threads), format: "onnx" },
  "ONNX Runtime on CoreML": { open: (threads) => openOnnx("coreml", threads), format: "onnx" },
  "ONNX Runtime on WebGPU": { open: (threads) => openOnnx("webgpu", threads), format: "onnx" },
  "ONNX Runtime on the CPU": { open: (threads) => openOnnx("cpu", threads), format: "onnx" },
  "TensorFlow.js on the CPU": { open: openTensorflowNative, format: "tensorflow" },
  "TensorFlow.js on WASM": { open: openTensorflowWasm, format: "tensorflow" },
} as const satisfies Record<string, { open: Open; format: ModelFormat }>;

type RuntimeName = keyof typeof RUNTIMES;

const WEBGPU: RuntimeName = "ONNX Runtime on WebGPU";

/**
 * In the order they are tried. `auto` prefers a GPU that someone installed a runtime for, then WebGPU on hardware; a software
 * adapter is slower than the CPU, so `auto` never takes one.
 */
const CANDIDATES: Record<Device, readonly RuntimeName[]> = {
  auto: [
    "TensorFlow.js on CUDA",
    "ONNX Runtime on CUDA",
    WEBGPU,
    "ONNX Runtime on the CPU",
    "TensorFlow.js on the CPU",
    "TensorFlow.js on WASM",
  ],
  cpu: ["ONNX Runtime on the CPU", "TensorFlow.js on the CPU", "TensorFlow.js on WASM"],
  cuda: ["TensorFlow.js on CUDA", "ONNX Runtime on CUDA"],
  webgpu: [WEBGPU],
  directml: ["ONNX Runtime on DirectML"],
  coreml: ["ONNX Runtime on CoreML"],
  tfjs: ["TensorFlow.js on CUDA", "TensorFlow.js on the CPU", "TensorFlow.js on WASM"],
};

/**
 * Opens the first backend of `device` that is there.
 * @param format of the user's model that is to run on it
 * @throws BackendError with what was tried and what to install; a forced device is never replaced by another.
 */
export const selectBackend = async (device: Device, threads: number, format?: ModelFormat): Promise<Backend> => {
  const candidates = CANDIDATES[device].filter((name) => format === undefined || RUNTIMES[name].format === format);
  if (candidates.length === 0)
    throw new BackendError(
      format === "onnx"
        ? `ONNX models run on ONNX Runtime, which --device ${device} is not. Next: use --device auto, cpu, cuda or webgpu`
        : `TensorFlow.js models run on TensorFlow.js, which --device ${device} is not. Next: use --device auto, cpu, cuda or tfjs`,
    );
  const reasons: string[] = [];
  for (const name of candidates) {
    try {
      return device === "auto" && name === WEBGPU
        ? await openHardwareWebgpu(threads)
        : await RUNTIMES[name].open(threads);
    } catch (error) {
      if (!(error instanceof BackendError)) throw error;
      reasons.push(error.inFlags);
    }
  }
  throw new BackendError(`--device ${device} is not available here:\n${reasons.join("\n")}`);
};

/** @throws BackendError when there is no graphics processor, or it computes wrongly */
const openHardwareWebgpu = async (threads: number): Promise<Backend> => {
  const adapter = await findHardwareAdapter();
  if (!adapter.found) throw new BackendError(`WebGPU is not taken: ${adapter.reason}`);
  Object.assign(process.env, hardwareOnly(adapter.drivers));
  const backend = await RUNTIMES[WEBGPU].open(threads);
  const wrong = await wrongProducts(backend);
  if (wrong === null) return backend;
  await backend.close();
  throw new BackendError(`WebGPU on ${adapter.name} ${wrong}`);
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
  const adapter = await findHardwareAdapter();
  // Before Vulkan is first used, so that what is shown is what `auto` would take.
  if (adapter.found) Object.assign(process.env, hardwareOnly(adapter.drivers));
  const probes: RuntimeProbe[] = [];
  for (const [runtime, { open }] of Object.entries(RUNTIMES)) {
    const devices = DEVICES.filter((device) => CANDIDATES[device].some((name) => name === runtime));
    const result = await probe(open, threads);
    if (result.works && runtime === WEBGPU)
      result.detail += adapter.found
        ? ` (graphics processor: ${adapter.name})`
        : `\nonly when asked for with --device webgpu: ${adapter.reason}`;
    probes.push({ runtime, devices, auto: false, ...result });
  }
  const taken = (name: RuntimeName) =>
    (name !== WEBGPU || adapter.found) && probes.some(({ runtime, works }) => works && runtime === name);
  const first = CANDIDATES.auto.find(taken);
  return probes.map((each) => ({ ...each, auto: each.runtime === first }));
};

/** Inner products of (3, 4) and (-4, 3): 25, 0, 0, 25. */
const PROBE = { vectors: Float32Array.of(3, 4, -4, 3), products: [25, 0, 0, 25] };

/** What is wrong with the inner products of a backend, null when nothing is. */
const wrongProducts = async (backend: Backend): Promise<string | null> => {
  const tile = { rowStart: 0, rowEnd: 2, columnStart: 0, columnEnd: 2 };
  for await (const { values } of backend.similarityTiles(PROBE.vectors, 2, [tile]))
    if (PROBE.products.some((product, index) => Math.abs(product - values[index]!) > 1e-3))
      return `computes wrong inner products: ${[...values].join(", ")}`;
  return null;
};

const probe = async (open: Open, threads: number): Promise<{ works: boolean; detail: string }> => {
  try {
    const backend = await open(threads);
    try {
      const wrong = await wrongProducts(backend);
      return wrong === null
        ? { works: true, detail: `${backend.name}, ${backend.device}` }
        : { works: false, detail: wrong };
    } finally {
      await backend.close();
    }
  } catch (error) {
    return { works: false, detail: error instanceof BackendError ? error.inFlags : (error as Error).message };
  }
};
