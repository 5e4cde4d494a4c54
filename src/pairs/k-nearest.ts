/** Distances to the k nearest other rows of the same set, in O(n k) memory. */
import type { Backend } from "../compute/backend.ts";
import { squaredLengths } from "./squared-lengths.ts";
import { upperTriangle } from "./tiles.ts";

/** n x k squared distances, ascending; Infinity where there are fewer than k other rows. @param vectors n x dimension */
export const kNearestDistances = async (
  vectors: Float32Array,
  dimension: number,
  k: number,
  backend: Backend,
): Promise<Float32Array> => {
  const lengths = squaredLengths(vectors, dimension);
  const n = lengths.length;
  const nearest = new Float32Array(n * k).fill(Number.POSITIVE_INFINITY);
  const insert = (row: number, distance: number) => {
    let place = row * k + k - 1;
    if (distance >= nearest[place]!) return;
    for (; place > row * k && nearest[place - 1]! > distance; place--) nearest[place] = nearest[place - 1]!;
    nearest[place] = distance;
  };
  for await (const tile of backend.similarityTiles(vectors, dimension, upperTriangle(n))) {
    const width = tile.columnEnd - tile.columnStart;
    for (let row = tile.rowStart; row < tile.rowEnd; row++) {
      const offset = (row - tile.rowStart) * width - tile.columnStart;
      for (let column = Math.max(tile.columnStart, row + 1); column < tile.columnEnd; column++) {
        const distance = Math.max(0, lengths[row]! + lengths[column]! - 2 * tile.values[offset + column]!);
        insert(row, distance);
        insert(column, distance);
      }
    }
  }
  return nearest;
};

/** The distance to the k-th of the neighbours that `kNearestDistances` found for `of` >= k. */
export const kthDistances = (nearest: Float32Array, of: number, k: number): Float32Array =>
  Float32Array.from({ length: nearest.length / of }, (_, row) => nearest[row * of + k - 1]!);
