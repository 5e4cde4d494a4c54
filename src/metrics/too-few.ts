/** What is said where too few images leave nothing to estimate: no interval, and why. */
import type { Estimate } from "../analysis/analysis.ts";

/** Fewer images give no jackknife. */
export const SMALLEST_SET = 3;

/** @param value what is known without an estimator */
export const tooFew = (value: number, low: number): Estimate => ({
  value,
  low,
  high: null,
  method: `not estimated: it takes ${SMALLEST_SET} images`,
});
