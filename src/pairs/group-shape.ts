/** What a group looks like: its most typical member and how far apart its members are. */
import { similarity } from "ml-distance";
import type { Backend } from "../compute/backend.ts";
import { lowestPair } from "./lowest-pair.ts";

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
  for (let start = 0; start < vectors.length; start += dimension)
    for (let k = 0; k < dimension; k++) sum[k]! += vectors[start + k]!;
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

  const { pair } = await lowestPair(vectors, dimension, backend);
  return {
    medoid,
    farthestPair: pair,
    minSimilarity: Math.min(1, similarity.cosine([...row(pair[0])], [...row(pair[1])])),
    meanSimilarity: Math.min(1, (squaredLength - m) / (m * (m - 1))),
  };
};
