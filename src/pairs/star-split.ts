/**
 * Splits a component that is too large for linkage: leaders in order of degree gather every free member that is
 * near to all members gathered before, most similar to the leader first. No star holds a pair below the threshold, and no two
 * stars could be joined without one; memory O(m).
 */
import { type Backend, EVERY_VALUE, type Tile } from "../compute/backend.ts";
import { countOf, type Rows, type SomeRows, selectRows } from "../kit/rows.ts";
import { allSimilarities, FEW_ROWS } from "./all-similarities.ts";
import { pairBlocks } from "./blocks/pair-blocks.ts";
import { lanesFor, reduceBlocks, storedSome } from "./blocks/reduce-blocks.ts";
import { asPair, type LowestPair } from "./lowest-pair.ts";
import { REDUCED_TILE } from "./tiles.ts";

interface Space {
  /** All of the component. */
  rows: SomeRows;
  threshold: number;
  backend: Backend;
}

export interface Star {
  /** Ascending, as the matrix numbers them. */
  rows: number[];
  /** Its least similar pair, by places in `rows`, where it was come by. */
  lowest: LowestPair | null;
}

/** Rows looked at together; some leaders are gathered by an earlier one. */
const ROWS = 64;
/** Rows copied together. */
const COPIED = 8 * REDUCED_TILE;

/**
 * @param rows unit vectors
 * @param degrees per row, near-duplicate partners in the whole set
 */
export const starSplit = async (
  rows: SomeRows,
  degrees: Uint32Array,
  threshold: number,
  backend: Backend,
): Promise<Star[]> => {
  const space = { rows, threshold, backend };
  const m = degrees.length;
  const free = new Uint8Array(m).fill(1);
  const leaders = Array.from({ length: m }, (_, index) => index).sort((a, b) => degrees[b]! - degrees[a]! || a - b);
  const stars: Star[] = [];
  let next = 0;
  // The first leader is alone: in a collapse it gathers nearly all.
  let together = 1;
  while (next < m) {
    const batch: number[] = [];
    for (; next < m && batch.length < together; next++) if (free[leaders[next]!]) batch.push(leaders[next]!);
    together = ROWS;
    const neighbours = await nearTo(batch, free, space);
    for (const [index, leader] of batch.entries()) {
      if (!free[leader]) continue;
      const candidates = neighbours[index]!.filter((row) => free[row]);
      const { rows: members, lowest } = await gather([leader, ...candidates], space);
      for (const member of members) free[member] = 0;
      stars.push({ rows: members.map((place) => rows.chosen[place]!), lowest });
    }
  }
  return stars;
};

/** Per leader: the free rows at or above the threshold to it, most similar first, ties by index. */
const nearTo = async (
  leaders: readonly number[],
  free: Uint8Array,
  { rows, threshold, backend }: Space,
): Promise<number[][]> => {
  const m = free.length;
  const found = leaders.map((): { row: number; similarity: number }[] => []);
  const selected = select(rows, leaders);
  for (let start = 0; start < m; start += COPIED) {
    const copied = selectRows(rows.all, rows.chosen.slice(start, start + COPIED));
    const tiles = blocks(0, leaders.length, countOf(copied));
    for await (const { columnStart, columnEnd, sample } of backend.reduceTiles(selected, copied, tiles, EVERY_VALUE))
      for (const [index, leader] of leaders.entries())
        for (let column = columnStart; column < columnEnd; column++) {
          const similarity = sample![index * (columnEnd - columnStart) + column - columnStart]!;
          const row = start + column;
          if (similarity >= threshold && free[row] && row !== leader) found[index]!.push({ row, similarity });
        }
  }
  return found.map((near) => near.sort((a, b) => b.similarity - a.similarity || a.row - b.row).map(({ row }) => row));
};

/** Copies. @param places among those of the component */
const select = ({ all, chosen }: SomeRows, places: readonly number[]): Rows =>
  selectRows(
    all,
    places.map((place) => chosen[place]!),
  );

