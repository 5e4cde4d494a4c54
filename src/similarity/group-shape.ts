/** What a group looks like: its most typical member and how far apart its members are. */
import { similarity } from "ml-distance";
import type { Backend } from "../compute/backend.ts";
import { upperTriangle } from "./tiles.ts";

export interface GroupShape {
  /** Row with the highest mean similarity to the others; the first of equals. */
  medoid: number;
  /** The two rows with the lowest similarity; the first such pair. */
  farthestPair: [number, number];
  minSimilarity: number;
  /** Over all pairs. */
  meanSimilarity: number;
}

/** @param vectors m x dimension with m >= 2, unit rows */
export const measureGroup = async (vectors: Float32Array, dimension: number, backend: Backend): Promise<GroupShape> => {
  const m = vectors.length / dimension;
  const row = (index: number) => vectors.subarray(index * dimension, (index + 1) * dimension);

  const sum = new Float64Array(dimension);
  for (let index = 0; index < vectors.length; index++) sum[index % dimension]! += vectors[index]!;
  let medoid = 0;
  let highest = Number.NEGATIVE_INFINITY;
  let squaredLength = 0;
  for (let index = 0; index < m; index++) {
    const towardsAll = row(index).reduce((total, value, k) => total + value * sum[k]!, 0);
    squaredLength += towardsAll;
    if (towardsAll > highest) {
      highest = towardsAll;
      medoid = index;
    }
  }

  let farthestPair: [number, number] = [0, 1];
  let lowest = Number.POSITIVE_INFINITY;
  for await (const tile of backend.similarityTiles(vectors, dimension, upperTriangle(m))) {
    const width = tile.columnEnd - tile.columnStart;
    for (let first = tile.rowStart; first < tile.rowEnd; first++) {
      const offset = (first - tile.rowStart) * width - tile.columnStart;
      for (let second = Math.max(tile.columnStart, first + 1); second < tile.columnEnd; second++)
        if (tile.values[offset + second]! < lowest) {
          lowest = tile.values[offset + second]!;
          farthestPair = [first, second];
        }
    }
  }
  const cosine = (a: number, b: number) => Math.min(1, similarity.cosine([...row(a)], [...row(b)]));
  return {
    medoid,
    farthestPair,
    minSimilarity: cosine(...farthestPair),
    meanSimilarity: Math.min(1, (squaredLength - m) / (m * (m - 1))),
  };
};
