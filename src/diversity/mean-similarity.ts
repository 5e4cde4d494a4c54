/** Mean cosine over all pairs, exactly in O(n d): (|sum x|^2 - sum |x|^2) / (n(n-1)). */
import type { Estimate } from "../analysis.ts";

/** @param vectors n x dimension, unit rows; n >= 3. The interval is the jackknife's, clipped to [-1, 1]. */
export const meanSimilarity = (vectors: Float32Array, dimension: number): Estimate => {
  const n = vectors.length / dimension;
  const sum = new Float64Array(dimension);
  for (let index = 0; index < vectors.length; index++) sum[index % dimension]! += vectors[index]!;

  const towardsOthers = new Float64Array(n);
  let total = 0;
  for (let row = 0; row < n; row++) {
    let similarity = 0;
    for (let k = 0; k < dimension; k++) {
      const value = vectors[row * dimension + k]!;
      similarity += value * (sum[k]! - value);
    }
    towardsOthers[row] = similarity;
    total += similarity;
  }
  const value = total / (n * (n - 1));
  const leftOut = towardsOthers.map((similarity) => (total - 2 * similarity) / ((n - 1) * (n - 2)));
  const variance = ((n - 1) / n) * leftOut.reduce((spread, mean) => spread + (mean - value) ** 2, 0);
  const margin = 1.96 * Math.sqrt(variance);
  return {
    value,
    low: Math.max(-1, value - margin),
    high: Math.min(1, value + margin),
    method: "mean cosine over all pairs, jackknife interval",
  };
};
