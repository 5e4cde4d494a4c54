/** Euclidean distances of vectors of any length as inner products, so that every pass over pairs can measure them too. */
import { ROUNDING } from "./cross-set.ts";

export interface EuclideanForm {
  /** rows x dimension: for the left side of an inner product (`a`, `vectors`). */
  left: Float32Array;
  /** rows x dimension: for the right side (`b`, `columns`). */
  right: Float32Array;
}

/**
 * (x, -|x|^2/2, 1) . (y, 1, -|y|^2/2) = -|x - y|^2 / 2. All sets are moved by one centre, the mean of the first, which changes
 * no distance and keeps rounding small.
 * @param sets each rows x dimension
 * @returns the forms, their dimension, and the rounding to pass to `countWithin`
 */
export const euclideanForm = (
  sets: readonly ArrayLike<number>[],
  dimension: number,
): { forms: EuclideanForm[]; dimension: number; rounding: number } => {
  const first = sets[0]!;
  const centre = new Float64Array(dimension);
  for (let index = 0; index < first.length; index++)
    centre[index % dimension]! += first[index]! / (first.length / dimension);
  const wide = dimension + 2;
  let longest = 0;
  const forms = sets.map((values) => {
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
      longest = Math.max(longest, square);
      left.set([-square / 2, 1], row * wide + dimension);
      right.set([1, -square / 2], row * wide + dimension);
    }
    return { left, right };
  });
  return { forms, dimension: wide, rounding: ROUNDING * Math.max(longest, Number.MIN_VALUE) };
};

/** Back from -distance^2 / 2. */
export const distanceOf = (similarity: number): number => Math.sqrt(Math.max(0, -2 * similarity));
