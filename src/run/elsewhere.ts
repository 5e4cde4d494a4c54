/** What other processes computed of a run, as the pipeline asks for it. */
import type { Skipped } from "../analysis/analysis.ts";
import type { LanedImage } from "../embed/lanes/embed-pictures.ts";
import type { ImageCheckpoint } from "../inputs/image-set.ts";
import type { PairPartial } from "../pairs/blocks/pair-totals.ts";

export interface Elsewhere {
  /** Its images were embedded by others; those of real images are not, as a rule. */
  has(source: ImageCheckpoint): boolean;
  /** Waits for what is not there yet. @throws InputError when it will not come, or is damaged */
  imagesOf(source: ImageCheckpoint): AsyncGenerator<LanedImage | Skipped>;
  /**
   * What was counted of all pairs of its judged images, after those without contrast were left out; null where that is done here.
   * @param contentHashes of these images, in the order of the rows
   * @throws as imagesOf
   */
  pairsOf(source: ImageCheckpoint, contentHashes: readonly string[], threshold: number): Promise<PairPartial | null>;
}
