/** The pairs a report ships, so that it can find the groups again at other thresholds (`regroup.ts`). */
import type { Edges } from "../analysis/analysis.ts";
import { type Backend, EVERY_VALUE } from "../compute/backend.ts";
import { type Rows, selectRows } from "../kit/rows.ts";
import { LINKAGE_LIMIT } from "./groups.ts";
import { groupThreshold } from "./linkage/related-thresholds.ts";
import { membersBy } from "./linkage/union-find.ts";
import { type PairStatistics, runPairPass } from "./pair-pass.ts";
import { upperTriangle } from "./tiles.ts";

/** About 0.7 MB of a report. */
const MOST_PAIRS = 30_000;
/** How far below the threshold a report can go, where the pairs are few enough. */
const BELOW = 0.1;
const LOWEST = 0.05;
/** Larger sets take no second pass over all pairs: theirs can only be regrouped from the threshold upwards. */
const MOST_IMAGES = 5000;

/** @param rows unit vectors @param names one per row @param most pairs */
export const closePairs = async (
  rows: Rows,
  pairs: PairStatistics,
  { names, most = MOST_PAIRS }: { names: readonly string[]; most?: number },
  backend: Backend,
): Promise<Edges> => {
  const lower = Math.round(Math.max(LOWEST, pairs.threshold - BELOW) * 1000) / 1000;
  if (pairs.n <= MOST_IMAGES && lower < pairs.threshold) {
    const edges = await collect(rows, await runPairPass(rows, lower, backend), { names, most }, backend);
    if (edges) return edges;
  }
  const edges = await collect(rows, pairs, { names, most }, backend);
  if (edges) return edges;
  const { threshold } = pairs;
  return { threshold, from: groupThreshold(threshold), complete: false, members: [], pairs: [], similarities: [] };
};

/** null when there are too many pairs, or a component that is not grouped by linkage. */
const collect = async (
  rows: Rows,
  { components, threshold }: PairStatistics,
  { names, most }: { names: readonly string[]; most: number },
  backend: Backend,
): Promise<Edges | null> => {
  const from = groupThreshold(threshold);
  const found: [number, number, number][] = [];
  for (const component of membersBy(components)) {
    const m = component.length;
    if (m > LINKAGE_LIMIT) return null;
    const part = selectRows(rows, component);
    for await (const tile of backend.reduceTiles(part, part, upperTriangle(m), EVERY_VALUE)) {
      const width = tile.columnEnd - tile.columnStart;
      for (let row = tile.rowStart; row < tile.rowEnd; row++)
        for (let column = Math.max(tile.columnStart, row + 1); column < tile.columnEnd; column++) {
          const similarity = tile.sample![(row - tile.rowStart) * width + column - tile.columnStart]!;
          if (similarity >= from) found.push([component[row]!, component[column]!, similarity]);
        }
      if (found.length > most) return null;
    }
  }
  const inPairs = new Set<number>();
  for (const [first, second] of found) inPairs.add(first).add(second);
  const members = [...inPairs].sort((a, b) => a - b);
  const place = new Map(members.map((row, index) => [row, index]));
  return {
    threshold,
    from,
    complete: true,
    members: members.map((row) => names[row]!),
    pairs: found.map(([a, b]) => [place.get(a)!, place.get(b)!]),
    similarities: found.map(([, , similarity]) => Math.round(similarity * 1e6) / 1e6),
  };
};
