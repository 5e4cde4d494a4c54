import {
  BARRED,
  type Backend,
  type Bound,
  type Tile,
  type TileNeighbours,
  type TileQuery,
  type TileReduction,
} from "../../src/compute/backend.ts";
import type { Rows } from "../../src/kit/rows.ts";

/** A backend that multiplies in plain loops: the oracle for everything built on tiles. It can not run networks. */
export const exactBackend: Backend = {
  name: "plain loops",
  device: "test",
  batchesAtOnce: 1,
  loadModel: () => Promise.reject(new Error("not for networks")),
  loadUserModel: () => Promise.reject(new Error("not for networks")),
  embed: () => Promise.reject(new Error("not for networks")),
  lanes: null,
  async *reduceTiles(rows, columns, tiles, query): AsyncGenerator<TileReduction> {
    for (const tile of tiles) yield reduceExactly(rows, columns, tile, query);
  },
  close: () => Promise.resolve(),
};

const range = (start: number, end: number) => Array.from({ length: end - start }, (_, index) => start + index);

const reduceExactly = (
  { values: rows, dimension: d }: Rows,
  { values: columns }: Rows,
  tile: Tile,
  { bounds, positions, nearest, labels, kernel, sampleStep, bar }: TileQuery,
): TileReduction => {
  const r = range(tile.rowStart, tile.rowEnd);
  const c = range(tile.columnStart, tile.columnEnd);
  const barred = (row: number, column: number) =>
    bar !== undefined && tile.rowStart === tile.columnStart && (bar === "self" ? row === column : row >= column);
  const product = (row: number, column: number) => {
    let sum = 0;
    for (let k = 0; k < d; k++) sum += rows[row * d + k]! * columns[column * d + k]!;
    return barred(row, column) ? BARRED : Math.fround(sum);
  };
  const matrix = r.map((row) => c.map((column) => product(row, column)));
  const reaches = (bound: Bound, i: number, j: number) =>
    matrix[i]![j]! >=
    Math.fround(bound.per === "all" ? bound.value : bound.values[(bound.per === "row" ? r[i] : c[j])!]!);
  const best = (lists: number[][], k: number): TileNeighbours => {
    const sorted = lists.map((list) =>
      list
        .map((similarity, index) => ({ similarity, index }))
        .sort((a, b) => b.similarity - a.similarity || a.index - b.index)
        .slice(0, k),
    );
    return {
      k: sorted[0]!.length,
      similarities: Float32Array.from(sorted.flat(), ({ similarity }) => similarity),
      indices: Int32Array.from(sorted.flat(), ({ index }) => index),
    };
  };
  const total = (list: readonly number[]) => list.reduce((sum, value) => sum + value, 0);
  const counted = (places: number[][]) => ({
    counts: Float32Array.from(places, ({ length }) => length),
    ...(positions ? { positions: Float32Array.from(places, total) } : {}),
  });
  const kernels = (lists: number[][]) =>
    Float32Array.from(lists, (list) => total(list.map((similarity) => (similarity + 1) ** 3 - 1)));
  const turned = c.map((_, j) => matrix.map((row) => row[j]!));
  return {
    ...tile,
    counts: bounds.map((bound) => ({
      rows: counted(r.map((_, i) => c.flatMap((_, j) => (reaches(bound, i, j) ? [j] : [])))),
      columns: counted(c.map((_, j) => r.flatMap((_, i) => (reaches(bound, i, j) ? [i] : [])))),
    })),
    ...(nearest ? { nearestColumns: best(matrix, nearest.k) } : {}),
    ...(nearest?.columnsToo ? { nearestRows: best(turned, nearest.k) } : {}),
    ...(labels
      ? {
          highestElsewhere: Float32Array.from(r, (row, i) =>
            Math.max(BARRED, ...matrix[i]!.filter((_, j) => labels.rows[row] !== labels.columns[c[j]!])),
          ),
        }
      : {}),
    ...(kernel ? { kernels: { rows: kernels(matrix), columns: kernels(turned) } } : {}),
    ...(sampleStep
      ? { sample: Float32Array.from(matrix.flatMap((row) => row.filter((_, j) => j % sampleStep === 0))) }
      : {}),
  };
};
