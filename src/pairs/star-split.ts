/**
 * Splits a component that is too large for linkage: leaders in order of degree gather every free member that is
 * near to all members gathered before, most similar to the leader first. No star holds a pair below the threshold, and no two
 * stars could be joined without one; memory O(m).
 */
import type { Backend, Tile } from "../compute/backend.ts";
import { allSimilarities, FEW_ROWS } from "./all-similarities.ts";
import { REDUCED_TILE } from "./tiles.ts";
import { selectRows } from "./vectors.ts";

/** Rows looked at together; some leaders are gathered by an earlier one. */
const ROWS = 64;

/**
 * @param vectors m x dimension, unit rows
 * @param degrees per row, near-duplicate partners in the whole set
 * @returns groups as ascending lists of row indices
 */
export const starSplit = async (
  vectors: Float32Array,
  dimension: number,
  degrees: Uint32Array,
  threshold: number,
  backend: Backend,
): Promise<number[][]> => {
  const m = degrees.length;
  const free = new Uint8Array(m).fill(1);
  const leaders = Array.from({ length: m }, (_, index) => index).sort((a, b) => degrees[b]! - degrees[a]! || a - b);
  const groups: number[][] = [];
  let next = 0;
  // The first leader is alone: in a collapse it gathers nearly all.
  let together = 1;
  while (next < m) {
    const batch: number[] = [];
    for (; next < m && batch.length < together; next++) if (free[leaders[next]!]) batch.push(leaders[next]!);
    together = ROWS;
    const neighbours = await nearTo(batch, vectors, dimension, free, threshold, backend);
    for (const [index, leader] of batch.entries()) {
      if (!free[leader]) continue;
      const candidates = neighbours[index]!.filter((row) => free[row]);
      const group = await gather([leader, ...candidates], vectors, dimension, threshold, backend);
      for (const member of group) free[member] = 0;
      groups.push(group.sort((a, b) => a - b));
    }
  }
  return groups;
};

/** Per leader: the free rows at or above the threshold to it, most similar first, ties by index. */
const nearTo = async (
  leaders: readonly number[],
  vectors: Float32Array,
  dimension: number,
  free: Uint8Array,
  threshold: number,
  backend: Backend,
): Promise<number[][]> => {
  const m = free.length;
  const found = leaders.map((): { row: number; similarity: number }[] => []);
  const tiles = blocks(0, leaders.length, m);
  const rows = selectRows(vectors, dimension, leaders);
  const query = { bounds: [], sampleStep: 1 };
  for await (const { columnStart, columnEnd, sample } of backend.reduceTiles(rows, vectors, dimension, tiles, query))
    for (const [index, leader] of leaders.entries())
      for (let row = columnStart; row < columnEnd; row++) {
        const similarity = sample![index * (columnEnd - columnStart) + row - columnStart]!;
        if (similarity >= threshold && free[row] && row !== leader) found[index]!.push({ row, similarity });
      }
  return found.map((near) => near.sort((a, b) => b.similarity - a.similarity || a.row - b.row).map(({ row }) => row));
};

/** The greedy clique: a candidate joins when it is near to every member so far. */
const gather = async (
  candidates: readonly number[],
  vectors: Float32Array,
  dimension: number,
  threshold: number,
  backend: Backend,
): Promise<number[]> => {
  const rows = selectRows(vectors, dimension, candidates);
  if (candidates.length <= FEW_ROWS)
    return gatherFew(candidates, await allSimilarities(rows, dimension, backend), threshold);
  const rejected = new Uint8Array(candidates.length);
  const query = { bounds: [{ per: "all", value: threshold }], bar: "lower" } as const;
  for (let start = 0; start < candidates.length; start += REDUCED_TILE) {
    const end = Math.min(candidates.length, start + REDUCED_TILE);
    for await (const tile of backend.reduceTiles(rows, rows, dimension, blocks(start, end, end), query)) {
      // On the diagonal the columns were counted against the rows before them, which is the same pairs.
      const diagonal = tile.columnStart === start;
      const near = diagonal ? tile.counts[0]!.columns : tile.counts[0]!.rows;
      const width = tile.columnEnd - tile.columnStart;
      const doubtful: number[] = [];
      near.forEach((count, index) => {
        if (!rejected[start + index] && count < (diagonal ? index : width)) doubtful.push(start + index);
      });
      await rejectFar(doubtful, rows, dimension, tile, threshold, rejected, backend);
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

/** Looks at rows that are far from some column of a tile: only a column before it that was not rejected counts. */
const rejectFar = async (
  doubtful: readonly number[],
  rows: Float32Array,
  dimension: number,
  { columnStart, columnEnd }: Tile,
  threshold: number,
  rejected: Uint8Array,
  backend: Backend,
): Promise<void> => {
  const limit = Math.fround(threshold);
  for (let first = 0; first < doubtful.length; first += ROWS) {
    const chunk = doubtful.slice(first, first + ROWS);
    const part = { rowStart: 0, rowEnd: chunk.length, columnStart, columnEnd };
    const selected = selectRows(rows, dimension, chunk);
    for await (const { sample } of backend.reduceTiles(selected, rows, dimension, [part], {
      bounds: [],
      sampleStep: 1,
    }))
      for (const [index, row] of chunk.entries())
        for (let column = columnStart; !rejected[row] && column < Math.min(columnEnd, row); column++)
          if (!rejected[column] && sample![index * (columnEnd - columnStart) + column - columnStart]! < limit)
            rejected[row] = 1;
  }
};

/** Tiles that compare rows [start, end) with all columns before `columns`, the earlier ones first. */
function* blocks(start: number, end: number, columns: number): Generator<Tile> {
  for (let columnStart = 0; columnStart < columns; columnStart += REDUCED_TILE)
    yield { rowStart: start, rowEnd: end, columnStart, columnEnd: Math.min(columns, columnStart + REDUCED_TILE) };
}
