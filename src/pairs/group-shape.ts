/** What a group looks like: its most typical member and how far apart its members are. */
import { similarity } from "ml-distance";
import type { Backend } from "../compute/backend.ts";
import { rowsAt, type SomeRows } from "../kit/rows.ts";
import { type LowestPair, lowestPair } from "./lowest-pair.ts";

export interface GroupShape {
  /** Row with the highest mean similarity to the others; the first of equals. */
  medoid: number;
  /** The two rows with the lowest similarity; the first such pair. */
  farthestPair: [number, number];
  minSimilarity: number;
  /** Over all pairs. */
  meanSimilarity: number;
}

/**
 * @param rows two or more unit vectors
 * @param known their least similar pair, by their places, where it was come by
 * @returns rows by their places
 */
export const measureGroup = async (
  rows: SomeRows,
  backend: Backend,
  known: LowestPair | null = null,
): Promise<GroupShape> => {
  const { dimension } = rows.all;
  const m = rows.chosen.length;
  const row = (index: number) => rowsAt(rows.all, rows.chosen[index]!);

  const sum = new Float64Array(dimension);
  for (let index = 0; index < m; index++) {
    const values = row(index);
    for (let k = 0; k < dimension; k++) sum[k]! += values[k]!;
  }
  let medoid = 0;
  let highest = Number.NEGATIVE_INFINITY;
  let squaredLength = 0;
  for (let index = 0; index < m; index++) {
    const values = row(index);
    let towardsAll = 0;
    for (let k = 0; k < dimension; k++) towardsAll += values[k]! * sum[k]!;
    squaredLength += towardsAll;
    if (towardsAll > highest) {
      highest = towardsAll;
      medoid = index;
    }
  }

  const { pair } = known ?? (await lowestPair(rows, backend));
  return {
    medoid,
    farthestPair: pair,
    minSimilarity: Math.min(1, similarity.cosine([...row(pair[0])], [...row(pair[1])])),
    meanSimilarity: Math.min(1, (squaredLength - m) / (m * (m - 1))),
  };
};
