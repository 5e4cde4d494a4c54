import { expect, test } from "vitest";
import { bestThreshold } from "../../../eval/embedder/best-threshold.ts";

const pairs = (same: number[], different: number[]) => ({
  same: Float32Array.from(same),
  different: Float32Array.from(different),
});

test("the best threshold parts what is alike from what is not, in all sets at once", () => {
  const threshold = bestThreshold([pairs([0.7, 0.9], [0.2, 0.4]), pairs([0.62, 0.8], [0.1, 0.581])]);
  expect(threshold).toBeGreaterThan(0.58);
  expect(threshold).toBeLessThanOrEqual(0.62);
});

test("sets without near-duplicates have no say", () => {
  expect(bestThreshold([pairs([0.52], [0.3]), pairs([], [0.95])])).toBeLessThanOrEqual(0.52);
});
