/** Chooses the runtime for `--device`. */
import { BackendError } from "../errors.ts";
import type { Backend } from "./backend.ts";
import { openOnnx } from "./onnx.ts";
import { openTensorflowGpu, openTensorflowWasm } from "./tensorflow.ts";

export const DEVICES = ["auto", "cpu", "cuda", "webgpu", "tfjs"] as const;
export type Device = (typeof DEVICES)[number];

/** One way to get a backend. */
type Candidate = (threads: number) => Promise<Backend>;

const onnxCpu: Candidate = (threads) => openOnnx("cpu", threads);
const onnxCuda: Candidate = (threads) => openOnnx("cuda", threads);

/**
 * In the order they are tried. `auto` prefers a GPU that someone installed a runtime for; WebGPU runs only when asked for,
 * because a software adapter can not be told from a real one.
 */
const CANDIDATES: Record<Device, readonly Candidate[]> = {
  auto: [openTensorflowGpu, onnxCuda, onnxCpu, openTensorflowWasm],
  cpu: [onnxCpu, openTensorflowWasm],
  cuda: [openTensorflowGpu, onnxCuda],
  webgpu: [(threads) => openOnnx("webgpu", threads)],
  tfjs: [openTensorflowGpu, openTensorflowWasm],
};

/**
 * Opens the first backend of `device` that is there.
 * @throws BackendError with what was tried and what to install; a forced device is never replaced by another.
 */
export const selectBackend = async (device: Device, threads: number): Promise<Backend> => {
  const reasons: string[] = [];
  for (const open of CANDIDATES[device]) {
    try {
      return await open(threads);
    } catch (error) {
      if (!(error instanceof BackendError)) throw error;
      reasons.push(error.message);
    }
  }
  throw new BackendError(`--device ${device} is not available here:\n${reasons.join("\n")}`);
};
