/** Kernel distance: the unbiased squared MMD of the cubic kernel (KID, Binkowski et al. 2018). */
import type { Calibrated } from "../../analysis/analysis.ts";
import { sum } from "../../kit/stats.ts";
import { jackknifeVariance, Z95 } from "../intervals.ts";

export interface KernelSums {
  /** Per row, the kernel summed over the other rows of its set, and over the rows of the other set. */
  within: Float64Array;
  across: Float64Array;
}

/**
 * XX/(n(n-1)) + YY/(m(m-1)) - 2 XY/(nm). Unbiased, so a perfect generator reads 0 on average and may be negative.
 * @param x n >= 3 rows @param y m >= 3 rows
 */
export const kernelDistance = (x: KernelSums, y: KernelSums): Calibrated => {
  const n = x.within.length;
  const m = y.within.length;
  const xx = sum(x.within);
  const yy = sum(y.within);
  const xy = sum(x.across);
  const value = xx / (n * (n - 1)) + yy / (m * (m - 1)) - (2 * xy) / (n * m);
  const withoutX = x.within.map(
    (row, index) => (xx - 2 * row) / ((n - 1) * (n - 2)) - (2 * (xy - x.across[index]!)) / ((n - 1) * m),
  );
  const withoutY = y.within.map(
    (row, index) => (yy - 2 * row) / ((m - 1) * (m - 2)) - (2 * (xy - y.across[index]!)) / (n * (m - 1)),
  );
  const margin = Z95 * Math.sqrt(jackknifeVariance(withoutX) + jackknifeVariance(withoutY));
  return {
    value,
    low: value - margin,
    high: value + margin,
    expected: 0,
    method: "unbiased squared MMD of the cubic kernel; jackknife over both sets",
  };
};
