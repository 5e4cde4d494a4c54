/** What workers put where machines share it, as the pipeline of the whole check takes it. */
import type { Skipped } from "../../analysis/analysis.ts";
import type { LanedImage } from "../../embed/lanes/embed-pictures.ts";
import { InputError } from "../../errors.ts";
import type { ImageCheckpoint } from "../../inputs/image-set.ts";
import { pictureName } from "../../pixels/decode.ts";
import type { SharedStore } from "../../shared/shared-store.ts";
import type { Elsewhere } from "../elsewhere.ts";
import { decodeEmbedResult, LARGEST_RESULT } from "./embed-result.ts";
import type { MadePlan } from "./make-plan.ts";
import { resultOf } from "./task.ts";

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

  async #read(number: number, images: number) {
    const { tasks, dimension } = this.#made.plan;
    const name = resultOf(tasks[number - 1]!);
    const bytes = await this.#store.get(name, LARGEST_RESULT);
    const result = bytes && decodeEmbedResult(bytes, { images, dimension });
    if (!result)
      throw new InputError(
        "RESULT",
        `Expected the result of task ${number} but ${name} in ${this.#store.place} is damaged or gone. Next: remove it and do the task again: gan-diversity task ${number} --shared ${this.#store.place}`,
      );
    return result;
  }
}
