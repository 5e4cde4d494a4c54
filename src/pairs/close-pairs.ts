/** The pairs a report ships, so that it can find the groups again at other thresholds (`regroup.ts`). */
import type { Edges } from "../analysis/analysis.ts";
import type { Backend } from "../compute/backend.ts";
import { LINKAGE_LIMIT } from "./groups.ts";
import { type PairStatistics, runPairPass } from "./pair-pass.ts";
import { groupThreshold } from "./linkage/related-thresholds.ts";
import { upperTriangle } from "./tiles.ts";
import { membersBy } from "./linkage/union-find.ts";
import { selectRows } from "./vectors.ts";

/** About 0.7 MB of a report. */
const MOST_PAIRS = 30_000;
/** How far below the threshold a report can go, where the pairs are few enough. */
const BELOW = 0.1;
const LOWEST = 0.05;
/** Larger sets take no second pass over all pairs: theirs can only be regrouped from the threshold upwards. */
const MOST_IMAGES = 5000;

/** @param vectors n x dimension, unit rows @param name of a row */
export const closePairs = async (
  vectors: Float32Array,
  dimension: number,
  pairs: PairStatistics,
  name: (row: number) => string,
  backend: Backend,
  mostPairs = MOST_PAIRS,
): Promise<Edges> => {
  const lower = Math.round(Math.max(LOWEST, pairs.threshold - BELOW) * 1000) / 1000;
  if (pairs.n <= MOST_IMAGES && lower < pairs.threshold) {
    const { components } = await runPairPass(vectors, dimension, lower, backend);
    const edges = await collect(vectors, dimension, components, lower, name, backend, mostPairs);
    if (edges) return edges;
  }
  const edges = await collect(vectors, dimension, pairs.components, pairs.threshold, name, backend, mostPairs);
  if (edges) return edges;
  const { threshold } = pairs;
  return { threshold, from: groupThreshold(threshold), complete: false, members: [], pairs: [], similarities: [] };
};

/** null when there are too many pairs, or a component that is not grouped by linkage. */
const collect = async (
  vectors: Float32Array,
  dimension: number,
  components: Uint32Array,
  threshold: number,
  name: (row: number) => string,
  backend: Backend,
  mostPairs: number,
): Promise<Edges | null> => {
  const from = groupThreshold(threshold);
  const found: [number, number, number][] = [];
  for (const component of membersBy(components)) {
    const m = component.length;
    if (m > LINKAGE_LIMIT) return null;
    for await (const tile of backend.similarityTiles(
      selectRows(vectors, dimension, component),
      dimension,
      upperTriangle(m),
    )) {
      const width = tile.columnEnd - tile.columnStart;
      for (let row = tile.rowStart; row < tile.rowEnd; row++)
        for (let column = Math.max(tile.columnStart, row + 1); column < tile.columnEnd; column++) {
          const similarity = tile.values[(row - tile.rowStart) * width + column - tile.columnStart]!;
          if (similarity >= from) found.push([component[row]!, component[column]!, similarity]);
        }
      if (found.length > mostPairs) return null;
    }
  }
  const inPairs = new Set<number>();
  for (const [first, second] of found) inPairs.add(first).add(second);
  const rows = [...inPairs].sort((a, b) => a - b);
  const place = new Map(rows.map((row, index) => [row, index]));
  return {
    threshold,
    from,
    complete: true,
    members: rows.map(name),
    pairs: found.map(([a, b]) => [place.get(a)!, place.get(b)!]),
    similarities: found.map(([, , similarity]) => Math.round(similarity * 1e6) / 1e6),
  };
};
