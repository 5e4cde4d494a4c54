/** Near-duplicate groups: connected components are only candidates, for chains of small steps join what is not alike. */
import type { Chain } from "../analysis/analysis.ts";
import type { Backend } from "../compute/backend.ts";
import { type Rows, selectRows } from "../kit/rows.ts";
import { allSimilarities } from "./all-similarities.ts";
import { type GroupShape, measureGroup } from "./group-shape.ts";
import { completeLinkage } from "./linkage/complete-linkage.ts";
import { groupThreshold } from "./linkage/related-thresholds.ts";
import { membersBy } from "./linkage/union-find.ts";
import { lowestPair } from "./lowest-pair.ts";
import type { PairStatistics } from "./pair-pass.ts";
import { starSplit } from "./star-split.ts";

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
  const threshold = groupThreshold(pairs.threshold);
  const groups: MemberGroup[] = [];
  const chains: Chain[] = [];
  for (const component of membersBy(pairs.components)) {
    const rows = selectRows(all, component);
    const degrees = Uint32Array.from(component, (row) => pairs.degrees[row]!);
    const parts = await split(rows, degrees, threshold, backend);
    const grouped = parts.filter(({ length }) => length > 1);
    for (const part of grouped) {
      const shape = await measureGroup(selectRows(rows, part), backend);
      const members = part.map((index) => component[index]!);
      const medoid = members[shape.medoid]!;
      groups.push({
        ...shape,
        medoid,
        farthestPair: [members[shape.farthestPair[0]]!, members[shape.farthestPair[1]]!],
        members: [medoid, ...members.filter((member) => member !== medoid)],
      });
    }
    if (parts.every(({ length }) => length < component.length / 2)) {
      const { similarity } = await lowestPair(rows, backend);
      chains.push({ size: component.length, minSimilarity: Math.max(-1, similarity), groups: grouped.length });
    }
  }
  groups.sort((a, b) => b.members.length - a.members.length || firstOf(a) - firstOf(b));
  chains.sort((a, b) => b.size - a.size || a.minSimilarity - b.minSimilarity || b.groups - a.groups);
  return { groups, chains };
};

/** Parts of one component, single images included. */
const split = async (rows: Rows, degrees: Uint32Array, threshold: number, backend: Backend): Promise<number[][]> =>
  degrees.length <= LINKAGE_LIMIT
    ? completeLinkage(await allSimilarities(rows, backend), degrees.length, threshold)
    : starSplit(rows, degrees, threshold, backend);

/** The smallest row index: the medoid stands first, the others ascend. */
const firstOf = ({ members }: MemberGroup): number => Math.min(members[0]!, members[1]!);
