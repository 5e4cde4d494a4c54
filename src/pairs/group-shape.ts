/** What a group looks like: its most typical member and how far apart its members are. */
import { similarity } from "ml-distance";
import type { Backend } from "../compute/backend.ts";
import { countOf, type Rows, rowsAt } from "../kit/rows.ts";
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

/** @param rows two or more unit vectors */
export const measureGroup = async (rows: Rows, backend: Backend): Promise<GroupShape> => {
  const { values, dimension } = rows;
  const m = countOf(rows);
  const row = (index: number) => rowsAt(rows, index);

  const sum = new Float64Array(dimension);
  for (let start = 0; start < values.length; start += dimension)
    for (let k = 0; k < dimension; k++) sum[k]! += values[start + k]!;
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

  const { pair } = await lowestPair(rows, backend);
  return {
    medoid,
    farthestPair: pair,
    minSimilarity: Math.min(1, similarity.cosine([...row(pair[0])], [...row(pair[1])])),
    meanSimilarity: Math.min(1, (squaredLength - m) / (m * (m - 1))),
  };
};
