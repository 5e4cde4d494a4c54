/** Effective number of modes: the unbiased order-2 Vendi score, U-RKE (Jalali, Li & Farnia 2023; Friedman & Dieng 2023). */
import type { Estimate } from "../analysis/analysis.ts";
import { Z95 } from "./intervals.ts";
import { type PairSums, pairLogError } from "./pair-mean.ts";

const METHOD = "U-RKE: n(n-1) / sum of squared similarities; corrected jackknife interval on the log scale";

/** A relative standard error from which the data give no upper bound. */
const NO_UPPER_BOUND = 1;

/** n(n-1) / S with S the sum of k_ij^2 over i != j. @param sums of h = k^2 */
export const diversityIndex = (sums: PairSums): Estimate => {
  if (sums.mean === 0) return { value: Number.MAX_SAFE_INTEGER, low: 1, high: null, method: METHOD };
  const logError = pairLogError(sums);
  const factor = Math.exp(Z95 * logError);
  return {
    value: 1 / sums.mean,
    low: 1 / sums.mean / factor,
    high: logError < NO_UPPER_BOUND ? factor / sums.mean : null,
    method: METHOD,
  };
};