/** The greedy clique: a candidate joins when it is near to every member so far. @returns places, ascending */
const gather = async (candidates: readonly number[], space: Space): Promise<Star> => {
  const { rows, threshold, backend } = space;
  const m = candidates.length;
  const lanes = threshold > 0 ? lanesFor(m, backend) : null;
  if (!lanes) return { rows: ascending(await gatherHere(candidates, space)), lowest: null };
  const places = ascending(candidates);
  const stored = storedSome({ all: rows.all, chosen: places.map((place) => rows.chosen[place]!) });
  const query = { bounds: [threshold], joins: false, sampleStep: null };
  const { counts, lowest } = await reduceBlocks(stored, query, lanes, { blocks: pairBlocks(m) });
  // Whoever is near to all candidates joins, and keeps none from joining.
  const doubtful = new Set(places.filter((_, index) => counts[0]![index]! < m - 1));
  if (doubtful.size === 0) return { rows: places, lowest: lowest && asPair(lowest) };
  const joining = await gatherHere(
    candidates.filter((place) => doubtful.has(place)),
    space,
  );
  for (const place of joining) doubtful.delete(place);
  return { rows: places.filter((place) => !doubtful.has(place)), lowest: null };
};

const ascending = (places: readonly number[]): number[] => [...places].sort((a, b) => a - b);

const gatherHere = async (
  candidates: readonly number[],
  { rows: all, threshold, backend }: Space,
): Promise<readonly number[]> => {
  const rows = select(all, candidates);
  if (candidates.length <= FEW_ROWS) return gatherFew(candidates, await allSimilarities(rows, backend), threshold);
  const rejected = new Uint8Array(candidates.length);
  const query = { bounds: [{ per: "all", value: threshold }], bar: "lower" } as const;
  for (let start = 0; start < candidates.length; start += REDUCED_TILE) {
    const end = Math.min(candidates.length, start + REDUCED_TILE);
    for await (const tile of backend.reduceTiles(rows, rows, blocks(start, end, end), query)) {
      // On the diagonal the columns were counted against the rows before them, which is the same pairs.
      const diagonal = tile.columnStart === start;
      const near = diagonal ? tile.counts[0]!.columns.counts : tile.counts[0]!.rows.counts;
      const width = tile.columnEnd - tile.columnStart;
      const doubtful: number[] = [];
      near.forEach((count, index) => {
        if (!rejected[start + index] && count < (diagonal ? index : width)) doubtful.push(start + index);
      });
      for (const row of await farFrom(doubtful, rejected, tile, { rows, threshold, backend })) rejected[row] = 1;
    }
  }
  return candidates.filter((_, index) => !rejected[index]);
};

/** The same, from all similarities at once. */
const gatherFew = (candidates: readonly number[], similarities: Float32Array, threshold: number): number[] => {
  const limit = Math.fround(threshold);
  const members: number[] = [];
  for (let index = 0; index < candidates.length; index++)
    if (members.every((member) => similarities[index * candidates.length + member]! >= limit)) members.push(index);
  return members.map((member) => candidates[member]!);
};

/** Those of the rows that are far from a column of a tile; only a column before it that was not rejected counts. */
const farFrom = async (
  doubtful: readonly number[],
  rejected: Uint8Array,
  { columnStart, columnEnd }: Tile,
  { rows, threshold, backend }: { rows: Rows; threshold: number; backend: Backend },
): Promise<Set<number>> => {
  const limit = Math.fround(threshold);
  const far = new Set<number>();
  for (let first = 0; first < doubtful.length; first += ROWS) {
    const chunk = doubtful.slice(first, first + ROWS);
    const part = { rowStart: 0, rowEnd: chunk.length, columnStart, columnEnd };
    for await (const { sample } of backend.reduceTiles(selectRows(rows, chunk), rows, [part], EVERY_VALUE))
      for (const [index, row] of chunk.entries())
        for (let column = columnStart; !far.has(row) && column < Math.min(columnEnd, row); column++)
          if (
            !rejected[column] &&
            !far.has(column) &&
            sample![index * (columnEnd - columnStart) + column - columnStart]! < limit
          )
            far.add(row);
  }
  return far;
};

/** Tiles that compare rows [start, end) with all columns before `columns`, the earlier ones first. */
function* blocks(start: number, end: number, columns: number): Generator<Tile> {
  for (let columnStart = 0; columnStart < columns; columnStart += REDUCED_TILE)
    yield { rowStart: start, rowEnd: end, columnStart, columnEnd: Math.min(columns, columnStart + REDUCED_TILE) };
}
