/** Row sums of the cubic kernel ((x . y) / d + 1)^3 of Binkowski et al. 2018, in O(n + m) memory. */
import type { Backend } from "../compute/backend.ts";
import { rectangle, upperTriangle } from "./tiles.ts";

const kernel = (product: number, dimension: number): number => (product / dimension + 1) ** 3;

/** Per row, the sum over all OTHER rows. @param vectors n x dimension */
export const kernelSumsWithin = async (
  vectors: Float32Array,
  dimension: number,
  backend: Backend,
): Promise<Float64Array> => {
  const n = vectors.length / dimension;
  const sums = new Float64Array(n);
  for await (const tile of backend.similarityTiles(vectors, dimension, upperTriangle(n))) {
    const width = tile.columnEnd - tile.columnStart;
    for (let row = tile.rowStart; row < tile.rowEnd; row++) {
      const offset = (row - tile.rowStart) * width - tile.columnStart;
      for (let column = Math.max(tile.columnStart, row + 1); column < tile.columnEnd; column++) {
        const value = kernel(tile.values[offset + column]!, dimension);
        sums[row]! += value;
        sums[column]! += value;
      }
    }
  }
  return sums;
};

/** Per row of each side, the sum over all rows of the other. @param first n x dimension @param second m x dimension */
export const kernelSumsAcross = async (
  first: Float32Array,
  second: Float32Array,
  dimension: number,
  backend: Backend,
): Promise<{ first: Float64Array; second: Float64Array }> => {
  const n = first.length / dimension;
  const m = second.length / dimension;
  const both = new Float32Array(first.length + second.length);
  both.set(first);
  both.set(second, first.length);
  const sums = { first: new Float64Array(n), second: new Float64Array(m) };
  for await (const tile of backend.similarityTiles(both, dimension, rectangle(n, m))) {
    const width = tile.columnEnd - tile.columnStart;
    for (let row = tile.rowStart; row < tile.rowEnd; row++) {
      const offset = (row - tile.rowStart) * width - tile.columnStart;
      for (let column = tile.columnStart; column < tile.columnEnd; column++) {
        const value = kernel(tile.values[offset + column]!, dimension);
        sums.first[row]! += value;
        sums.second[column - n]! += value;
      }
    }
  }
  return sums;
};
