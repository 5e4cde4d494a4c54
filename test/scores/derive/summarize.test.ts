import fc from "fast-check";
import { expect, test } from "vitest";
import { summarizeScores } from "../../../src/scores/derive/summarize.ts";
import { parseScores } from "../../helpers/parse-scores.ts";

const logOf = (scores: readonly (number | string)[]) =>
  parseScores(["step,scoreG", ...scores.map((score, row) => `${row * 10},${score}`)].join("\n"), "log.csv");

test("a short log is shown row by row", () => {
  const shown = summarizeScores(logOf([0.1, 0.2, 0.3]), []);
  expect(shown).toMatchObject({ rows: 3, stepName: "step", steps: [0, 10, 20] });
  expect(shown.series[0]!.values).toEqual([0.1, 0.2, 0.3]);
});

test("a long log is shown as medians of equal stretches at their middle steps", () => {
  // 1200 rows are 400 stretches of three; one outlier in each must not show.
  const shown = summarizeScores(logOf(Array.from({ length: 1200 }, (_, row) => (row % 3 === 2 ? 1 : 0.25))), []);
  expect(shown.rows).toBe(1200);
  expect(shown.steps).toEqual(Array.from({ length: 400 }, (_, point) => point * 30 + 10));
  expect(new Set(shown.series[0]!.values)).toEqual(new Set([0.25]));
});

test("a stretch without any finite number is shown as a gap, so the result survives JSON", () => {
  const shown = summarizeScores(logOf([0.1, "nan", "inf", 0.2]), []);
  expect(shown.series[0]!.values).toEqual([0.1, null, null, 0.2]);
  expect(JSON.parse(JSON.stringify(shown))).toEqual(shown);
});

test("points ascend and are never more than 400, whatever the length", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 3000 }), (rows) => {
      const { steps, series } = summarizeScores(logOf(Array<number>(rows).fill(0.5)), []);
      expect(steps).toHaveLength(Math.min(rows, 400));
      expect(steps.every((step, point) => point === 0 || step > steps[point - 1]!)).toBe(true);
      expect(series[0]!.values.every((value) => value === 0.5)).toBe(true);
    }),
    { numRuns: 30 },
  );
});
