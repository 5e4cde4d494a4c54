/** Passes over all pairs of small vectors in plain loops: thousands of trials have no time for tiles on a device. */
import { countOf, type Rows } from "../../src/kit/rows.ts";
import type { Cover } from "../../src/pairs/compare.ts";
import type { Nearest } from "../../src/pairs/nearest.ts";

/** Calls back with the cosine of every pair, but for a row with itself where both sets are one. */
const eachPair = (first: Rows, second: Rows, visit: (row: number, column: number, cosine: number) => void): void => {
  const d = first.dimension;
  const [a, b] = [first.values, second.values];
  const [n, m] = [countOf(first), countOf(second)];
  for (let row = 0; row < n; row++)
    for (let column = 0; column < m; column++) {
      if (first === second && row === column) continue;
      let cosine = 0;
      for (let k = 0; k < d; k++) cosine += a[row * d + k]! * b[column * d + k]!;
      visit(row, column, cosine);
    }
};

/** The k most similar of the second set for each of the first. */
export const nearestOf = (first: Rows, second: Rows, k: number): Nearest => {
  const n = countOf(first);
  const similarities = new Float32Array(n * k).fill(Number.NEGATIVE_INFINITY);
  const indices = new Int32Array(n * k).fill(-1);
  eachPair(first, second, (row, column, cosine) => {
    let place = row * k + k - 1;
    if (cosine <= similarities[place]!) return;
    for (; place > row * k && cosine > similarities[place - 1]!; place--) {
      similarities[place] = similarities[place - 1]!;
      indices[place] = indices[place - 1]!;
    }
    similarities[place] = cosine;
    indices[place] = column;
  });
  return { k, similarities, indices };
};

/** @param radii cosines from which a point is in the ball around a row */
export const coverOf = (points: Rows, balls: Rows, radii: ArrayLike<number>): Cover => {
  const [n, m] = [countOf(points), countOf(balls)];
  const cover = {
    ballsOfPoint: new Uint32Array(n),
    pointsOfBall: new Uint32Array(m),
    onlyBall: new Uint32Array(n),
    onlyPoint: new Uint32Array(m),
  };
  eachPair(points, balls, (point, ball, cosine) => {
    if (cosine < radii[ball]!) return;
    cover.ballsOfPoint[point]!++;
    cover.pointsOfBall[ball]!++;
    cover.onlyBall[point] = ball;
    cover.onlyPoint[ball] = point;
  });
  return cover;
};

/** Per row of each set the sum of a kernel over the other rows; `second` is that of the columns. */
export const kernelSums = (first: Rows, second: Rows, kernel: (cosine: number) => number) => {
  const sums = { first: new Float64Array(countOf(first)), second: new Float64Array(countOf(second)) };
  eachPair(first, second, (row, column, cosine) => {
    const value = kernel(cosine);
    sums.first[row]! += value;
    sums.second[column]! += value;
  });
  return sums;
};
