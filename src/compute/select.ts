/** Chooses the runtime for `--device`. */
import { BackendError } from "../errors.ts";
import type { Backend } from "./backend.ts";
import { wrongProducts } from "./check-products.ts";
import type { Device } from "./devices.ts";
import type { ModelFormat } from "./model-file.ts";
import type { Runtime } from "./runtime.ts";
import { RUNTIMES } from "./runtimes.ts";

export interface Selection {
  backend: Backend;
  /** One sentence when a faster engine could have been there, and what to do; null when none is missed. */
  slower: string | null;
}

/**
 * Opens the first backend of `device` that is there, and loads it.
 * @param format of the user's model that is to run on it
 * @throws BackendError with what was tried and what to install; a forced device is never replaced by another.
 */
export const selectBackend = (
  device: Device,
  threads: number,
  format?: ModelFormat,
  runtimes = RUNTIMES,
): Promise<Selection> => choose({ device, threads, format }, runtimes, async (backend) => backend.load?.());

/**
 * The same, but that what is installed is taken at its word: it is loaded when it is to compute, and a BackendError that is thrown then may
 * mean that `selectBackend` takes another.
 */
export const foreseeBackend = (
  device: Device,
  threads: number,
  format?: ModelFormat,
  runtimes = RUNTIMES,
): Promise<Selection> => choose({ device, threads, format }, runtimes, async () => {});

const choose = async (
  { device, threads, format }: { device: Device; threads: number; format: ModelFormat | undefined },
  runtimes: readonly Runtime[],
  load: (backend: Backend) => Promise<void>,
): Promise<Selection> => {
  const candidates = runtimes.filter(
    (runtime) => runtime.devices.includes(device) && (format === undefined || runtime.format === format),
  );
  if (candidates.length === 0)
    throw new BackendError(
      format === "onnx"
        ? `ONNX models run on ONNX Runtime, which --device ${device} is not. Next: use --device auto, cpu, cuda or webgpu`
        : `TensorFlow.js models run on TensorFlow.js, which --device ${device} is not. Next: use --device auto, cpu, cuda or tfjs`,
    );
  const failures = new Map<string, string>();
  for (const runtime of candidates) {
    try {
      const backend = await (device === "auto" ? openIfFit(runtime, threads) : runtime.open(threads));
      await load(backend);
      const missed = failures.get(runtime.standsInFor ?? "");
      return { backend, slower: missed === undefined ? null : slowerThan(missed, backend) };
    } catch (error) {
      if (!(error instanceof BackendError)) throw error;
      failures.set(runtime.name, error.inFlags);
    }
  }
  throw new BackendError(`--device ${device} is not available here:\n${[...failures.values()].join("\n")}`);
};

const slowerThan = (missed: string, { name, device }: Backend): string =>
  `${name} (${device}) computed, several times slower than could be: ${missed}`;

/** @throws BackendError also when it is there but `auto` can not trust it */
const openIfFit = async (runtime: Runtime, threads: number): Promise<Backend> => {
  const fitness = await runtime.fitness?.();
  if (fitness?.fit === false) throw new BackendError(`${runtime.name} is not taken: ${fitness.detail}`);
  const backend = await runtime.open(threads);
  const wrong = fitness ? await wrongProducts(backend) : null;
  if (wrong === null) return backend;
  await backend.close();
  throw new BackendError(`${runtime.name} (${fitness?.detail}) ${wrong}`);
};
