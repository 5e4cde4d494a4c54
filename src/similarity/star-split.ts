/**
 * Splits a component that is too large for linkage: leaders in order of degree gather every free member that is
 * near to all members gathered before, most similar to the leader first. No star holds a pair below the threshold; memory O(m).
 */
import type { Backend, Tile } from "../compute/backend.ts";
import { selectRows } from "./vectors.ts";

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
  for (const leader of leaders) {
    if (!free[leader]) continue;
    const candidates = nearTo(leader, vectors, dimension, free, threshold);
    const group = await gather([leader, ...candidates], vectors, dimension, threshold, backend);
    for (const member of group) free[member] = 0;
    groups.push(group.sort((a, b) => a - b));
  }
  return groups;
};

/** Free rows at or above the threshold to the leader, most similar first, ties by index. */
const nearTo = (
  leader: number,
  vectors: Float32Array,
  dimension: number,
  free: Uint8Array,
  threshold: number,
): number[] => {
  const start = leader * dimension;
  const found: { row: number; similarity: number }[] = [];
  for (let row = 0; row < free.length; row++) {
    if (!free[row] || row === leader) continue;
    let similarity = 0;
    for (let k = 0; k < dimension; k++) similarity += vectors[start + k]! * vectors[row * dimension + k]!;
    if (similarity >= threshold) found.push({ row, similarity });
  }
  return found.sort((a, b) => b.similarity - a.similarity || a.row - b.row).map(({ row }) => row);
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
