import { expect, test } from "vitest";
import { oscillation } from "../../../src/diagnosis/scores/oscillation.ts";
import { lcg } from "../../helpers/random.ts";
import { logOf } from "../../helpers/score-logs.ts";

const losses = (loss: (row: number) => number) => logOf("Loss_D,Loss_G", (row) => [row === 0 ? 1.386 : 1.2, loss(row)]);

test("a swing of 25 rows on a rising loss has the period 25", () => {
  const found = oscillation(losses((row) => 4 + row / 500 + 2 * Math.sin((2 * Math.PI * row) / 25)));
  expect(found?.period).toBe(25);
  expect(found?.amplitude).toBeCloseTo(2, 0);
});

test("noise, however wide, has no period", () => {
  const next = lcg(3);
  expect(oscillation(losses(() => 1 + 8 * next()))).toBeNull();
});

test("a slow drift has no period", () => {
  expect(oscillation(losses((row) => 1 + (row / 300) ** 2))).toBeNull();
});

test("a small swing does not count", () => {
  expect(oscillation(losses((row) => 2 + 0.3 * Math.sin(row / 4)))).toBeNull();
});

test("no log has no period", () => {
  expect(oscillation(null)).toBeNull();
});
