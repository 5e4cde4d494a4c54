import { expect, test } from "vitest";
import { spread } from "../../../../src/report/html/charts/end-labels.ts";

test("names with room stay where their lines end", () => {
  expect(spread([20, 80, 50], 13, [0, 100])).toEqual([20, 80, 50]);
});

test("names that would lie on each other move apart by the gap, in the order of their lines", () => {
  const moved = spread([51, 50, 52], 10, [0, 100]);
  const sorted = [moved[1]!, moved[0]!, moved[2]!];
  expect([sorted[1]! - sorted[0]!, sorted[2]! - sorted[1]!]).toEqual([10, 10]);
  // No name lies farther from its line than the others push it.
  for (const [index, place] of [51, 50, 52].entries()) expect(Math.abs(moved[index]! - place)).toBeLessThanOrEqual(18);
});

test("names at the lower and upper ends stay inside", () => {
  expect(spread([100, 99], 10, [0, 100])).toEqual([100, 90]);
  expect(spread([0, -5], 10, [0, 100])).toEqual([10, 0]);
});
