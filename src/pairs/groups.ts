/** Near-duplicate groups: connected components are only candidates, for chains of small steps join what is not alike. */
import type { Chain } from "../analysis/analysis.ts";
import type { Backend } from "../compute/backend.ts";
import { type Rows, type SomeRows, selectRows } from "../kit/rows.ts";
import { allSimilarities } from "./all-similarities.ts";
import { type GroupShape, measureGroup } from "./group-shape.ts";
import { completeLinkage } from "./linkage/complete-linkage.ts";
import { groupThreshold } from "./linkage/related-thresholds.ts";
import { membersBy } from "./linkage/union-find.ts";
import { asPair, lowestPair } from "./lowest-pair.ts";
import type { PairStatistics } from "./pair-pass.ts";
import { type Star, starSplit } from "./star-split.ts";

/** Most images for complete linkage: the m x m matrix takes 16 MB. */
export const LINKAGE_LIMIT = 2000;

interface MemberGroup extends GroupShape {
  /** Row indices, medoid first, then ascending. */
  members: number[];
}

export interface Grouping {
  /** Of two or more, largest first, then by first member. */
  groups: MemberGroup[];
  /** Components of which no group holds half, largest first. */
  chains: Chain[];
}

/**
 * Each group lies inside one component of the near-duplicate graph, and no group holds a pair below `groupThreshold` of the
 * near-duplicate threshold. Ties follow the order of the rows: sort them by content to be independent of file order.
 * @param all unit vectors
 */
export const findGroups = async (all: Rows, pairs: PairStatistics, backend: Backend): Promise<Grouping> => {
  const groups: MemberGroup[] = [];
  const chains: Chain[] = [];
  for (const component of membersBy(pairs.components)) {
    const parts = await split({ all, chosen: component }, pairs, backend);
    const grouped = parts.filter(({ rows }) => rows.length > 1);
    for (const { rows, lowest } of grouped) {
      const shape = await measureGroup({ all, chosen: rows }, backend, lowest);
      const medoid = rows[shape.medoid]!;
      groups.push({
        ...shape,
        medoid,
        farthestPair: [rows[shape.farthestPair[0]]!, rows[shape.farthestPair[1]]!],
        members: [medoid, ...rows.filter((row) => row !== medoid)],
      });
    }
    if (parts.every(({ rows }) => rows.length < component.length / 2)) {
      const { similarity } = await lowestPair({ all, chosen: component }, backend);
      chains.push({ size: component.length, minSimilarity: Math.max(-1, similarity), groups: grouped.length });
    }
  }
  groups.sort((a, b) => b.members.length - a.members.length || firstOf(a) - firstOf(b));
  chains.sort((a, b) => b.size - a.size || a.minSimilarity - b.minSimilarity || b.groups - a.groups);
  return { groups, chains };
};

/** Parts of one component, single images included. */
const split = async (of: SomeRows, pairs: PairStatistics, backend: Backend): Promise<Star[]> => {
  const { all, chosen } = of;
  const threshold = groupThreshold(pairs.threshold);
  if (chosen.length <= LINKAGE_LIMIT) {
    const similarities = await allSimilarities(selectRows(all, chosen), backend);
    return completeLinkage(similarities, chosen.length, threshold).map((part) => ({
      rows: part.map((index) => chosen[index]!),
      lowest: null,
    }));
  }
  // Of all images the pass knows already whether all are near to each other.
  const { lowest } = pairs;
  if (lowest && chosen.length === pairs.n && lowest.similarity >= Math.fround(threshold))
    return [{ rows: [...chosen], lowest: asPair(lowest) }];
  const degrees = Uint32Array.from(chosen, (row) => pairs.degrees[row]!);
  return starSplit(of, degrees, threshold, backend);
};

/** The smallest row index: the medoid stands first, the others ascend. */
const firstOf = ({ members }: MemberGroup): number => Math.min(members[0]!, members[1]!);
