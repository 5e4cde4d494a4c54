/** Euclidean distances of vectors of any length as inner products, so that every pass over pairs can measure them too. */
import type { Rows } from "../../src/kit/rows.ts";

export interface EuclideanForm {
  /** For the left side of an inner product, and for the right one. */
  left: Rows;
  right: Rows;
}

/**
 * (x, -|x|^2/2, 1) . (y, 1, -|y|^2/2) = -|x - y|^2 / 2. All sets are moved by one centre, the mean of the first, which changes
 * no distance and keeps rounding small.
 * @param sets each rows x dimension
 */
export const euclideanForm = (sets: readonly ArrayLike<number>[], dimension: number): EuclideanForm[] => {
  const first = sets[0]!;
  const centre = new Float64Array(dimension);
  for (let index = 0; index < first.length; index++)
    centre[index % dimension]! += first[index]! / (first.length / dimension);
  const wide = dimension + 2;
  return sets.map((values) => {
    const n = values.length / dimension;
    const left = new Float32Array(n * wide);
    const right = new Float32Array(n * wide);
    for (let row = 0; row < n; row++) {
      let square = 0;
      for (let k = 0; k < dimension; k++) {
        const value = Math.fround(values[row * dimension + k]! - centre[k]!);
        square += value * value;
        left[row * wide + k] = value;
        right[row * wide + k] = value;
      }
      left.set([-square / 2, 1], row * wide + dimension);
      right.set([1, -square / 2], row * wide + dimension);
    }
    return { left: { values: left, dimension: wide }, right: { values: right, dimension: wide } };
  });
};

/** Back from -distance^2 / 2. */
export const distanceOf = (similarity: number): number => Math.sqrt(Math.max(0, -2 * similarity));
