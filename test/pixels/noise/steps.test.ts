import { expect, test } from "vitest";
import { stepShape } from "../../../src/pixels/noise/steps.ts";
import { normal } from "../../helpers/noise.ts";
import { lcg } from "../../helpers/random.ts";

const SIDE = 200;
const shapeOf = (value: (x: number, y: number) => number) =>
  stepShape(
    Float64Array.from({ length: SIDE * SIDE }, (_, k) => value(k % SIDE, Math.floor(k / SIDE))),
    SIDE,
  );

test("random steps have the shape that theory gives them", () => {
  const next = lcg(5);
  for (const [value, shape] of [
    [() => normal(next), 2 / Math.PI],
    // Differences of two uniform values: mean 1/3, mean square 1/6.
    [() => next(), 2 / 3],
    [() => Math.round(next()), 1 / 2],
  ] as const) {
    const { lowest, highest } = shapeOf(value);
    expect(lowest).toBeCloseTo(shape, 1.5);
    expect(highest).toBeCloseTo(shape, 1.5);
  }
});

test("a checkerboard steps everywhere, one edge nearly nowhere, and each direction counts", () => {
  const all = shapeOf((x, y) => (x + y) % 2);
  expect([all.lowest, all.highest]).toEqual([1, 1]);
  // One step in each row of 199 pairs, none in the columns.
  const edge = shapeOf((x) => (x < 90 ? 0 : 200));
  expect(edge.lowest).toBe(0);
  expect(edge.highest).toBeCloseTo(1 / (SIDE - 1), 9);
});
