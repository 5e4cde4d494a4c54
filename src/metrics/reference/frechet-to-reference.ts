/** Frechet distance of one checkpoint to the real images, in the centred space of the embedder. */
import type { Calibrated } from "../../analysis/analysis.ts";
import { countOf, type Rows, randomRows } from "../../kit/rows.ts";
import { mean, sum } from "../../kit/stats.ts";
import { frechetDistance, type Gaussian, gaussianOf } from "./frechet-distance.ts";
import { perSize } from "./per-size.ts";
import type { ReferenceModel } from "./reference-model.ts";

const SEED = 4;
/** Halves of the reference that are compared; each costs a singular value decomposition of up to d x d. */
const SPLITS = 4;
/** 97.5 % quantile of Student's t with SPLITS - 1 degrees of freedom. */
const T95 = 3.182446305284263;
/** Images per side beyond which the distance changes little and the time is better spent elsewhere. */
const MOST_IMAGES = 2000;

/**
 * The Frechet distance of few images is far above 0 for a perfect generator too, so both sides have one size and the expectation
 * is the distance between two halves of the reference.
 * @param samples centred as the model
 * @returns null when a side would have fewer than 2 images
 */
export const frechetToReference = (samples: Rows, model: ReferenceModel): Calibrated | null => {
  const size = Math.min(countOf(samples), Math.floor(model.n / 2), MOST_IMAGES);
  if (size < 2) return null;
  const { halves, expected } = splitReference(model, size);
  const observed = halves.map((real, split) =>
    frechetDistance(real, gaussianOf(randomRows(samples, SEED + split, [0, size]))),
  );
  const value = mean(observed);
  const spread = Math.sqrt(sum(observed.map((one) => (one - value) ** 2)) / (SPLITS - 1));
  return {
    value,
    low: Math.max(0, value - T95 * spread),
    high: value + T95 * spread,
    expected,
    method: `mean of ${SPLITS} random subsets of ${size} images per side; interval of one subset (Student's t)`,
  };
};

/** The distance between disjoint random parts of the reference. */
const splitReference = perSize((model, size): { halves: Gaussian[]; expected: number } => {
  const splits = Array.from({ length: SPLITS }, (_, split) => SEED + split);
  const halves = splits.map((seed) => gaussianOf(randomRows(model.centred, seed, [0, size])));
  const others = splits.map((seed) => gaussianOf(randomRows(model.centred, seed, [size, 2 * size])));
  return { halves, expected: mean(halves.map((half, split) => frechetDistance(half, others[split]!))) };
});
