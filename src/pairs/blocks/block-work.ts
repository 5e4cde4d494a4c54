/**
 * A block of pairs in the thread of a lane: its rows are copied once, its columns a tile at a time, each to where those before were:
 * new memory for each is tens of MB before the old is collected.
 * Built into one file that a thread can load (`npm run build:lanes`).
 */
import { closeSync, readSync } from "node:fs";
import type { LaneSession } from "../../compute/backend.ts";
import { openRegularFileSync } from "../../kit/file-kind.ts";
import { countOf, type Rows, rowsAt } from "../../kit/rows.ts";
import { REDUCED_TILE } from "../tiles.ts";
import { BlockCounts } from "./block-counts.ts";
import type { BlockDone, BlockJob, StoredRows } from "./block-job.ts";
import { RowLooks } from "./row-looks.ts";

const looks = new RowLooks();

class Copied {
  #values = new Float32Array(0);

  /** To be written; what was there before is gone. */
  rows(count: number, dimension: number): Rows {
    const length = count * dimension;
    if (this.#values.length < length) this.#values = new Float32Array(length);
    return { values: this.#values.subarray(0, length), dimension };
  }
}

const ofBlock = new Copied();
const ofTile = new Copied();

interface Done {
  output: BlockDone;
  transfer: ArrayBuffer[];
}

/** The next block is sent while one is at work, so that no thread waits; its rows are copied when it begins. */
let before: Promise<unknown> = Promise.resolve();

/** As `LaneModule` wants it. */
export const workInLane = (job: BlockJob, session: LaneSession): Promise<Done> => {
  const done = before.then(() => reduceBlock(job, session));
  before = done.catch(() => {});
  return done;
};

const reduceBlock = async ({ rows: stored, block, query }: BlockJob, session: LaneSession): Promise<Done> => {
  const { dimension } = stored;
  const [height, width] = [block.rowEnd - block.rowStart, block.columnEnd - block.columnStart];
  const rows = readRows(stored, block.rowStart, ofBlock.rows(height, dimension));
  const counts = new BlockCounts(block, query, looks, Math.min(REDUCED_TILE, height) * Math.min(REDUCED_TILE, width));
  for (let columnStart = block.columnStart; columnStart < block.columnEnd; columnStart += REDUCED_TILE) {
    const columnEnd = Math.min(block.columnEnd, columnStart + REDUCED_TILE);
    const columns = readRows(stored, columnStart, ofTile.rows(columnEnd - columnStart, dimension));
    for (let rowStart = block.rowStart; rowStart < block.rowEnd && rowStart < columnEnd; rowStart += REDUCED_TILE) {
      const rowEnd = Math.min(block.rowEnd, rowStart + REDUCED_TILE);
      const own = rowsAt(rows, rowStart - block.rowStart, rowEnd - block.rowStart);
      const products = counts.products.subarray(0, (rowEnd - rowStart) * (columnEnd - columnStart));
      await session.multiply({ values: own, dimension }, columns, products);
      counts.look({ rowStart, rowEnd, columnStart, columnEnd });
    }
  }
  const output = counts.done();
  const buffers = [output.edges, ...output.counts.flatMap(({ rows, columns }) => [rows, columns])];
  return { output, transfer: [...new Set(buffers.map(({ buffer }) => buffer))] };
};

/** ONNX Runtime takes nothing that lies in shared memory. @throws Error when a file is shorter than it was said to be */
const readRows = (stored: StoredRows, start: number, into: Rows): Rows => {
  const { values, dimension } = into;
  if ("path" in stored) readFile(stored.path, 4 * start * dimension, values);
  else if (stored.chosen)
    for (const [place, row] of stored.chosen.subarray(start, start + countOf(into)).entries())
      rowsAt(into, place).set(new Float32Array(stored.shared, 4 * row * dimension, dimension));
  else values.set(new Float32Array(stored.shared, 4 * start * dimension, values.length));
  return into;
};

const readFile = (path: string, position: number, into: Float32Array): void => {
  const file = openRegularFileSync(path);
  try {
    if (readSync(file, into, 0, into.byteLength, position) < into.byteLength) throw new Error(`${path} is cut off`);
  } finally {
    closeSync(file);
  }
};
