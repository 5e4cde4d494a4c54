/** The near-duplicate threshold beside real images: kept where it is known, found on them where the embedder has none. */
import type { ChosenThreshold } from "../../analysis/analysis.ts";
import type { Backend } from "../../compute/backend.ts";
import { InputError } from "../../errors.ts";
import type { ReferenceModel } from "../../metrics/reference/reference-model.ts";
import { checkedOnReference, referenceThreshold } from "../../metrics/reference/reference-threshold.ts";
import { realNeighbours } from "./nearest-in-subsets.ts";

/** Real images that a 99 % quantile needs to be more than the maximum. */
const FEWEST_IMAGES = 100;

export interface Calibrating {
  /** The threshold of the embedder or of the user, null when there is none. */
  known: ChosenThreshold | null;
  /** Images of the largest checkpoint: a quantile of nearest neighbours holds for sets of one size. */
  samples: number;
  /** Cosine of real images to mildly changed copies of themselves; asked for only where it is needed. */
  copies(): Promise<readonly number[]>;
}

/**
 * A known threshold never moves: on real images with natural look-alikes a calibrated one would rise until the copies of a mode count as
 * different.
 * @throws InputError when there is no threshold and too few real images for one
 */
export const calibrateThreshold = async (
  model: ReferenceModel,
  { known, samples, copies }: Calibrating,
  backend: Backend,
): Promise<ChosenThreshold> => {
  const size = Math.min(model.n, samples);
  if (size < 2 || model.n < FEWEST_IMAGES) {
    if (known) return known;
    throw new InputError(
      "REFERENCE",
      `Expected ${FEWEST_IMAGES} or more distinct real images to calibrate the threshold of this model but found ${model.n}. Next: give more real images, or --threshold`,
    );
  }
  const real = { nearest: await realNeighbours(model, size, backend), images: model.n, size };
  return checkedOnReference(known ?? referenceThreshold(real, Float64Array.from(await copies())), real);
};
