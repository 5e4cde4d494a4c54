/** What every stage of a run shares, as one value. */
import type { ChosenThreshold, Skipped } from "../analysis/analysis.ts";
import type { Backend } from "../compute/backend.ts";
import { EmbeddingCache } from "../embed/cache/embedding-cache.ts";
import type { Embedder } from "../embed/embedder.ts";
import type { Elsewhere } from "./elsewhere.ts";
import type { Memory } from "./memory.ts";
import type { SharedEmbedder } from "./open-embedder.ts";
import type { Order } from "./options.ts";
import type { Stages } from "./stages.ts";

export interface Lab {
  readonly embedder: Embedder;
  /** The embedder's model is loaded in it. */
  readonly backend: Backend;
  /** null when embeddings are not kept. */
  readonly cache: EmbeddingCache | null;
  /** What the cache says it holds is counted on, and read when something is computed from it: LostEmbedding may be thrown then. */
  readonly trusts: boolean;
  readonly memory: Memory;
  /** What other processes did of this run; null when this one does all of it. */
  readonly elsewhere: Elsewhere | null;
  /** For decoding; the backend has its own. */
  readonly threads: number;
  readonly stages: Stages;
  readonly notes: Notes;
}

/** What a run has to say beside its figures, in the order it was noticed. */
export class Notes {
  readonly #skipped: Skipped[] = [];
  readonly #warnings: string[] = [];

  /** Files or tiles that were left out. */
  skip(files: readonly Skipped[]): void {
    for (const file of files) this.#skipped.push(file);
  }

  /** Sentences; what is null or left out says nothing. */
  warn(...warnings: readonly (string | null | undefined)[]): void {
    this.#warnings.push(...warnings.filter((warning) => warning != null));
  }

  get skipped(): Skipped[] {
    return [...this.#skipped];
  }

  get warnings(): string[] {
    return [...this.#warnings];
  }
}

/**
 * @param shared closed by who made it
 * @returns the lab, and the threshold of its embedder, null when real images will tell
 * @throws as SharedEmbedder does
 */
export const openLab = async (
  order: Order,
  shared: SharedEmbedder,
  telling: Pick<Lab, "trusts" | "memory" | "elsewhere" | "stages" | "notes">,
): Promise<{ lab: Lab; threshold: ChosenThreshold | null }> => {
  const { embedder, backend, slower, threshold } = await shared.open(telling.stages);
  telling.notes.warn(slower);
  // Each run has its own, so that it finds what the ones before it have kept.
  const cache = order.cache === undefined ? null : new EmbeddingCache(order.cache, embedder.dimension);
  await cache?.open();
  return { lab: { embedder, backend, cache, threads: order.threads, ...telling }, threshold };
};

export const closeLab = async ({ cache, memory, notes }: Lab): Promise<void> => {
  await cache?.close();
  notes.warn(cache?.problem);
  if (cache?.problem != null) memory.doubt();
};
