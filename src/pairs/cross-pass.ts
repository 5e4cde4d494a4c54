/** One pass over all pairs of two sets: nearest neighbours and which balls hold which points, in O(n + m) memory. */
import type { Backend } from "../compute/backend.ts";
import { squaredLengths } from "./squared-lengths.ts";
import { rectangle } from "./tiles.ts";

/** Balls around the rows of one side; a row of the other side is inside when its distance is at most the radius. */
export interface Balls {
  around: "first" | "second";
  /** One per row of that side. */
  squaredRadii: Float32Array;
}

/** Which points lie in which balls. Points are the rows of the side without balls. */
export interface Cover {
  /** Per point: balls that hold it, and the last of them. */
  ballsOfPoint: Uint32Array;
  lastBall: Uint32Array;
  /** Per ball: points in it, and the last of them. */
  pointsOfBall: Uint32Array;
  lastPoint: Uint32Array;
}

interface Nearest {
  /** Row of the other side; meaningless when that is empty. */
  indices: Uint32Array;
  squaredDistances: Float32Array;
}

export interface CrossPass {
  /** Per row of `first` its nearest row of `second`, and the other way round; the first of equals. */
  nearestOfFirst: Nearest;
  nearestOfSecond: Nearest;
  /** One per entry of `balls`. */
  covers: Cover[];
}

/**
 * Squared distances come from inner products in single precision, so equal rows may differ by this part of their squared
 * length; a ball holds what lies that close to its border.
 */
const ROUNDING = 1e-6;

/**
 * @param first n x dimension
 * @param second m x dimension
 * @param sameSet the sides are one set: a row is then neither its own neighbour nor in its own ball
 */
export const runCrossPass = async (
  first: Float32Array,
  second: Float32Array,
  dimension: number,
  balls: readonly Balls[],
  backend: Backend,
  sameSet = false,
): Promise<CrossPass> => {
  const n = first.length / dimension;
  const m = second.length / dimension;
  const both = new Float32Array(first.length + second.length);
  both.set(first);
  both.set(second, first.length);
  const lengths = squaredLengths(both, dimension);
  const tolerance = ROUNDING * lengths.reduce((highest, length) => Math.max(highest, length), 0);
  const nearestOfFirst = noneYet(n);
  const nearestOfSecond = noneYet(m);
  const covers = balls.map(({ around }) => emptyCover(around === "first" ? [n, m] : [m, n]));

  for await (const tile of backend.similarityTiles(both, dimension, rectangle(n, m))) {
    const width = tile.columnEnd - tile.columnStart;
    for (let row = tile.rowStart; row < tile.rowEnd; row++) {
      const offset = (row - tile.rowStart) * width - tile.columnStart;
      for (let column = tile.columnStart; column < tile.columnEnd; column++) {
        const other = column - n;
        if (sameSet && other === row) continue;
        const distance = Math.max(0, lengths[row]! + lengths[column]! - 2 * tile.values[offset + column]!);
        if (distance < nearestOfFirst.squaredDistances[row]!) {
          nearestOfFirst.squaredDistances[row] = distance;
          nearestOfFirst.indices[row] = other;
        }
        if (distance < nearestOfSecond.squaredDistances[other]!) {
          nearestOfSecond.squaredDistances[other] = distance;
          nearestOfSecond.indices[other] = row;
        }
        for (let index = 0; index < balls.length; index++) {
          const { around, squaredRadii } = balls[index]!;
          const ball = around === "first" ? row : other;
          if (distance > squaredRadii[ball]! + tolerance) continue;
          const point = around === "first" ? other : row;
          const cover = covers[index]!;
          cover.ballsOfPoint[point]!++;
          cover.lastBall[point] = ball;
          cover.pointsOfBall[ball]!++;
          cover.lastPoint[ball] = point;
        }
      }
    }
  }
  return { nearestOfFirst, nearestOfSecond, covers };
};

const noneYet = (rows: number): Nearest => ({
  indices: new Uint32Array(rows),
  squaredDistances: new Float32Array(rows).fill(Number.POSITIVE_INFINITY),
});

const emptyCover = ([balls, points]: readonly [number, number]): Cover => ({
  ballsOfPoint: new Uint32Array(points),
  lastBall: new Uint32Array(points),
  pointsOfBall: new Uint32Array(balls),
  lastPoint: new Uint32Array(balls),
});

/** Whether a squared distance is at most another one, within the rounding of unit vectors. */
export const isWithin = (squaredDistance: number, squaredRadius: number): boolean =>
  squaredDistance <= squaredRadius + ROUNDING;
