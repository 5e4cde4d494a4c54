/** Names and times the stages of a run, reports progress through one callback, and ends the run when its signal says so. */
import type { Analysis } from "../analysis/analysis.ts";

export interface Progress {
  stage: string;
  /** Checkpoints done and in all, and the one at work; left out for stages without parts. */
  done?: number;
  total?: number;
  label?: string;
  /** What `done` and `total` count, where that is not checkpoints. */
  unit?: "bytes" | "images" | "blocks";
}

export class Stages {
  readonly #milliseconds = new Map<string, number>();
  readonly #onProgress: ((progress: Progress) => void) | undefined;
  readonly #signal: AbortSignal | undefined;

  constructor(onProgress?: (progress: Progress) => void, signal?: AbortSignal) {
    this.#onProgress = onProgress;
    this.#signal = signal;
  }

  report(progress: Progress): void {
    this.#onProgress?.(progress);
  }

  get isEnded(): boolean {
    return this.#signal?.aborted ?? false;
  }

  /** @throws the reason of the signal once it is aborted */
  check(): void {
    this.#signal?.throwIfAborted();
  }

  /** Times spent in one stage add up over calls. */
  async run<T>(stage: string, work: () => Promise<T>): Promise<T> {
    this.check();
    if (!this.#milliseconds.has(stage)) this.report({ stage });
    const start = performance.now();
    try {
      return await work();
    } finally {
      this.#milliseconds.set(stage, (this.#milliseconds.get(stage) ?? 0) + performance.now() - start);
    }
  }

  get timings(): Analysis["timings"] {
    return [...this.#milliseconds].map(([stage, milliseconds]) => ({ stage, milliseconds: Math.round(milliseconds) }));
  }
}
