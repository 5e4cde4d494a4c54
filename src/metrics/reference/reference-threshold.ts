/** The near-duplicate threshold from real images: the level that 1 % of them reach with their nearest neighbour. */
import type { ChosenThreshold } from "../../analysis/analysis.ts";

const QUANTILE = 0.99;
/** Four decimals are more than the embedding is exact to. */
const DIGITS = 1e4;

/**
 * @param nearest cosine of each real image to its nearest one, in sets of `size`; not empty
 * @param chosen the threshold that the user chose, which is then only checked; null for none
 */
export const referenceThreshold = (
  nearest: Float64Array,
  { images, size }: { images: number; size: number },
  chosen: ChosenThreshold | null,
): ChosenThreshold => {
  const value = chosen?.value ?? Math.ceil(linearQuantile(nearest, QUANTILE) * DIGITS) / DIGITS;
  const share = `${(100 * shareFrom(nearest, value)).toFixed(1)} %`;
  return {
    value,
    basis:
      chosen?.basis ??
      `${QUANTILE * 100} % quantile of the similarity of real images to their nearest one, in sets of ${size} of the reference`,
    calibration: {
      kind: "reference",
      images,
      sentence: `At this threshold ${share} of ${size} real images have a near-duplicate among themselves.`,
    },
  };
};

export const shareFrom = (similarities: Float64Array, threshold: number): number =>
  similarities.filter((similarity) => similarity >= threshold).length / similarities.length;

/** Linear between order statistics, as numpy's default. @param values not empty */
const linearQuantile = (values: Float64Array, q: number): number => {
  const sorted = values.slice().sort();
  const place = q * (sorted.length - 1);
  const below = Math.floor(place);
  const above = Math.min(sorted.length - 1, below + 1);
  return sorted[below]! + (place - below) * (sorted[above]! - sorted[below]!);
};
