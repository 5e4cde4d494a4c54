import fc from "fast-check";
import { expect, test } from "vitest";
import { discriminatorDominance } from "../../src/diagnosis/scores/discriminator-dominance.ts";
import { divergence } from "../../src/diagnosis/scores/divergence.ts";
import { generatorDominance } from "../../src/diagnosis/scores/generator-dominance.ts";
import { findStretches } from "../../src/diagnosis/scores/score-stretches.ts";
import { cutWindows } from "../../src/diagnosis/scores/score-windows.ts";
import { parseScores } from "../helpers/parse-scores.ts";
import { BALANCED, judge, logOf, scoresOf, textsOf } from "../helpers/score-logs.ts";

const DOMINANCES = [discriminatorDominance, generatorDominance];

test("ten rows are enough to see a lead, its start and its share", () => {
  const finding = judge(
    discriminatorDominance,
    scoresOf((row) => (row >= 4 ? [0.01, 0.99] : BALANCED), 10),
  );
  expect(finding).toMatchObject({ status: "fail", onset: { step: 4 } });
  expect(textsOf(finding)).toContain("It held for 60\u00a0% of the log");
});

test("one row, a few rows, or many rows of one step are too few to call a lead lasting", () => {
  const oneStep = parseScores(`step,scoreG,scoreD\n${"7,0.99,0.01\n".repeat(100)}`, "log.csv");
  for (const log of [scoresOf(() => [0.99, 0.01], 1), scoresOf(() => [0.01, 0.99], 3), oneStep])
    for (const check of DOMINANCES) {
      const finding = judge(check, log);
      expect(finding).toMatchObject({ status: "not-applicable", onset: null });
      expect(textsOf(finding)).toMatch(/in [13] rows; 10 are needed/);
    }
  expect(judge(divergence, oneStep).status).toBe("pass");
});

test("a log of nothing but NaN shows no leader, but has diverged", () => {
  const log = scoresOf(() => ["nan", "nan"]);
  for (const check of DOMINANCES) expect(judge(check, log).status).toBe("not-applicable");
  expect(judge(divergence, log)).toMatchObject({ status: "fail", recovered: false });
});

test("without a log, or without one of the scores, nothing is judged and the reason is given", () => {
  for (const check of [...DOMINANCES, divergence])
    expect(textsOf(judge(check, null))).toContain("No score log was given");
  const onlyFake = judge(
    discriminatorDominance,
    logOf("D_fake", () => 0.01),
  );
  expect(onlyFake.status).toBe("not-applicable");
  expect(textsOf(onlyFake)).toContain("nothing that gives scoreDiscriminator");
});

test("windows hold every row once, in order, and differ by at most one row", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 500 }), (rows) => {
      const windows = cutWindows(scoresOf(() => BALANCED, rows));
      expect(windows).toHaveLength(Math.min(20, rows));
      expect(windows[0]!.start).toBe(0);
      expect(windows.at(-1)!.end).toBe(rows - 1);
      const lengths = windows.map(({ start, end }) => end - start + 1);
      windows.slice(1).forEach(({ start }, index) => {
        expect(start).toBe(windows[index]!.end + 1);
      });
      expect(Math.max(...lengths) - Math.min(...lengths)).toBeLessThanOrEqual(1);
    }),
    { numRuns: 50 },
  );
});

test("stretches of whatever log lie within it, ascend, and only the last of a state can be open", () => {
  const cell = fc.constantFrom(0, 0.01, 0.5, 0.85, 0.99, 1, "nan", "");
  fc.assert(
    fc.property(fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 60 }), (rows) => {
      fc.pre(rows.some(([generator]) => generator !== ""));
      const log = scoresOf((row) => rows[row]!, rows.length);
      const stretches = findStretches(log);
      for (const state of new Set(stretches.map(({ state }) => state))) {
        const own = stretches.filter((stretch) => stretch.state === state);
        own.forEach(({ from, to, recovered }, index) => {
          expect(log.steps[0]).toBeLessThanOrEqual(from);
          expect(from).toBeLessThanOrEqual(to);
          expect(to).toBeLessThan(own[index + 1]?.from ?? Number.POSITIVE_INFINITY);
          if (index < own.length - 1) expect(recovered).toBe(true);
        });
      }
      expect(judge(divergence, log).status === "pass").toBe(rows.every((cells) => !cells.includes("nan")));
    }),
  );
});
