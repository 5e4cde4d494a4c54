/** Counts what a block of pairs holds, tile by tile, in one look at each product. */
import type { Tile } from "../../compute/backend.ts";
import { UnionFind } from "../linkage/union-find.ts";
import { emptyHistogram, histogramBin } from "../similarity-histogram.ts";
import type { BlockDone, BlockQuery, Lowest } from "./block-job.ts";
import { lookAtRow, newLook, ONE_HIGHER, type RowLook } from "./row-looks.ts";

export class BlockCounts {
  readonly #block: Tile;
  readonly #query: BlockQuery;
  readonly #look: RowLook;
  readonly #ofRows: Int32Array;
  readonly #ofColumns: Int32Array;
  /** The rows of the block, then its columns. */
  readonly #sets: UnionFind;
  /** Of the first column in `#sets`: on the diagonal the columns are the rows. */
  readonly #columnsFrom: number;
  readonly #edges: number[] = [];
  readonly #histogram = emptyHistogram().counts;
  #lowest: Lowest | null = null;

  constructor(block: Tile, query: BlockQuery) {
    this.#block = block;
    this.#query = query;
    const isDiagonal = block.rowStart === block.columnStart;
    const height = block.rowEnd - block.rowStart;
    const width = block.columnEnd - block.columnStart;
    this.#columnsFrom = isDiagonal ? 0 : height;
    this.#sets = new UnionFind(this.#columnsFrom + width);
    this.#ofRows = new Int32Array(height);
    this.#ofColumns = isDiagonal ? this.#ofRows : new Int32Array(width);
    // Signed, which the innermost loop reads faster.
    const roots = new Int32Array(this.#sets.parents.buffer).subarray(this.#columnsFrom);
    this.#look = newLook(query.bounds, this.#ofColumns, roots);
  }

  /** @param product rows x columns of the tile, row-major; its pairs below the diagonal do not count */
  look(product: Float32Array, tile: Tile): void {
    const { joins, sampleStep } = this.#query;
    const look = this.#look;
    const width = tile.columnEnd - tile.columnStart;
    look.products = new Int32Array(product.buffer, product.byteOffset, product.length);
    look.place = tile.columnStart - this.#block.columnStart;
    for (let row = tile.rowStart; row < tile.rowEnd; row++) {
      const at = row - this.#block.rowStart;
      const start = (row - tile.rowStart) * width;
      const first = Math.max(0, row + 1 - tile.columnStart);
      look.root = joins ? this.#sets.find(at) : 0;
      this.#ofRows[at]! += lookAtRow(look, start + first, start + width, first);
      if (look.lowestAt >= 0) {
        const similarity = product[look.lowestAt]!;
        this.#lowest = { row, column: tile.columnStart + look.lowestAt - start, similarity };
      }
      if (joins && look.differs !== 0) this.#joinRow(at, product.subarray(start, start + width), first);
    }
    if (sampleStep !== null) this.#sample(product, tile, sampleStep);
  }

  done(): BlockDone {
    const split = (counts: Int32Array) => [
      Uint32Array.from(counts, (count) => count % ONE_HIGHER),
      Uint32Array.from(counts, (count) => count / ONE_HIGHER),
    ];
    const [rows, columns] = [split(this.#ofRows), split(this.#ofColumns)];
    return {
      counts: this.#query.bounds.map((_, bound) => ({ rows: rows[bound]!, columns: columns[bound]! })),
      edges: Uint32Array.from(this.#edges),
      histogram: this.#histogram,
      lowest: this.#lowest,
    };
  }

  /** Joins a row with the columns of a tile that it reaches. @param first column that counts */
  #joinRow(row: number, products: Float32Array, first: number): void {
    const reached = Math.fround(this.#query.bounds[0]!);
    const from = this.#columnsFrom + this.#look.place;
    let root = this.#sets.find(row);
    for (let column = first; column < products.length; column++)
      if (products[column]! >= reached && this.#sets.parents[from + column] !== root)
        root = this.#join(row, from + column);
  }

  /** @returns the root of both */
  #join(row: number, column: number): number {
    if (this.#sets.union(row, column)) this.#edges.push(this.#rowAt(row), this.#rowAt(column));
    return this.#sets.settle(column);
  }

  #rowAt(place: number): number {
    const { rowStart, columnStart } = this.#block;
    return place < this.#columnsFrom ? rowStart + place : columnStart + place - this.#columnsFrom;
  }

  #sample(product: Float32Array, { rowStart, rowEnd, columnStart, columnEnd }: Tile, step: number): void {
    const width = columnEnd - columnStart;
    for (let row = rowStart; row < rowEnd; row++)
      for (let column = 0; column < width; column += step) {
        if (columnStart + column <= row) continue;
        this.#histogram[histogramBin(product[(row - rowStart) * width + column]!)]!++;
      }
  }
}

export const isLower = (a: Lowest, b: Lowest): boolean =>
  a.similarity !== b.similarity ? a.similarity < b.similarity : a.row !== b.row ? a.row < b.row : a.column < b.column;
