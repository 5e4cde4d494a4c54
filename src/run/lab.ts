/** What every stage of a run shares, as one value. */
import type { Skipped } from "../analysis/analysis.ts";
import type { Backend } from "../compute/backend.ts";
import type { EmbeddingCache } from "../embed/cache/embedding-cache.ts";
import type { Embedder } from "../embed/embedder.ts";
import type { Stages } from "./stages.ts";

export interface Lab {
  readonly embedder: Embedder;
  /** The embedder's model is loaded in it. */
  readonly backend: Backend;
  /** null when embeddings are not kept. */
  readonly cache: EmbeddingCache | null;
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
    this.#skipped.push(...files);
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

export const closeLab = async ({ cache, backend, notes }: Pick<Lab, "cache" | "backend" | "notes">): Promise<void> => {
  await cache?.close();
  notes.warn(cache?.problem);
  await backend.close();
};
