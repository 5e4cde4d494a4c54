/** Diversity index of the samples / of the real images: the plainest single figure. */
import type { Estimate } from "../../analysis/analysis.ts";
import { Z95 } from "../intervals.ts";
import { type PairSums, pairLogError } from "../pair-mean.ts";

/** A relative standard error from which the data give no upper bound. */
const NO_UPPER_BOUND = 1;

/**
 * U-RKE is unbiased in n, so sets of any size are compared as if they had equal ones, and none is thinned. The jackknife
 * errors of both add up on the log scale.
 * @param samples squared similarities of 3 images or more @param real likewise
 * @returns null when no image of a side resembles another: its number of modes is then unbounded
 */
export const diversityRatio = (samples: PairSums, real: PairSums): Estimate | null => {
  if (samples.mean === 0 || real.mean === 0) return null;
  const value = real.mean / samples.mean;
  const logError = Math.hypot(pairLogError(samples), pairLogError(real));
  const factor = Math.exp(Z95 * logError);
  return {
    value,
    low: value / factor,
    high: logError < NO_UPPER_BOUND ? value * factor : null,
    method: "ratio of U-RKE of embeddings centred by the reference's mean; jackknife interval on the log scale",
  };
};
