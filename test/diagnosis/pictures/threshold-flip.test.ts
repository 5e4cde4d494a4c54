import { expect, test } from "vitest";
import type { SweepPoint } from "../../../src/analysis/analysis.ts";
import { thresholdFlip } from "../../../src/diagnosis/pictures/threshold-flip.ts";
import { checkpointWith } from "../../helpers/checkpoints.ts";

const point = (threshold: number, modeConcentration: number, closePairShare: number): SweepPoint => ({
  threshold,
  duplicateShare: 0.1,
  dominantModeShare: 0.1,
  duplicatePairShare: 0.1,
  modeConcentration,
  closePairShare,
  groups: 1,
});
const flipOf = (sweep: SweepPoint[], images = 100) => thresholdFlip({ ...checkpointWith(3, { images }), sweep }, 0.8);

test("a concentration that crosses its limit 0.02 beside the threshold is told with both numbers", () => {
  const sentence = flipOf([point(0.78, 0.13, 0.01), point(0.8, 0.02, 0.01), point(0.82, 0.02, 0.01)]);
  expect(sentence).toContain("epoch 3 hangs on the similarity threshold: not collapsed at 0.8");
  expect(sentence).toContain("collapsed at 0.78");
  expect(sentence).toContain("13");
});

test("close copies that cross their limit are told too", () => {
  expect(flipOf([point(0.8, 0.01, 0.3), point(0.82, 0.01, 0.005)])).toContain("collapsed at 0.8");
});

test("a limit that is crossed further away, or never, is no flip", () => {
  expect(flipOf([point(0.76, 0.3, 0.3), point(0.78, 0.01, 0), point(0.8, 0.01, 0), point(0.82, 0.01, 0)])).toBeNull();
  expect(flipOf([point(0.78, 0.5, 0.3), point(0.8, 0.45, 0.3), point(0.82, 0.4, 0.3)])).toBeNull();
  // Groups without close copies are no collapse at any of them.
  expect(flipOf([point(0.78, 0.5, 0), point(0.8, 0.01, 0)])).toBeNull();
});

test("too few images are not judged, and without a sweep there is nothing to say", () => {
  expect(flipOf([point(0.78, 0.13, 0.1), point(0.8, 0.01, 0)], 10)).toBeNull();
  expect(flipOf([])).toBeNull();
});
