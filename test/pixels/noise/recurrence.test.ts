import { expect, test } from "vitest";
import { type Plane, standardised } from "../../../src/pixels/noise/plane.ts";
import { correlationAtLag, recurrence } from "../../../src/pixels/noise/recurrence.ts";
import { normal } from "../../helpers/noise.ts";
import { lcg } from "../../helpers/random.ts";

const SIDE = 48;
const plane = (value: (x: number, y: number) => number): Plane =>
  standardised({
    width: SIDE,
    height: SIDE,
    values: Float64Array.from({ length: SIDE * SIDE }, (_, k) => value(k % SIDE, Math.floor(k / SIDE))),
  })!;
const noise = (seed: number): number[] => {
  const next = lcg(seed);
  return Array.from({ length: SIDE * SIDE }, () => normal(next));
};

test("independent pixels correlate by chance alone, at every distance", () => {
  const found = Array.from({ length: 40 }, (_, seed) => {
    const values = noise(seed + 1);
    return recurrence(plane((x, y) => values[y * SIDE + x]!));
  });
  // 28 correlations each: the largest lies at 2 to 3 standard errors.
  const mean = found.reduce((sum, { errors }) => sum + errors, 0) / found.length;
  expect(mean).toBeGreaterThan(1.5);
  expect(mean).toBeLessThan(3);
  expect(Math.max(...found.map(({ mirrored }) => mirrored))).toBeLessThan(0.15);
});

test("a motif that repeats is found, however random it is", () => {
  const values = noise(3);
  const motif = plane((x, y) => values[(y % 12) * 12 + (x % 12)]!);
  // The copy at 12 pixels covers three quarters of the picture.
  expect(recurrence(motif).correlation).toBeCloseTo(Math.sqrt(3 / 4), 1);
  expect(recurrence(motif).errors).toBeGreaterThan(10);
});

test("a picture that is its own mirror image says so, in both directions", () => {
  const values = noise(4);
  const fold = (at: number) => Math.min(at, SIDE - 1 - at);
  expect(recurrence(plane((x, y) => values[y * SIDE + fold(x)]!)).mirrored).toBeCloseTo(1, 9);
  expect(recurrence(plane((x, y) => values[fold(y) * SIDE + x]!)).mirrored).toBeCloseTo(1, 9);
});

test("correlation falls with the distance as the blur says", () => {
  const next = lcg(6);
  const sums = Array.from({ length: SIDE + 3 }, () => Array.from({ length: SIDE + 3 }, () => normal(next)));
  // Sums of 4 x 4 independent values share 3/4 of them one pixel further, 1/2 two pixels further.
  const blurred = plane((x, y) => {
    let sum = 0;
    for (let row = y; row < y + 4; row++) for (let column = x; column < x + 4; column++) sum += sums[row]![column]!;
    return sum;
  });
  expect(correlationAtLag(blurred, 1)).toBeCloseTo(3 / 4, 1);
  expect(correlationAtLag(blurred, 2)).toBeCloseTo(1 / 2, 1);
});

test("a plane in which nothing varies can not be standardised", () => {
  expect(standardised({ width: 2, height: 2, values: new Float64Array(4).fill(7) })).toBeNull();
});
