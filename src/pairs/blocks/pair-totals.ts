/** What blocks of pairs add up to, in any order. */
import type { Tile } from "../../compute/backend.ts";
import { UnionFind } from "../linkage/union-find.ts";
import { emptyHistogram } from "../similarity-histogram.ts";
import { isLower } from "./block-counts.ts";
import type { BlockDone, Lowest } from "./block-job.ts";

/** Of any part of the blocks of a set. */
export interface PairPartial {
  n: number;
  /** One entry per bound. Per row: its partners at or above it. */
  counts: Uint32Array[];
  /** Per row: the smallest row that it is known to be connected with. */
  joined: Uint32Array;
  histogram: number[];
  /** null when no pair was looked at. */
  lowest: Lowest | null;
}

export class PairTotals {
  readonly #n: number;
  readonly #counts: Uint32Array[];
  readonly #sets: UnionFind;
  readonly #histogram = emptyHistogram().counts;
  #lowest: Lowest | null = null;

  /** @param bounds how many */
  constructor(n: number, bounds: number) {
    this.#n = n;
    this.#counts = Array.from({ length: bounds }, () => new Uint32Array(n));
    this.#sets = new UnionFind(n);
  }

  addBlock({ rowStart, columnStart }: Tile, { counts, edges, histogram, lowest }: BlockDone): void {
    for (const [bound, { rows, columns }] of counts.entries()) {
      addAt(this.#counts[bound]!, rows, rowStart);
      if (rowStart !== columnStart) addAt(this.#counts[bound]!, columns, columnStart);
    }
    for (let edge = 0; edge < edges.length; edge += 2) this.#sets.union(edges[edge]!, edges[edge + 1]!);
    this.#addRest(histogram, lowest);
  }

  /** @param part of the same set, of other blocks */
  add({ counts, joined, histogram, lowest }: PairPartial): void {
    for (const [bound, found] of counts.entries()) addAt(this.#counts[bound]!, found, 0);
    joined.forEach((first, row) => {
      if (first !== row) this.#sets.union(first, row);
    });
    this.#addRest(histogram, lowest);
  }

  partial(): PairPartial {
    return {
      n: this.#n,
      counts: this.#counts,
      joined: this.#sets.roots(),
      histogram: this.#histogram,
      lowest: this.#lowest,
    };
  }

  #addRest(histogram: readonly number[], lowest: Lowest | null): void {
    for (const [bin, count] of histogram.entries()) this.#histogram[bin]! += count;
    if (lowest && (this.#lowest === null || isLower(lowest, this.#lowest))) this.#lowest = lowest;
  }
}

const addAt = (totals: Uint32Array, found: Uint32Array, start: number): void => {
  for (let index = 0; index < found.length; index++) totals[start + index]! += found[index]!;
};
