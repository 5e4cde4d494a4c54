import type { Checkpoint, CheckpointMetrics, Estimate } from "../../src/analysis/analysis.ts";

const estimate = (value: number): Estimate => ({ value, low: value, high: value, method: "made in the test" });

/** A checkpoint with the given shares; everything else is that of a diverse set. */
export const checkpointWith = (
  step: number,
  shares: {
    /** Concentration of the groups; half of it are close copies. */
    concentration?: number;
    concentrationLow?: number;
    close?: number;
    structure?: number;
    modes?: number;
    modesHigh?: number;
    dominant?: number;
    blank?: number;
    noise?: number;
    images?: number;
  } = {},
): Checkpoint => {
  const { concentration = 0.001, dominant = 0.02, blank = 0, noise = 0, images = 64 } = shares;
  const { concentrationLow = concentration, close = concentration / 2, structure = concentration } = shares;
  const { modes = Math.min(images, 1 / concentration) } = shares;
  const metrics: CheckpointMetrics = {
    duplicateShare: dominant,
    dominantModeShare: dominant,
    duplicatePairShare: estimate(concentration),
    closePairShare: estimate(close),
    modeConcentration: { ...estimate(concentration), low: concentrationLow },
    structureConcentration: estimate(structure),
    structureClosePairShare: estimate(structure / 2),
    diversityIndex: { ...estimate(modes), high: shares.modesHigh ?? modes },
    supportSize: estimate(1 / concentration),
    sampleCoverage: estimate(dominant),
    meanSimilarity: estimate(0.1),
    vendiScore: estimate(modes),
    hill: { observed: images, richness: estimate(modes), shannon: estimate(modes), simpson: estimate(modes) },
    blankShare: blank,
    structurelessShare: noise,
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
