/** Comparisons with real images, for the tests of findings. */
import type { Calibrated, ReferenceComparison } from "../../src/analysis/analysis.ts";

export const calibrated = (value: number, expected: number, high = value + 0.05): Calibrated => ({
  value,
  low: Math.max(0, value - 0.05),
  high,
  expected,
  method: "made in the test",
});

export const comparison = (
  given: {
    duplicates?: number;
    ratio?: number;
    recall?: number;
    coverage?: number;
    precision?: number;
    repeats?: number;
    repeatsLow?: number;
    twins?: number;
    size?: number;
  } = {},
): ReferenceComparison => {
  const { duplicates = 0.02, ratio = 1, recall = 0.88, coverage = 0.95, twins = 0.01, size = 200 } = given;
  const { repeats = 0, repeatsLow = repeats, precision = 0.85 } = given;
  return {
    equalSize: size,
    repeatShare: { value: repeats, low: repeatsLow, high: repeats + 0.01, method: "made in the test" },
    duplicates: { samples: duplicates, reference: 0.01 },
    diversityRatio: { value: ratio, low: 0.9 * ratio, high: 1.1 * ratio, method: "made in the test" },
    precision: calibrated(precision, 0.88),
    recall: calibrated(recall, 0.88),
    coverage: calibrated(coverage, 0.95),
    twinShare: calibrated(twins, 0.01),
    missingModes: recall < 0.5 ? [{ share: 0.4, members: ["real_7.png"] }] : [],
    notComputed: [],
  };
};
