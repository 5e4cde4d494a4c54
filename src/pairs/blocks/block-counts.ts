/** Counts what a block of pairs holds, tile by tile, in one look at each product. */
import type { Tile } from "../../compute/backend.ts";
import { UnionFind } from "../linkage/union-find.ts";
import { emptyHistogram, histogramBin } from "../similarity-histogram.ts";
import type { BlockDone, BlockQuery, Lowest } from "./block-job.ts";
import { ONE_HIGHER, type RowLooks } from "./row-looks.ts";

export class BlockCounts {
  /** Where the products of a tile are to be written. */
  readonly products: Float32Array<ArrayBuffer>;
  readonly #block: Tile;
  readonly #query: BlockQuery;
  readonly #looks: RowLooks;
  readonly #ofRows: Int32Array;
  readonly #ofColumns: Int32Array;
  /** The rows of the block, then its columns. */
  readonly #sets: UnionFind;
  /** Of the first column in `#sets`: on the diagonal the columns are the rows. */
  readonly #columnsFrom: number;
  readonly #edges: number[] = [];
  readonly #histogram = emptyHistogram().counts;
  #lowest: Lowest | null = null;

  /** @param looks of no other block meanwhile @param largest products of a tile */
  constructor(block: Tile, query: BlockQuery, looks: RowLooks, largest: number) {
    this.#block = block;
    this.#query = query;
    this.#looks = looks;
    const isDiagonal = block.rowStart === block.columnStart;
    const height = block.rowEnd - block.rowStart;
    const width = block.columnEnd - block.columnStart;
    this.#columnsFrom = isDiagonal ? 0 : height;
    const members = this.#columnsFrom + width;
    const memory = looks.begin(query.bounds, { products: largest, columns: width, roots: members });
    this.products = memory.products;
    this.#sets = new UnionFind(members, memory.roots);
    this.#ofColumns = memory.columns;
    this.#ofRows = isDiagonal ? this.#ofColumns : new Int32Array(height);
  }

  /** `products` are those of a tile, rows x columns, row-major; its pairs below the diagonal do not count. */
  look(tile: Tile): void {
    const { joins, sampleStep } = this.#query;
    const width = tile.columnEnd - tile.columnStart;
    const place = tile.columnStart - this.#block.columnStart;
    for (let row = tile.rowStart; row < tile.rowEnd; row++) {
      const at = row - this.#block.rowStart;
      const start = (row - tile.rowStart) * width;
      const first = Math.max(0, row + 1 - tile.columnStart);
      if (first >= width) break;
      const root = joins ? this.#sets.find(at) : 0;
      this.#ofRows[at]! += this.#looks.lookAt(start + first, width - first, place + first, root);
      this.#keepLowest(row, tile.columnStart - start, start + first);
      if (joins && this.#looks.differs) this.#joinRow(at, start, { first, end: width, place });
    }
    if (sampleStep !== null) this.#sample(tile, sampleStep);
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

  /** Of what is not positive the first is kept. @param from the first product of the row @param offset of a column from its product */
  #keepLowest(row: number, offset: number, from: number): void {
    const { lowest } = this.#looks;
    const known = this.#lowest;
    if (known !== null && (known.similarity <= 0 || lowest >= known.similarity)) return;
    this.#lowest = { row, column: this.products.indexOf(lowest, from) + offset, similarity: lowest };
  }

  /** Joins a row with the columns of a tile that it reaches. @param start of its products @param columns `place` is that of the tile in the block */
  #joinRow(row: number, start: number, columns: { first: number; end: number; place: number }): void {
    const reached = Math.fround(this.#query.bounds[0]!);
    const from = this.#columnsFrom + columns.place;
    const { products } = this;
    const { parents } = this.#sets;
    let root = this.#sets.find(row);
    for (let column = columns.first; column < columns.end; column++)
      if (products[start + column]! >= reached && parents[from + column] !== root)
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

  #sample({ rowStart, rowEnd, columnStart, columnEnd }: Tile, step: number): void {
    const width = columnEnd - columnStart;
    for (let row = rowStart; row < rowEnd; row++)
      for (let column = 0; column < width; column += step) {
        if (columnStart + column <= row) continue;
        this.#histogram[histogramBin(this.products[(row - rowStart) * width + column]!)]!++;
      }
  }
}

export const isLower = (a: Lowest, b: Lowest): boolean =>
  a.similarity !== b.similarity ? a.similarity < b.similarity : a.row !== b.row ? a.row < b.row : a.column < b.column;
