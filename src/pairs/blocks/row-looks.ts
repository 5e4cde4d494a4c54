/** `simd/row-look.ts` and its memory, in which lie the products of a tile and what a block counts. */
import { reserve, simdInstance } from "../../kit/simd.ts";

/** A row or column has two counts in one whole number: fewer than 2^15 of each, for a block has no more rows. */
export const ONE_HIGHER = 2 ** 16;

interface Functions {
  differs: { readonly value: number };
  lowest: { readonly value: number };
  setBounds(first: number, second: number): void;
  setRoot(root: number): void;
  lookAtRow(products: number, length: number, counts: number, roots: number): number;
}

/** Where what is looked at has to lie; all of it 0 at first. */
export interface LookMemory {
  /** Of a tile, row-major. */
  products: Float32Array<ArrayBuffer>;
  /** Counts of each column of a block. */
  columns: Int32Array<ArrayBuffer>;
  /** A root for each, of the columns last. */
  roots: Uint32Array<ArrayBuffer>;
}

export class RowLooks {
  readonly #exports = simdInstance<Functions>();
  #columnsAt = 0;
  #rootsAt = 0;

  /** Sets up for a block; what was held before is gone. @param bounds one or two, ascending @param sizes of each part of the memory */
  begin(bounds: readonly number[], sizes: Record<keyof LookMemory, number>): LookMemory {
    const { memory, setBounds } = this.#exports;
    setBounds(bounds[0]!, bounds[1] ?? Number.POSITIVE_INFINITY);
    this.#columnsAt = 4 * sizes.products;
    const rootsFrom = this.#columnsAt + 4 * sizes.columns;
    this.#rootsAt = rootsFrom + 4 * (sizes.roots - sizes.columns);
    const buffer = reserve(memory, rootsFrom + 4 * sizes.roots);
    new Uint8Array(buffer).fill(0);
    return {
      products: new Float32Array(buffer, 0, sizes.products),
      columns: new Int32Array(buffer, this.#columnsAt, sizes.columns),
      roots: new Uint32Array(buffer, rootsFrom, sizes.roots),
    };
  }

  /** Looks at products from `first` on and counts for as many columns from `column` on. @param root of the row @returns the counts of the row */
  lookAt(first: number, length: number, column: number, root: number): number {
    const { lookAtRow, setRoot } = this.#exports;
    setRoot(root);
    return lookAtRow(4 * first, length, this.#columnsAt + 4 * column, this.#rootsAt + 4 * column);
  }

  /** Whether the row reaches, by the first bound, a column of another root. */
  get differs(): boolean {
    return this.#exports.differs.value !== 0;
  }

  /** The lowest product of the row. */
  get lowest(): number {
    return this.#exports.lowest.value;
  }
}
