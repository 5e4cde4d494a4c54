/** One pass over all pairs of a set: what every pair statistic needs, in O(n) memory whatever the number of duplicates. */
import type { Backend } from "../compute/backend.ts";
import { closeThreshold } from "./related-thresholds.ts";
import { upperTriangle } from "./tiles.ts";
import { UnionFind } from "./union-find.ts";

export interface PairStatistics {
  n: number;
  /** Similarity from which a pair counts as near-duplicate. */
  threshold: number;
  /** Pairs at or above the threshold, each counted once. */
  duplicatePairs: number;
  /** Per image: its near-duplicate partners. */
  degrees: Uint32Array;
  /** Per image: its close copies, the partners at or above `closeThreshold`. */
  closeDegrees: Uint32Array;
  /** Per image: sum of its squared similarities to the others. */
  squareSums: Float64Array;
  /** Per image: the smallest index of its connected component in the near-duplicate graph. */
  components: Uint32Array;
}

/** @param vectors n x dimension, unit rows */
export const runPairPass = async (
  vectors: Float32Array,
  dimension: number,
  threshold: number,
  backend: Backend,
): Promise<PairStatistics> => {
  const n = vectors.length / dimension;
  const degrees = new Uint32Array(n);
  const closeDegrees = new Uint32Array(n);
  const close = closeThreshold(threshold);
  const squareSums = new Float64Array(n);
  const sets = new UnionFind(n);
  let duplicatePairs = 0;

  for await (const tile of backend.similarityTiles(vectors, dimension, upperTriangle(n))) {
    const { rowStart, rowEnd, columnStart, columnEnd, values } = tile;
    const width = columnEnd - columnStart;
    for (let row = rowStart; row < rowEnd; row++) {
      const offset = (row - rowStart) * width - columnStart;
      let rowSquares = 0;
      let rowDegree = 0;
      for (let column = Math.max(columnStart, row + 1); column < columnEnd; column++) {
        const similarity = values[offset + column]!;
        const square = similarity * similarity;
        rowSquares += square;
        squareSums[column]! += square;
        if (similarity >= threshold) {
          rowDegree++;
          degrees[column]!++;
          if (similarity >= close) {
            closeDegrees[row]!++;
            closeDegrees[column]!++;
          }
          sets.union(row, column);
        }
      }
      squareSums[row]! += rowSquares;
      degrees[row]! += rowDegree;
      duplicatePairs += rowDegree;
    }
  }
  return {
    n,
    threshold,
    duplicatePairs,
    degrees,
    closeDegrees,
    squareSums,
    components: Uint32Array.from({ length: n }, (_, index) => sets.find(index)),
  };
};
