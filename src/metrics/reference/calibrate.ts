/** The near-duplicate threshold from real images: the level that 1 % of them reach with their nearest neighbour. */
import type { ChosenThreshold } from "../../analysis/analysis.ts";
import type { Backend } from "../../compute/backend.ts";
import { InputError } from "../../errors.ts";
import { quantile, realNeighbours, shareFrom } from "./real-neighbours.ts";
import type { ReferenceModel } from "./reference-model.ts";

const QUANTILE = 0.99;
/** Four decimals are more than the embedding is exact to. */
const DIGITS = 1e4;
/** Real images that a 99 % quantile needs to be more than the maximum. */
const FEWEST_IMAGES = 100;

/**
 * @param given the threshold without a reference; null when the embedder has none
 * @param chosen true when the user chose it: then it is only checked
 * @param images of the largest checkpoint: a quantile of nearest neighbours holds for sets of one size
 */
export const calibrateThreshold = async (
  model: ReferenceModel,
  given: ChosenThreshold | null,
  chosen: boolean,
  images: number,
  backend: Backend,
): Promise<ChosenThreshold> => {
  const size = Math.min(model.n, images);
  if (size < 2 || model.n < FEWEST_IMAGES) {
    if (given) return given;
    throw new InputError(
      "REFERENCE",
      `Expected ${FEWEST_IMAGES} or more distinct real images to calibrate the threshold of this model but found ${model.n}. Next: give more real images, or --threshold`,
    );
  }
  const nearest = await realNeighbours(model, size, backend);
  const value = chosen && given ? given.value : Math.ceil(quantile(nearest, QUANTILE) * DIGITS) / DIGITS;
  const share = `${(100 * shareFrom(nearest, value)).toFixed(1)} %`;
  return {
    value,
    basis:
      chosen && given
        ? given.basis
        : `${QUANTILE * 100} % quantile of the similarity of real images to their nearest one, in sets of ${size} of the reference`,
    calibration: {
      kind: "reference",
      images: model.n,
      sentence: `At this threshold ${share} of ${size} real images have a near-duplicate among themselves.`,
    },
  };
};
