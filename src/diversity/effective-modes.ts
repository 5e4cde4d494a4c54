/** Effective number of modes: the unbiased order-2 Vendi score, U-RKE (Jalali, Li & Farnia 2023; Friedman & Dieng 2023). */
import type { Estimate } from "../analysis.ts";

const METHOD = "U-RKE: n(n-1) / sum of squared similarities; jackknife interval on the log scale";

/** A relative standard error from which the data give no upper bound. */
const NO_UPPER_BOUND = 1;

/**
 * n(n-1) / S with S the sum of k_ij^2 over i != j. Leaving image i out gives (S - 2 r_i) / ((n-1)(n-2)) for the mean of
 * k^2; the spread of these is the jackknife standard error.
 * @param squareSums per image r_i, the sum of its squared similarities to the others; n >= 3
 */
export const effectiveModes = (squareSums: ArrayLike<number>): Estimate => {
  const n = squareSums.length;
  const rows = Array.from(squareSums);
  const total = rows.reduce((sum, row) => sum + row, 0);
  const mean = total / (n * (n - 1));
  if (mean === 0) return { value: Number.MAX_SAFE_INTEGER, low: 1, high: null, method: METHOD };
  const leftOut = rows.map((row) => (total - 2 * row) / ((n - 1) * (n - 2)));
  const centre = leftOut.reduce((sum, value) => sum + value, 0) / n;
  const variance = ((n - 1) / n) * leftOut.reduce((sum, value) => sum + (value - centre) ** 2, 0);
  const logError = Math.sqrt(variance) / mean;
  const factor = Math.exp(1.96 * logError);
  return {
    value: 1 / mean,
    low: 1 / mean / factor,
    high: logError < NO_UPPER_BOUND ? factor / mean : null,
    method: METHOD,
  };
};
