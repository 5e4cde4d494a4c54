/** What every runtime needs to answer a `TileQuery`, whatever it computes with. */
import { BARRED, type Bound, type Tile, type TileQuery } from "./backend.ts";

/** Whether entries of this tile are barred: its rows are its columns. */
export const isBarred = ({ bar }: TileQuery, tile: Tile): boolean =>
  bar !== undefined && tile.rowStart === tile.columnStart;

/** m x n, to be added to a barred tile: BARRED where an entry does not count, 0 elsewhere. */
export const barOffsets = (bar: "self" | "lower", m: number, n: number): Float32Array => {
  const offsets = new Float32Array(m * n);
  for (let row = 0; row < m; row++)
    offsets.fill(BARRED, row * n + (bar === "self" ? row : 0), row * n + Math.min(n, row + 1));
  return offsets;
};

/** 0, 1 ... n-1: what is summed for `TileQuery.positions`. */
export const places = (n: number): Float32Array => Float32Array.from({ length: n }, (_, place) => place);

/** The part of a bound that belongs to a tile, with the shape that spreads over it. */
export const boundOf = (bound: Bound, tile: Tile): { values: Float32Array; shape: [number, number] } => {
  if (bound.per === "all") return { values: Float32Array.of(bound.value), shape: [1, 1] };
  const rows = bound.per === "row";
  const values = bound.values.subarray(rows ? tile.rowStart : tile.columnStart, rows ? tile.rowEnd : tile.columnEnd);
  return { values, shape: rows ? [values.length, 1] : [1, values.length] };
};
