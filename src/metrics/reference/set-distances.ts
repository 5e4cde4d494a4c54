/** Frechet and kernel distance of one checkpoint to the real images, in the centred space of the embedder. */
import type { Calibrated } from "../../analysis/analysis.ts";
import type { Backend } from "../../compute/backend.ts";
import { shuffledIndices } from "../../kit/random.ts";
import { kernelSumsAcross, kernelSumsWithin } from "../../pairs/kernel-sums.ts";
import { selectRows } from "../../pairs/vectors.ts";
import { frechetDistance, type Gaussian, gaussianOf } from "../frechet-distance.ts";
import { kernelDistance } from "../kernel-distance.ts";
import { perSize } from "./per-size.ts";
import { kernelScaled, type ReferenceModel } from "./reference-model.ts";

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
export const frechetToReference = (samples: Float32Array, model: ReferenceModel): Calibrated | null => {
  const { dimension, n } = model;
  const count = samples.length / dimension;
  const size = Math.min(count, Math.floor(n / 2), MOST_IMAGES);
  if (size < 2) return null;
  const { halves, expected } = splitReference(model, size);
  const observed = halves.map((real, split) =>
    frechetDistance(real, partOf(samples, dimension, SEED + split, 0, size)),
  );
  const value = mean(observed);
  const spread = Math.sqrt(observed.reduce((sum, one) => sum + (one - value) ** 2, 0) / (SPLITS - 1));
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
  const halves = splits.map((seed) => partOf(model.centred, model.dimension, seed, 0, size));
  const others = splits.map((seed) => partOf(model.centred, model.dimension, seed, size, 2 * size));
  return { halves, expected: mean(halves.map((half, split) => frechetDistance(half, others[split]!))) };
});

const partOf = (rows: Float32Array, dimension: number, seed: number, start: number, end: number): Gaussian => {
  const order = shuffledIndices(rows.length / dimension, seed).slice(start, end);
  return gaussianOf(selectRows(rows, dimension, order), dimension);
};

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/** @param samples centred as the model @returns null when a side has fewer than 3 images */
export const kernelToReference = async (
  samples: Float32Array,
  model: ReferenceModel,
  backend: Backend,
): Promise<Calibrated | null> => {
  const { dimension, n } = model;
  if (n < 3 || samples.length < 3 * dimension) return null;
  const scaled = kernelScaled(samples, dimension);
  const across = await kernelSumsAcross(scaled, kernelScaled(model.centred, dimension), dimension, backend);
  return kernelDistance(
    { within: await kernelSumsWithin(scaled, dimension, backend), across: across.first },
    { within: model.kernelSums, across: across.second },
  );
};
