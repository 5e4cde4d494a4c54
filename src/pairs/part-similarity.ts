/** How alike the images of a group are in one part of their embeddings. */
import { type Rows, rowsAt } from "../kit/rows.ts";

/**
 * Mean cosine over all pairs of some rows, seen from the values [start, end) of their embeddings alone; exact in O(rows) through
 * |sum of unit vectors|^2 = rows + 2 x sum over pairs.
 * @param chosen two or more; none of their parts may be the zero vector
 */
export const meanPartSimilarity = (
  rows: Rows,
  chosen: readonly number[],
  [start, end]: readonly [number, number],
): number => {
  const sum = new Float64Array(end - start);
  for (const row of chosen) {
    const part = rowsAt(rows, row).subarray(start, end);
    const length = Math.sqrt(part.reduce((total, value) => total + value * value, 0));
    part.forEach((value, k) => {
      sum[k]! += value / length;
    });
  }
  const n = chosen.length;
  return (sum.reduce((total, value) => total + value * value, 0) - n) / (n * (n - 1));
};
