/** Judges the same runs again and again, with an embedder that stays open in between. */
import type { Analysis, RunSet } from "../analysis/analysis.ts";
import { BackendError } from "../errors.ts";
import { judgeAsOne } from "./analyze.ts";
import { judgeEach } from "./analyze-runs.ts";
import { SharedEmbedder } from "./open-embedder.ts";
import { type AnalyzeOptions, orderOf } from "./options.ts";

export class Judging {
  readonly #oneRun: boolean;
  #embedder: SharedEmbedder | null = null;

  /** @param oneRun all pictures of a judgement are one run */
  constructor(oneRun: boolean) {
    this.#oneRun = oneRun;
  }

  /**
   * One at a time.
   * @param options those of the embedder (model, device, threads, threshold) are the same every time
   * @throws as analyze does
   */
  async judge(options: AnalyzeOptions): Promise<Analysis | RunSet> {
    const order = orderOf(options);
    this.#embedder ??= new SharedEmbedder(order);
    try {
      return await (this.#oneRun ? judgeAsOne : judgeEach)(order, this.#embedder);
    } catch (error) {
      // A runtime that failed is no runtime to go on with, and a model that was not there may come.
      if (error instanceof BackendError || (await this.#embedder?.isBroken())) await this.close();
      throw error;
    }
  }

  async close(): Promise<void> {
    const embedder = this.#embedder;
    this.#embedder = null;
    await embedder?.close();
  }
}
