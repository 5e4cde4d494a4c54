/** Mean cosine over all pairs, exactly in O(n d): (|sum x|^2 - n) / (n(n-1)). */
import type { Estimate } from "../analysis/analysis.ts";
import { jackknifeError, pairSums } from "./pair-mean.ts";

/**
 * @param vectors n x dimension
 * @param blanks further images that are alike among themselves and like no other; n + blanks >= 3
 * @param part only the values [start, end) of every row are compared; they must not all be 0
 * @returns the interval is the jackknife's, clipped to [-1, 1]
 */
export const meanSimilarity = (
  vectors: Float32Array,
  dimension: number,
  blanks = 0,
  [start, end]: readonly [number, number] = [0, dimension],
): Estimate => {
  const n = vectors.length / dimension;
  const sum = new Float64Array(end - start);
  const inverses = new Float64Array(n);
  for (let row = 0; row < n; row++) {
    const first = row * dimension + start;
    let square = 0;
    for (let k = 0; k < sum.length; k++) square += vectors[first + k]! * vectors[first + k]!;
    const inverse = 1 / Math.sqrt(square);
    inverses[row] = inverse;
    for (let k = 0; k < sum.length; k++) sum[k]! += vectors[first + k]! * inverse;
  }
  const towardsOthers = new Float64Array(n + blanks).fill(blanks - 1, n);
  for (let row = 0; row < n; row++) {
    const first = row * dimension + start;
    let similarity = 0;
    for (let k = 0; k < sum.length; k++) similarity += vectors[first + k]! * sum[k]!;
    towardsOthers[row] = similarity * inverses[row]! - 1;
  }
  const sums = pairSums(towardsOthers, 1);
  const margin = 1.96 * jackknifeError(sums);
  return {
    value: sums.mean,
    low: Math.max(-1, sums.mean - margin),
    high: Math.min(1, sums.mean + margin),
    method: "mean cosine over all pairs, jackknife interval",
  };
};
