/** All diversity metrics of one checkpoint, from its embeddings, pair statistics and groups. */
import type { CheckpointMetrics } from "../analysis.ts";
import type { PairStatistics } from "../similarity/pair-pass.ts";
import { effectiveModes } from "./effective-modes.ts";
import { meanSimilarity } from "./mean-similarity.ts";
import { modeConcentration } from "./mode-concentration.ts";
import { sampleCoverage } from "./sample-coverage.ts";
import { duplicatePairShare, supportSize } from "./support-size.ts";

/** Fewer images give no jackknife. */
export const SMALLEST_SET = 3;

export type DiversityMetrics = Omit<CheckpointMetrics, "blankShare" | "structurelessShare">;

/**
 * @param vectors n x dimension, unit rows, n >= SMALLEST_SET
 * @param groupSizes near-duplicate groups of two or more, largest first
 */
export const measureDiversity = (
  vectors: Float32Array,
  dimension: number,
  pairs: PairStatistics,
  groupSizes: readonly number[],
): DiversityMetrics => {
  const grouped = groupSizes.reduce((sum, size) => sum + size, 0);
  const singles = new Array<number>(pairs.n - grouped).fill(1);
  return {
    duplicateShare: grouped / pairs.n,
    dominantModeShare: (groupSizes[0] ?? 1) / pairs.n,
    duplicatePairShare: duplicatePairShare(pairs.degrees),
    closePairShare: duplicatePairShare(pairs.closeDegrees),
    effectiveModes: effectiveModes(pairs.squareSums),
    supportSize: supportSize(pairs.degrees),
    sampleCoverage: sampleCoverage([...groupSizes, ...singles]),
    modeConcentration: modeConcentration(groupSizes, pairs.n),
    meanSimilarity: meanSimilarity(vectors, dimension),
  };
};
