/** What workers put where machines share it, as the pipeline of the whole check takes it. */
import type { Skipped } from "../../analysis/analysis.ts";
import type { LanedImage } from "../../embed/lanes/embed-pictures.ts";
import type { ImageCheckpoint } from "../../inputs/image-set.ts";
import { type PairPartial, PairTotals } from "../../pairs/blocks/pair-totals.ts";
import { LANED_SET } from "../../pairs/blocks/reduce-blocks.ts";
import { PAIR_BOUNDS } from "../../pairs/pair-pass.ts";
import { pictureName } from "../../pixels/decode.ts";
import type { SharedStore } from "../../shared/shared-store.ts";
import type { Elsewhere } from "../elsewhere.ts";
import { decodeEmbedResult, LARGEST_RESULT } from "./embed-result.ts";
import type { MadePlan } from "./make-plan.ts";
import { contentOf, damaged, readMatrix } from "./matrix.ts";
import { decodePartial, LARGEST_PARTIAL } from "./pairs-task.ts";
import { type RowsTask, resultOf } from "./task.ts";

/** Returns when the results of these tasks are there. @throws InputError when they will not come */
export type Wait = (tasks: readonly number[]) => Promise<void>;

export class Merged implements Elsewhere {
  readonly #made: MadePlan;
  readonly #store: SharedStore;
  readonly #wait: Wait;

  constructor(made: MadePlan, store: SharedStore, wait: Wait) {
    this.#made = made;
    this.#store = store;
    this.#wait = wait;
  }

  has(source: ImageCheckpoint): boolean {
    return this.#made.checkpoints.has(source);
  }

  async *imagesOf(source: ImageCheckpoint): AsyncGenerator<LanedImage | Skipped> {
    const { embeds, embedTasks } = this.#made.checkpoints.get(source)!;
    for (const [at, { pictures, images }] of embeds.entries()) {
      const number = embedTasks[at]!;
      await this.#wait([number]);
      const result = await this.#read(number, images);
      for (const [picture, reason] of result.skipped) {
        const first = pictures[picture]?.[0];
        if (first) yield { path: pictureName(first), reason };
      }
      for (const [place, image] of pictures.flat().entries()) {
        const seen = result.images[place];
        if (seen) yield { image, ...seen };
      }
    }
  }

  async pairsOf(
    source: ImageCheckpoint,
    contentHashes: readonly string[],
    threshold: number,
  ): Promise<PairPartial | null> {
    const { rowsTask = null, pairsTasks = [] } = this.#made.checkpoints.get(source) ?? {};
    if (rowsTask === null) return null;
    await this.#wait([rowsTask]);
    const task = this.#made.plan.tasks[rowsTask - 1] as RowsTask;
    const { n, content } = await readMatrix(task, rowsTask, this.#store);
    const isSame = n === contentHashes.length && task.threshold === threshold && content === contentOf(contentHashes);
    // Real images may have told another threshold; and few images are compared another way.
    if (!isSame || n < LANED_SET) return null;
    const totals = new PairTotals(n, PAIR_BOUNDS);
    for (const number of pairsTasks) {
      await this.#wait([number]);
      const name = resultOf(this.#made.plan.tasks[number - 1]!);
      const bytes = await this.#store.get(name, LARGEST_PARTIAL);
      const partial = bytes && decodePartial(bytes, n);
      if (partial?.counts.length !== PAIR_BOUNDS) throw damaged(number, name, this.#store);
      totals.add(partial);
    }
    return totals.partial();
  }

  async #read(number: number, images: number) {
    const { tasks, dimension } = this.#made.plan;
    const name = resultOf(tasks[number - 1]!);
    const bytes = await this.#store.get(name, LARGEST_RESULT);
    const result = bytes && decodeEmbedResult(bytes, { images, dimension });
    if (!result) throw damaged(number, name, this.#store);
    return result;
  }
}
