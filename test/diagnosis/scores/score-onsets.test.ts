import { expect, test } from "vitest";
import { changePoint } from "../../../src/diagnosis/scores/score-onsets.ts";
import { findStretches } from "../../../src/diagnosis/scores/score-stretches.ts";
import { BALANCED, scoresOf } from "../../helpers/score-logs.ts";

test("the change point is where the rows that hold begin to outnumber the others, lone ones before it are swings", () => {
  const flags = [0, 1, 0, 0, 0, 1, 1, 0, 1, 1, 1, 1].map(Boolean);
  const rows = { earliest: 0, start: 9, end: 11 };
  expect(changePoint((row) => flags[row]!, rows)).toBe(5);
  expect(changePoint(() => false, rows)).toBe(9);
  expect(changePoint(() => true, { ...rows, earliest: 3 })).toBe(3);
});

test("a dominance keeps its onset while the log grows", () => {
  const onset = (rows: number) =>
    findStretches(scoresOf((row) => (row >= 137 && row % 9 !== 0 ? [0.01, 0.99] : BALANCED), rows))[0]!.from;
  expect([200, 250, 333, 400, 700, 1500].map(onset)).toEqual([137, 137, 137, 137, 137, 137]);
});

test("broken numbers are dated by their first row, however long the log", () => {
  for (const rows of [200, 1000])
    expect(findStretches(scoresOf((row) => (row >= 187 ? ["nan", "nan"] : BALANCED), rows)).at(-1)).toMatchObject({
      state: "diverged",
      from: 187,
    });
});
