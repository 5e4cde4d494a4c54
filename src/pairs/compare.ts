/**
 * The engine of every comparison of one set with another, or with itself: nearest neighbours and balls over all pairs in one pass,
 * in tiles that are reduced on the device; memory grows with the rows, never with the pairs. Rows are unit vectors, and nearness
 * is their inner product.
 */
import type { Backend, Bound, TileCounts } from "../compute/backend.ts";
import { countOf, type Rows } from "../kit/rows.ts";
import { addNeighbours, type Nearest, noNeighbours } from "./nearest.ts";
import { wholeMatrix } from "./tiles.ts";

/** 32-bit sums of one pair differ by their place in a tile; two unit vectors within this are at the same distance. */
const ROUNDING = 1e-6;

/** Whether a similarity reaches another one, ties included: at a collapse all distances tie. */
export const reaches = (similarity: number, other: number): boolean => similarity >= other - ROUNDING;

export interface Question {
  /** The k most similar of the other set to find for each row of the first. */
  nearest?: number;
  /** For each row of the second set, too. */
  both?: boolean;
  /** One entry per set of balls. */
  balls?: readonly Balls[];
  /** Both sets are one: a row is then neither its own neighbour nor in its own ball. */
  sameSet?: boolean;
}

/** Balls around the rows of one set; a row of the other is inside from this similarity on, ties included. */
export interface Balls {
  around: "first" | "second";
  /** One similarity per row of that set. */
  radii: Float32Array;
}

/** Which points lie in which balls. Points are the rows of the set without balls. */
export interface Cover {
  /** Per point, the balls that hold it; per ball, the points in it. */
  ballsOfPoint: Uint32Array;
  pointsOfBall: Uint32Array;
  /** The partner of a point, or of a ball, that has only one; meaningless for all others. */
  onlyBall: Uint32Array;
  onlyPoint: Uint32Array;
}

export interface Comparison {
  /** Rows of the second set near each of the first, and the other way round; empty when they were not asked for. */
  ofFirst: Nearest;
  ofSecond: Nearest;
  /** One per entry of `balls`. */
  covers: Cover[];
}

export const compareSets = async (
  first: Rows,
  second: Rows,
  { nearest: k = 0, both = false, balls = [], sameSet = false }: Question,
  backend: Backend,
): Promise<Comparison> => {
  const [n, m] = [countOf(first), countOf(second)];
  const ofFirst = noNeighbours(n, k);
  const ofSecond = noNeighbours(m, both ? k : 0);
  const counted = balls.map(() => ({ first: noPartners(n), second: noPartners(m) }));
  const query = {
    bounds: balls.map(
      ({ around, radii }): Bound => ({
        per: around === "first" ? "row" : "column",
        values: radii.map((radius) => radius - ROUNDING),
      }),
    ),
    positions: balls.length > 0,
    ...(k > 0 ? { nearest: { k, columnsToo: both } } : {}),
    ...(sameSet ? { bar: "self" as const } : {}),
  };
  for await (const tile of backend.reduceTiles(first, second, wholeMatrix(n, m), query)) {
    const { rowStart, columnStart } = tile;
    if (k > 0) addNeighbours(ofFirst, tile.nearestColumns!, rowStart, columnStart);
    if (k > 0 && both) addNeighbours(ofSecond, tile.nearestRows!, columnStart, rowStart);
    for (const [index, partners] of counted.entries()) {
      addPartners(partners.first, tile.counts[index]!.rows, rowStart, columnStart);
      addPartners(partners.second, tile.counts[index]!.columns, columnStart, rowStart);
    }
  }
  return {
    ofFirst,
    ofSecond,
    covers: balls.map(({ around }, index) => {
      const { first, second } = counted[index]!;
      const [ofBalls, ofPoints] = around === "first" ? [first, second] : [second, first];
      return {
        ballsOfPoint: ofPoints.counts,
        pointsOfBall: ofBalls.counts,
        onlyBall: ofPoints.only,
        onlyPoint: ofBalls.only,
      };
    }),
  };
};

/** Per row its k most similar other rows; a row is never its own neighbour, an equal one may be. */
export const nearestWithin = async (rows: Rows, k: number, backend: Backend): Promise<Nearest> =>
  (await compareSets(rows, rows, { nearest: k, sameSet: true }, backend)).ofFirst;

interface Partners {
  counts: Uint32Array;
  only: Uint32Array;
}

const noPartners = (rows: number): Partners => ({ counts: new Uint32Array(rows), only: new Uint32Array(rows) });

/** A sum of positions is the position where one was counted. */
const addPartners = ({ counts, only }: Partners, found: TileCounts, start: number, offset: number): void => {
  for (let index = 0; index < found.counts.length; index++) {
    const count = found.counts[index]!;
    counts[start + index]! += count;
    if (count === 1) only[start + index] = offset + found.positions![index]!;
  }
};
