/** What real images say about the near-duplicate threshold, and the threshold itself where the embedder has none. */
import type { ChosenThreshold } from "../../analysis/analysis.ts";

const QUANTILE = 0.99;
/** Share of the mildly changed copies of real images that must count as near-duplicates of their originals. */
const COPIES_REACHED = 0.9;
/** Four decimals are more than the embedding is exact to. */
const DIGITS = 1e4;

/** Cosine of each real image to its nearest one, in sets of `size` of all `images`; not empty. */
export interface RealNeighbours {
  nearest: Float64Array;
  images: number;
  size: number;
}

/**
 * For an embedder without a threshold: the level that 1 % of the real images reach with their nearest neighbour, but none that
 * copies of a picture miss. Where nature holds look-alikes, the quantile alone would tell those copies apart.
 * @param copies cosine of real images to mildly changed copies of themselves; not empty
 */
export const referenceThreshold = ({ nearest, size }: RealNeighbours, copies: Float64Array): ChosenThreshold => {
  const ofNeighbours = Math.ceil(linearQuantile(nearest, QUANTILE) * DIGITS) / DIGITS;
  const ofCopies = Math.floor(linearQuantile(copies, 1 - COPIES_REACHED) * DIGITS) / DIGITS;
  const neighbours = `${QUANTILE * 100} % quantile of the similarity of real images to their nearest one, in sets of ${size} of the reference`;
  return ofNeighbours <= ofCopies
    ? { value: ofNeighbours, basis: neighbours }
    : {
        value: ofCopies,
        basis: `similarity that ${COPIES_REACHED * 100} % of mildly changed copies of real images reach; lower than the ${neighbours}`,
      };
};

/** The threshold with what it means on the real images. */
export const checkedOnReference = (
  threshold: ChosenThreshold,
  { nearest, images, size }: RealNeighbours,
): ChosenThreshold => ({
  ...threshold,
  calibration: {
    kind: "reference",
    images,
    sentence: `At this threshold ${(100 * shareFrom(nearest, threshold.value)).toFixed(1)} % of ${size} real images have a near-duplicate among themselves.`,
  },
});

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
