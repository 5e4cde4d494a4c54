/**
 * Splits a component that is too large for linkage: leaders in order of degree gather every free member that is
 * near to all members gathered before, most similar to the leader first. No star holds a pair below the threshold, and no two
 * stars could be joined without one; memory O(m).
 */
import type { Backend, Tile } from "../compute/backend.ts";
import { selectRows } from "./vectors.ts";

/** Leaders whose neighbours are looked up together; some of them are gathered by an earlier one. */
const LEADERS = 64;
/** Candidates are compared with the members of a group in blocks of this many. */
const BLOCK = 1024;

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
  while (next < m) {
    const together: number[] = [];
    for (; next < m && together.length < LEADERS; next++) if (free[leaders[next]!]) together.push(leaders[next]!);
    const neighbours = await nearTo(together, vectors, dimension, free, threshold, backend);
    for (const [index, leader] of together.entries()) {
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
  const rows = Array.from(free.keys()).filter((row) => free[row]);
  const both = selectRows(vectors, dimension, [...leaders, ...rows]);
  const found = leaders.map((): { row: number; similarity: number }[] => []);
  const count = leaders.length;
  const tiles = Array.from({ length: Math.ceil(rows.length / BLOCK) }, (_, block) => ({
    rowStart: 0,
    rowEnd: count,
    columnStart: count + block * BLOCK,
    columnEnd: count + Math.min(rows.length, (block + 1) * BLOCK),
  }));
  for await (const { columnStart, columnEnd, values } of backend.similarityTiles(both, dimension, tiles)) {
    const width = columnEnd - columnStart;
    for (let leader = 0; leader < count; leader++)
      for (let column = 0; column < width; column++) {
        const similarity = values[leader * width + column]!;
        const row = rows[columnStart - count + column]!;
        if (similarity >= threshold && row !== leaders[leader]) found[leader]!.push({ row, similarity });
      }
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
  const rejected = new Uint8Array(candidates.length);
  for (let start = 0; start < candidates.length; start += BLOCK) {
    const end = Math.min(candidates.length, start + BLOCK);
    for await (const tile of backend.similarityTiles(rows, dimension, blocksBefore(start, end)))
      for (let row = tile.rowStart; row < tile.rowEnd; row++) {
        const offset = (row - tile.rowStart) * (tile.columnEnd - tile.columnStart) - tile.columnStart;
        const columns = Math.min(tile.columnEnd, row);
        for (let column = tile.columnStart; !rejected[row] && column < columns; column++)
          if (!rejected[column] && tile.values[offset + column]! < threshold) rejected[row] = 1;
      }
  }
  return candidates.filter((_, index) => !rejected[index]);
};

/** Tiles that compare rows [start, end) with all rows before `end`, the earlier ones first. */
function* blocksBefore(start: number, end: number): Generator<Tile> {
  for (let columnStart = 0; columnStart < end; columnStart += BLOCK)
    yield { rowStart: start, rowEnd: end, columnStart, columnEnd: Math.min(end, columnStart + BLOCK) };
}
