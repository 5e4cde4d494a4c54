import type { Checkpoint, CheckpointMetrics, Estimate } from "../../src/analysis.ts";

const estimate = (value: number): Estimate => ({ value, low: value, high: value, method: "made in the test" });

/** A checkpoint with the given shares; everything else is that of a diverse set. */
export const checkpointWith = (
  step: number,
  shares: {
    pairs?: number;
    pairsLow?: number;
    dominant?: number;
    blank?: number;
    noise?: number;
    images?: number;
  } = {},
): Checkpoint => {
  const { pairs = 0.001, pairsLow = pairs, dominant = 0.02, blank = 0, noise = 0, images = 64 } = shares;
  const metrics: CheckpointMetrics = {
    duplicateShare: dominant,
    dominantModeShare: dominant,
    duplicatePairShare: { ...estimate(pairs), low: pairsLow },
    effectiveModes: estimate(Math.min(images, 1 / pairs)),
    supportSize: estimate(1 / pairs),
    sampleCoverage: estimate(dominant),
    meanSimilarity: estimate(0.1),
    blankShare: blank,
    structurelessShare: noise,
  };
  return { step, label: `epoch ${step}`, source: `epoch_${step}.png`, images, metrics, groups: [] };
};
