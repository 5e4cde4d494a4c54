/** The near-duplicate threshold from the real images. */
import type { ChosenThreshold } from "../../analysis/analysis.ts";
import type { Backend } from "../../compute/backend.ts";
import { InputError } from "../../errors.ts";
import type { ReferenceModel } from "../../metrics/reference/reference-model.ts";
import { referenceThreshold } from "../../metrics/reference/reference-threshold.ts";
import { realNeighbours } from "./nearest-in-subsets.ts";

/** Real images that a 99 % quantile needs to be more than the maximum. */
const FEWEST_IMAGES = 100;

/**
 * @param given the threshold without a reference, null when the embedder has none, and whether the user chose it
 * @param images of the largest checkpoint: a quantile of nearest neighbours holds for sets of one size
 * @throws InputError when there is no threshold and too few real images for one
 */
export const calibrateThreshold = async (
  model: ReferenceModel,
  given: { threshold: ChosenThreshold | null; isChosen: boolean },
  images: number,
  backend: Backend,
): Promise<ChosenThreshold> => {
  const size = Math.min(model.n, images);
  if (size < 2 || model.n < FEWEST_IMAGES) {
    if (given.threshold) return given.threshold;
    throw new InputError(
      "REFERENCE",
      `Expected ${FEWEST_IMAGES} or more distinct real images to calibrate the threshold of this model but found ${model.n}. Next: give more real images, or --threshold`,
    );
  }
  const nearest = await realNeighbours(model, size, backend);
  return referenceThreshold(nearest, { images: model.n, size }, given.isChosen ? given.threshold : null);
};
