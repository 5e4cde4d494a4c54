import { expect, test } from "vitest";
import type { SweepPoint } from "../../src/analysis.ts";
import { thresholdFlip } from "../../src/diagnosis/threshold-flip.ts";
import { checkpointWith } from "../helpers/checkpoints.ts";

const point = (threshold: number, pairs: number, dominant = 0.1): SweepPoint => ({
  threshold,
  duplicateShare: dominant,
  dominantModeShare: dominant,
  duplicatePairShare: pairs,
  groups: 1,
});
const flipOf = (sweep: SweepPoint[], images = 100) =>
  thresholdFlip({ ...checkpointWith(3, { images, pairs: 0.08, dominant: 0.1 }), sweep }, 0.8);

test("a pair share that crosses its limit 0.02 beside the threshold is told with both numbers", () => {
  const sentence = flipOf([point(0.78, 0.13), point(0.8, 0.08), point(0.82, 0.05)]);
  expect(sentence).toContain("epoch 3 hangs on the similarity threshold: diverse at 0.8");
  expect(sentence).toContain("collapsed at 0.78");
  expect(sentence).toContain("13");
});

test("a largest group that crosses its limit is told too", () => {
  expect(flipOf([point(0.8, 0.09, 0.3), point(0.82, 0.05, 0.2)])).toContain("collapsed at 0.8");
});

test("a limit that is crossed further away, or never, is no flip", () => {
  expect(flipOf([point(0.76, 0.3), point(0.78, 0.09), point(0.8, 0.08), point(0.82, 0.07)])).toBeNull();
  expect(flipOf([point(0.78, 0.5), point(0.8, 0.45), point(0.82, 0.4)])).toBeNull();
});

test("too few images are not judged, and without a sweep there is nothing to say", () => {
  expect(flipOf([point(0.78, 0.13), point(0.8, 0.08)], 10)).toBeNull();
  expect(flipOf([])).toBeNull();
});
