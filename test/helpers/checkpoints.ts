import type { Checkpoint, CheckpointMetrics, Estimate } from "../../src/analysis/analysis.ts";

const estimate = (value: number): Estimate => ({ value, low: value, high: value, method: "made in the test" });

/** A checkpoint with the given shares; everything else is that of a diverse set. */
export const checkpointWith = (
  step: number,
  shares: {
    /** Pairs that repeat a mode; half of them are close copies. */
    repeats?: number;
    repeatsLow?: number;
    close?: number;
    closeLow?: number;
    /** Near-duplicate pairs, those that repeat a mode among them. */
    alike?: number;
    /** Mean cosine of all pairs. */
    level?: number;
    levelLow?: number;
    /** The same by structure alone. */
    structure?: number;
    structureLevel?: number;
    /** Correlation of pixels at the same place, and of their fine detail. */
    pattern?: { whole: number; detail: number };
    modes?: number;
    modesHigh?: number;
    dominant?: number;
    blank?: number;
    noise?: number;
    images?: number;
  } = {},
): Checkpoint => {
  const { repeats = 0.001, dominant = 0.02, blank = 0, noise = 0, images = 64, level = 0.1 } = shares;
  const { repeatsLow = repeats, close = repeats / 2, structure = repeats, alike = repeats } = shares;
  const { modes = Math.min(images, 1 / repeats), closeLow = close, levelLow = level, structureLevel = level } = shares;
  const metrics: CheckpointMetrics = {
    duplicateShare: dominant,
    dominantModeShare: dominant,
    threshold: 0.8,
    duplicateShareByChance: 0,
    duplicatePairShare: estimate(alike),
    closePairShare: { ...estimate(close), low: closeLow },
    relatedPairShare: estimate(alike + 0.05),
    excessPairShare: { ...estimate(repeats), low: repeatsLow },
    expectedPairShare: 0,
    distinctModes: estimate(1 / repeats),
    modeConcentration: estimate(alike),
    structureExcess: estimate(structure),
    parts: { structure: estimate(structureLevel), appearance: estimate(level) },
    diversityIndex: { ...estimate(modes), high: shares.modesHigh ?? modes },
    supportSize: estimate(1 / repeats),
    sampleCoverage: estimate(dominant),
    meanSimilarity: { ...estimate(level), low: levelLow },
    vendiScore: estimate(modes),
    hill: { observed: images, richness: estimate(modes), shannon: estimate(modes), simpson: estimate(modes) },
    blankShare: blank,
    structurelessShare: noise,
    ...(shares.pattern ? { sharedPattern: shares.pattern } : {}),
  };
  return {
    step,
    label: `epoch ${step}`,
    source: `epoch_${step}.png`,
    images,
    metrics,
    groups: [],
    blanks: [],
    rarefaction: [],
    chains: [],
    sweep: [],
    similarities: { from: -1, to: 1, counts: [0, 3, 8, 3] },
  };
};
