import fc from "fast-check";
import { expect, test } from "vitest";
import type { Checkpoint, SweepPoint } from "../../../src/analysis/analysis.ts";
import { checkpointState, isCollapsed, stateWith } from "../../../src/diagnosis/pictures/checkpoint-state.ts";
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
/** A checkpoint measured at .8 with these two shares, and what its sweep says beside it. */
const flipOf = (used: Parameters<typeof checkpointWith>[1] & {}, sweep: SweepPoint[], more: Partial<Checkpoint> = {}) =>
  thresholdFlip({ ...checkpointWith(3, { images: 100, structure: 0.001, ...used }), sweep, ...more }, 0.8);

test("a concentration that crosses its limit 0.02 beside the threshold is told with both numbers", () => {
  const sentence = flipOf({ concentration: 0.02, close: 0.01 }, [point(0.78, 0.13, 0.01), point(0.82, 0.02, 0.01)]);
  expect(sentence).toContain("epoch 3 hangs on the similarity threshold: not collapsed at 0.8");
  expect(sentence).toContain("collapsed at 0.78");
  expect(sentence).toContain("13");
});

test("close copies that cross their limit are told too", () => {
  expect(flipOf({ concentration: 0.01, close: 0.3 }, [point(0.82, 0.01, 0.005)])).toContain("collapsed at 0.8");
});

test("a limit that is crossed further away, or never, is no flip", () => {
  const quiet = { concentration: 0.01, close: 0 };
  expect(flipOf(quiet, [point(0.76, 0.3, 0.3), point(0.78, 0.01, 0), point(0.82, 0.01, 0)])).toBeNull();
  expect(flipOf({ concentration: 0.45, close: 0.3 }, [point(0.78, 0.5, 0.3), point(0.82, 0.4, 0.3)])).toBeNull();
  // Groups without close copies are no collapse at any of them.
  expect(flipOf(quiet, [point(0.78, 0.2, 0)])).toBeNull();
});

test("too few images are not judged, and without a sweep there is nothing to say", () => {
  expect(flipOf({ concentration: 0.01, images: 10 }, [point(0.78, 0.13, 0.1)])).toBeNull();
  expect(flipOf({}, [])).toBeNull();
});

test("where something else than likeness decides, the threshold can not flip the verdict", () => {
  const beside = [point(0.78, 0.5, 0.3)];
  expect(flipOf({ concentration: 0.01 }, beside)).not.toBeNull();
  expect(flipOf({ concentration: 0.01, noise: 0.9 }, beside)).toBeNull();
  expect(flipOf({ concentration: 0.01, blank: 0.9 }, beside)).toBeNull();
  // One structure in many tints is a collapse on both sides.
  expect(flipOf({ concentration: 0.01, structure: 0.9 }, beside)).toBeNull();
  const reference = {
    equalSize: 100,
    duplicates: { samples: 0.01, reference: 0.01 },
    diversityRatio: { value: 1, low: 0.9, high: 1.1, method: "made in the test" },
    notComputed: [],
  };
  expect(flipOf({ concentration: 0.01 }, beside, { reference })).toBeNull();
});

test("nearly everything in one group is a collapse without close copies, also beside the threshold", () => {
  expect(flipOf({ concentration: 0.35, close: 0 }, [point(0.78, 0.6, 0), point(0.82, 0.32, 0)])).toBeNull();
  expect(flipOf({ concentration: 0.35, close: 0 }, [point(0.82, 0.2, 0)])).toContain("not collapsed at 0.82");
});

test("a share that is not certain is no collapse beside the threshold either", () => {
  const unsure = { concentration: 0.05, concentrationLow: 0.01, close: 0.009 };
  expect(flipOf(unsure, [point(0.78, 0.055, 0.009)])).toBeNull();
});

test("at the used threshold the sweep and the checks agree, whatever the numbers", () => {
  const share = fc.double({ min: 0, max: 1, noNaN: true });
  fc.assert(
    fc.property(share, share, share, (concentration, close, structure) => {
      const checkpoint = checkpointWith(1, { concentration: concentration + 1e-6, close, structure, images: 64 });
      const { modeConcentration, closePairShare } = checkpoint.metrics;
      const same = point(0.8, modeConcentration.value, closePairShare.value);
      expect(thresholdFlip({ ...checkpoint, sweep: [same, { ...same, threshold: 0.82 }] }, 0.8)).toBeNull();
      expect(stateWith(checkpoint, checkpoint.metrics)).toBe(checkpointState(checkpoint));
      const away = { ...same, threshold: 0.78, modeConcentration: 0, closePairShare: 0 };
      const flips = thresholdFlip({ ...checkpoint, sweep: [away] }, 0.8) !== null;
      expect(flips).toBe(checkpointState(checkpoint) === "collapsed" && !isCollapsed(stateWith(checkpoint, nothing)));
    }),
  );
});

const none = { value: 0, low: 0 };
const nothing = { modeConcentration: none, closePairShare: none };
