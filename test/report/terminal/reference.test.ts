import { expect, test } from "vitest";
import type { ReferenceComparison } from "../../../src/analysis/analysis.ts";
import { renderTerminal } from "../../../src/report/terminal/runs.ts";
import { collapsedAnalysis, HOSTILE } from "../../helpers/analysis-fixtures.ts";

const bare = { color: false, width: 80, verbose: true };
const comparison: ReferenceComparison = {
  equalSize: 64,
  recall: { value: 0.12, low: 0.05, high: 0.2, expected: 0.9, method: "made in the test" },
  duplicates: { samples: 0.31, reference: 0.01 },
  diversityRatio: { value: 0.25, low: 0.2, high: 0.3, method: "made in the test" },
  notComputed: [{ metric: "precision", reason: "needs more real images" }],
};

const withReference = (name: string) => {
  const analysis = collapsedAnalysis();
  analysis.reference = { source: name, images: 500, metrics: analysis.checkpoints[0]!.metrics };
  analysis.checkpoints[1]!.reference = comparison;
  analysis.threshold = {
    value: 0.9,
    groups: 0.8,
    basis: "made in the test",
    calibration: { kind: "reference", images: 500, sentence: "At this threshold 1.0 % of 64 real images have one." },
  };
  analysis.checkpoints[1]!.classes = [
    { name, images: 40, metrics: analysis.checkpoints[1]!.metrics },
    { name: "few", images: 1, metrics: analysis.checkpoints[1]!.metrics, reason: "has 1 of the 3 images" },
  ];
  return renderTerminal(analysis, bare);
};

test("the comparison says what real images would read, and what was not computed", () => {
  const text = withReference("real");
  expect(text).toContain("against 500 real images (real)");
  expect(text).toContain("At this threshold 1.0 % of 64 real images have one.");
  expect(text).toMatch(/near-duplicates: samples 31\s%, real images 1\s%/);
  expect(text).toContain("diversity index / that of the real images: 0.25 (0.2 to 0.3)");
  expect(text).toContain("recall      0.12 (0.05 to 0.2), expected 0.9".replace(/ +/g, " "));
  expect(text).toContain("precision: not computed, needs more real images");
  expect(text).toContain("class few: not measured, has 1 of the 3 images");
});

test("no name of a folder or a class reaches the terminal as it is", () => {
  const text = withReference(HOSTILE);
  for (const character of ["\u001b", "\u202e"]) expect(text).not.toContain(character);
});

test("in brief the figures stand beside what a perfect generator would read", () => {
  const analysis = collapsedAnalysis();
  analysis.reference = { source: "real", images: 500, metrics: analysis.checkpoints[0]!.metrics };
  analysis.checkpoints[1]!.reference = comparison;
  const text = renderTerminal(analysis, { color: false, width: 80 });
  expect(text).toContain("Against 500 real images: recall 0.12 (perfect: 0.9)\n");
});
