/** Tells which runtimes are there: what `doctor` shows. */
import { BackendError } from "../errors.ts";
import { wrongProducts } from "./check-products.ts";
import type { Device } from "./devices.ts";
import type { Runtime } from "./runtime.ts";
import { RUNTIMES } from "./runtimes.ts";

export interface RuntimeProbe {
  runtime: string;
  /** It opened and gave the right inner products. */
  works: boolean;
  /** Version and device, or why not and what to install. */
  detail: string;
  /** Values of `--device` that may choose it. */
  devices: readonly Device[];
  /** `--device auto` takes this one. */
  auto: boolean;
  /** Why the faster runtime it stands in for does not work, and what to do; left out where none is missed. */
  missed?: string;
}

/** Opens every runtime and lets it compute, one after the other. */
export const probeRuntimes = async (threads: number, runtimes = RUNTIMES): Promise<RuntimeProbe[]> => {
  const found: { runtime: Runtime; works: boolean; fit: boolean; detail: string }[] = [];
  for (const runtime of runtimes) found.push({ runtime, ...(await probe(runtime, threads)) });
  const taken = found.find(({ runtime, works, fit }) => works && fit && runtime.devices.includes("auto"));
  return found.map(({ runtime, works, detail }) => {
    const missed = found.find((other) => other.runtime.name === runtime.standsInFor && !other.works);
    return {
      runtime: runtime.name,
      works,
      detail,
      devices: runtime.devices,
      auto: runtime === taken?.runtime,
      ...(missed && { missed: missed.detail }),
    };
  });
};

const probe = async (runtime: Runtime, threads: number): Promise<{ works: boolean; fit: boolean; detail: string }> => {
  const fitness = await runtime.fitness?.();
  const fit = fitness?.fit ?? true;
  try {
    const backend = await runtime.open(threads);
    try {
      const wrong = await wrongProducts(backend);
      if (wrong !== null) return { works: false, fit, detail: wrong };
      const seen =
        fitness &&
        (fit
          ? ` (${fitness.detail})`
          : `\nonly when asked for with --device ${runtime.devices.at(-1)}: ${fitness.detail}`);
      return { works: true, fit, detail: `${backend.name}, ${backend.device}${seen ?? ""}` };
    } finally {
      await backend.close();
    }
  } catch (error) {
    return { works: false, fit, detail: error instanceof BackendError ? error.inFlags : (error as Error).message };
  }
};
