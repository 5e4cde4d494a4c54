/** Near-duplicate groups: connected components are only candidates, for chains of small steps join what is not alike. */
import type { Backend } from "../compute/backend.ts";
import { completeLinkage } from "./complete-linkage.ts";
import { type GroupShape, measureGroup } from "./group-shape.ts";
import type { PairStatistics } from "./pair-pass.ts";
import { groupThreshold } from "./related-thresholds.ts";
import { starSplit } from "./star-split.ts";
import { selectRows } from "./vectors.ts";

/** Most images for complete linkage: the m x m matrix takes 16 MB. */
const LINKAGE_LIMIT = 2000;

export interface MemberGroup extends GroupShape {
  /** Row indices, medoid first, then ascending. */
  members: number[];
}

/**
 * Groups of two or more, largest first, then by first member. Each lies inside one component of the near-duplicate graph, and
 * no group holds a pair below `groupThreshold` of the near-duplicate threshold.
 * Ties follow the order of the rows: sort them by content to be independent of file order.
 * @param vectors n x dimension, unit rows
 */
export const findGroups = async (
  vectors: Float32Array,
  dimension: number,
  pairs: PairStatistics,
  backend: Backend,
): Promise<MemberGroup[]> => {
  const threshold = groupThreshold(pairs.threshold);
  const groups: MemberGroup[] = [];
  for (const component of componentsOfTwoOrMore(pairs.components)) {
    const rows = selectRows(vectors, dimension, component);
    const degrees = Uint32Array.from(component, (row) => pairs.degrees[row]!);
    const parts = await split(rows, dimension, degrees, threshold, backend);
    for (const part of parts.filter(({ length }) => length > 1)) {
      const shape = await measureGroup(selectRows(rows, dimension, part), dimension, backend);
      const members = part.map((index) => component[index]!);
      const medoid = members[shape.medoid]!;
      groups.push({
        ...shape,
        medoid,
        farthestPair: [members[shape.farthestPair[0]]!, members[shape.farthestPair[1]]!],
        members: [medoid, ...members.filter((member) => member !== medoid)],
      });
    }
  }
  return groups.sort((a, b) => b.members.length - a.members.length || firstOf(a) - firstOf(b));
};

/** Parts of one component, single images included. */
const split = async (
  rows: Float32Array,
  dimension: number,
  degrees: Uint32Array,
  threshold: number,
  backend: Backend,
): Promise<number[][]> => {
  const m = degrees.length;
  return m <= LINKAGE_LIMIT
    ? completeLinkage(await allSimilarities(rows, m, dimension, backend), m, threshold)
    : starSplit(rows, dimension, degrees, threshold, backend);
};

/** The smallest row index: the medoid stands first, the others ascend. */
const firstOf = ({ members }: MemberGroup): number => Math.min(members[0]!, members[1]!);

const componentsOfTwoOrMore = (components: Uint32Array): number[][] => {
  const members = new Map<number, number[]>();
  components.forEach((component, row) => {
    const known = members.get(component);
    if (known) known.push(row);
    else members.set(component, [row]);
  });
  return [...members.values()].filter(({ length }) => length > 1);
};

const allSimilarities = async (
  rows: Float32Array,
  m: number,
  dimension: number,
  backend: Backend,
): Promise<Float32Array> => {
  const whole = { rowStart: 0, rowEnd: m, columnStart: 0, columnEnd: m };
  const similarities = new Float32Array(m * m);
  for await (const { values } of backend.similarityTiles(rows, dimension, [whole])) similarities.set(values);
  // Both halves must agree to the last bit, or ties could be broken differently from each side.
  for (let row = 0; row < m; row++)
    for (let column = row + 1; column < m; column++) similarities[column * m + row] = similarities[row * m + column]!;
  return similarities;
};
