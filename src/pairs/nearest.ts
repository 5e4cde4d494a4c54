/** The k most similar of every image, gathered tile by tile in O(n k) memory. */
import { BARRED, type TileNeighbours } from "../compute/backend.ts";

export interface Nearest {
  k: number;
  /** n x k, best first; -Infinity where there were fewer than k. */
  similarities: Float32Array;
  /** n x k, row indices of the other matrix; -1 where there were fewer than k. */
  indices: Int32Array;
}

export const noNeighbours = (n: number, k: number): Nearest => ({
  k,
  similarities: new Float32Array(n * k).fill(Number.NEGATIVE_INFINITY),
  indices: new Int32Array(n * k).fill(-1),
});

/**
 * Takes over what is better in one tile; ties keep the smaller index, so the order of the tiles changes nothing.
 * @param start index of the tile's first image whose neighbours these are
 * @param offset index of the tile's first candidate
 */
export const addNeighbours = (nearest: Nearest, found: TileNeighbours, start: number, offset: number): void => {
  const { k, similarities, indices } = nearest;
  for (let image = 0; image < found.similarities.length / found.k; image++) {
    const base = (start + image) * k;
    for (let rank = 0; rank < found.k; rank++) {
      const similarity = found.similarities[image * found.k + rank]!;
      if (similarity <= BARRED / 2 || similarity < similarities[base + k - 1]!) break;
      const index = found.indices[image * found.k + rank]! + offset;
      let place = k - 1;
      const before = (at: number) =>
        similarity > similarities[at]! || (similarity === similarities[at]! && index < indices[at]!);
      if (!before(base + place)) continue;
      for (; place > 0 && before(base + place - 1); place--) {
        similarities[base + place] = similarities[base + place - 1]!;
        indices[base + place] = indices[base + place - 1]!;
      }
      similarities[base + place] = similarity;
      indices[base + place] = index;
    }
  }
};

/** The similarity of the k-th most similar of each image (k from 1). */
export const kthSimilarities = ({ k, similarities }: Nearest, rank = k): Float32Array =>
  Float32Array.from({ length: similarities.length / k }, (_, image) => similarities[image * k + rank - 1]!);
