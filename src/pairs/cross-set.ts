/**
 * Comparisons of two sets (samples and real images) over all pairs, in tiles: memory grows with the images, never with the pairs.
 * Similarities are inner products: cosines of unit vectors, or -distance^2 / 2 of vectors in `euclideanForm`.
 */
import type { Backend, Bound } from "../compute/backend.ts";
import { addNeighbours, type Nearest, noNeighbours } from "./nearest.ts";
import { wholeMatrix } from "./tiles.ts";

/** 32-bit sums of one pair differ by their place in a tile; two unit vectors within this are at the same distance. */
export const ROUNDING = 1e-6;

/**
 * Per row of `a` its k most similar rows of `b`, and with `both` per row of `b` those of `a`, in one pass.
 * @param a m x dimension
 * @param b n x dimension
 */
export const nearestAcross = async (
  a: Float32Array,
  b: Float32Array,
  dimension: number,
  k: number,
  backend: Backend,
  { both = false } = {},
): Promise<{ ofA: Nearest; ofB: Nearest | null }> => {
  const m = a.length / dimension;
  const n = b.length / dimension;
  const ofA = noNeighbours(m, k);
  const ofB = both ? noNeighbours(n, k) : null;
  const query = { bounds: [], nearest: { k, columnsToo: both } };
  for await (const tile of backend.reduceTiles(a, b, dimension, wholeMatrix(m, n), query)) {
    addNeighbours(ofA, tile.nearestColumns!, tile.rowStart, tile.columnStart);
    if (ofB) addNeighbours(ofB, tile.nearestRows!, tile.columnStart, tile.rowStart);
  }
  return { ofA, ofB };
};

/**
 * Per row its k most similar other rows of the same set; a row is never its own neighbour, an equal one may be.
 * @param vectors n x dimension
 * @param columns the same rows as the right side of an inner product, where that is another matrix (`euclideanForm`)
 */
export const nearestWithin = async (
  vectors: Float32Array,
  dimension: number,
  k: number,
  backend: Backend,
  columns = vectors,
): Promise<Nearest> => {
  const n = vectors.length / dimension;
  const nearest = noNeighbours(n, k);
  const query = { bounds: [], nearest: { k, columnsToo: false }, bar: "self" } as const;
  for await (const tile of backend.reduceTiles(vectors, columns, dimension, wholeMatrix(n, n), query))
    addNeighbours(nearest, tile.nearestColumns!, tile.rowStart, tile.columnStart);
  return nearest;
};

export interface BallCounts {
  /** Per row of `a`: balls around rows of `b` that hold it. Per row of `b`: rows of `a` in its ball. */
  ballsOfB: { holdingA: Uint32Array; sizes: Uint32Array } | null;
  /** Per row of `b`: balls around rows of `a` that hold it. Per row of `a`: rows of `b` in its ball. */
  ballsOfA: { holdingB: Uint32Array; sizes: Uint32Array } | null;
}

/**
 * Who lies in whose ball. A ball's radius is a similarity: a row is in when it is at least that similar, ties included (at a
 * collapse all radii are 0 and all distances tie).
 * @param radii one similarity per row of `a` and of `b`; left out: that side has no balls
 * @param rounding similarities this much lower still count, see ROUNDING
 */
export const countWithin = async (
  a: Float32Array,
  b: Float32Array,
  dimension: number,
  radii: { ofA?: Float32Array; ofB?: Float32Array },
  backend: Backend,
  rounding = ROUNDING,
): Promise<BallCounts> => {
  const m = a.length / dimension;
  const n = b.length / dimension;
  const empty = () => ({ rows: new Uint32Array(m), columns: new Uint32Array(n) });
  const sides: { bound: Bound; counts: ReturnType<typeof empty> }[] = [];
  const addSide = (per: "row" | "column", values: Float32Array | undefined) => {
    if (!values) return null;
    const side = { bound: { per, values: values.map((value) => value - rounding) }, counts: empty() };
    sides.push(side);
    return side.counts;
  };
  const ofB = addSide("column", radii.ofB);
  const ofA = addSide("row", radii.ofA);
  const query = { bounds: sides.map(({ bound }) => bound) };
  for await (const tile of backend.reduceTiles(a, b, dimension, wholeMatrix(m, n), query))
    for (const [index, { counts }] of sides.entries()) {
      const { rows, columns } = tile.counts[index]!;
      rows.forEach((count, row) => {
        counts.rows[tile.rowStart + row]! += count;
      });
      columns.forEach((count, column) => {
        counts.columns[tile.columnStart + column]! += count;
      });
    }
  return {
    ballsOfB: ofB && { holdingA: ofB.rows, sizes: ofB.columns },
    ballsOfA: ofA && { holdingB: ofA.columns, sizes: ofA.rows },
  };
};
