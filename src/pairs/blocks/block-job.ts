/** What a lane is told of a block of pairs, and what it says of it: nothing but what a thread can be sent. */
import type { Tile } from "../../compute/backend.ts";

/** Unit vectors where any thread can read them. */
export type StoredRows = {
  /** Rows that take part. */
  n: number;
  dimension: number;
} & (
  | {
      shared: SharedArrayBuffer;
      /** Where each row stands, in shared memory too; left out: in order. */
      chosen?: Uint32Array;
    }
  /** A file of little-endian 32-bit floats, row by row. */
  | { path: string }
);

/** What is asked of every pair. */
export interface BlockQuery {
  /** One or two, ascending, above 0; per row the partners at or above each are counted. */
  bounds: readonly number[];
  /** Rows that reach the first bound are joined. */
  joins: boolean;
  /** Similarities of every so many columns of a tile are counted by size; null: none. */
  sampleStep: number | null;
}

export interface BlockJob {
  rows: StoredRows;
  block: Tile;
  query: BlockQuery;
}

/** The least similar pair, always the same of equals; of pairs that are not positive any one of them. */
export interface Lowest {
  row: number;
  column: number;
  similarity: number;
}

export interface BlockDone {
  /** One entry per bound, of the rows of the block and of its columns; of a block on the diagonal both are of its rows, once each. */
  counts: { rows: Uint32Array<ArrayBuffer>; columns: Uint32Array<ArrayBuffer> }[];
  /** Pairs of rows, one after the other, that connect what the block connects: a forest. */
  edges: Uint32Array<ArrayBuffer>;
  histogram: number[];
  /** null when the block holds no pair. */
  lowest: Lowest | null;
}
