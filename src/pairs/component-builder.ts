/**
 * Connected components of the near-duplicate graph without its edges, which at a collapse are as many as the pairs: after each
 * tile, rows that reach a column of another component are looked at, one row per component first.
 */
import { type Backend, EVERY_VALUE, type Tile, type TileQuery } from "../compute/backend.ts";
import { countOf, type Rows, selectRows } from "../kit/rows.ts";
import { UnionFind } from "./linkage/union-find.ts";

/** Rows looked at together. */
const ROWS = 64;

export class ComponentBuilder {
  /** The component of each row as the device is to see it: exact up to 2^24 rows. */
  readonly labels: Float32Array;
  readonly #rows: Rows;
  readonly #backend: Backend;
  readonly #sets: UnionFind;
  readonly #threshold: number;

  /** @param threshold as a 32-bit float, as the device compares */
  constructor(rows: Rows, threshold: number, backend: Backend) {
    const n = countOf(rows);
    this.#rows = rows;
    this.#backend = backend;
    this.#threshold = Math.fround(threshold);
    this.#sets = new UnionFind(n);
    this.labels = Float32Array.from({ length: n }, (_, row) => row);
  }

  /** Brings the labels of each tile's rows and columns up to date before it is computed. */
  *labelled(tiles: Iterable<Tile>): Generator<Tile> {
    for (const tile of tiles) {
      this.#refresh(tile.rowStart, tile.rowEnd);
      this.#refresh(tile.columnStart, tile.columnEnd);
      yield tile;
    }
  }

  /** @param highestElsewhere per row of the tile, its highest similarity to a column of another label */
  async add(tile: Tile, highestElsewhere: Float32Array): Promise<void> {
    let pending: number[] = [];
    highestElsewhere.forEach((similarity, row) => {
      if (similarity >= this.#threshold) pending.push(tile.rowStart + row);
    });
    // One row of a collapse joins all others; rows that are loosely joined would take a round each, so ever more are taken.
    for (let perComponent = 1; pending.length > 0; perComponent *= 4) {
      const seen = new Map<number, number>();
      const representatives = pending.filter((row) => {
        const root = this.#sets.find(row);
        const taken = seen.get(root) ?? 0;
        seen.set(root, taken + 1);
        return taken < perComponent;
      });
      for (let start = 0; start < representatives.length; start += ROWS)
        await this.#join(representatives.slice(start, start + ROWS), tile);
      const done = new Set(representatives);
      pending = await this.#unfinished(
        pending.filter((row) => !done.has(row)),
        tile,
      );
    }
  }

  /** Per row: the smallest index of its component. */
  components(): Uint32Array {
    return Uint32Array.from(this.labels, (_, row) => this.#sets.find(row));
  }

  /** Unites rows with every column they reach. */
  async #join(rows: readonly number[], tile: Tile): Promise<void> {
    for await (const { sample } of this.#reduce(rows, tile, EVERY_VALUE)) {
      const width = tile.columnEnd - tile.columnStart;
      for (const [index, row] of rows.entries())
        for (let column = 0; column < width; column++)
          if (sample![index * width + column]! >= this.#threshold) this.#sets.union(row, tile.columnStart + column);
    }
  }

  /** Those of the rows that still reach a column of another component. */
  async #unfinished(rows: readonly number[], tile: Tile): Promise<number[]> {
    if (rows.length === 0) return [];
    this.#refresh(tile.columnStart, tile.columnEnd);
    const labels = { rows: Float32Array.from(rows, (row) => this.#sets.find(row)), columns: this.labels };
    for await (const { highestElsewhere } of this.#reduce(rows, tile, { bounds: [], labels }))
      return rows.filter((_, index) => highestElsewhere![index]! >= this.#threshold);
    return [];
  }

  #reduce(rows: readonly number[], { columnStart, columnEnd }: Tile, query: TileQuery) {
    const part = { rowStart: 0, rowEnd: rows.length, columnStart, columnEnd };
    return this.#backend.reduceTiles(selectRows(this.#rows, rows), this.#rows, [part], query);
  }

  #refresh(start: number, end: number): void {
    for (let row = start; row < end; row++) this.labels[row] = this.#sets.find(row);
  }
}
