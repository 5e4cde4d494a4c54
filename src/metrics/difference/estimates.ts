/** The difference of two figures of which only value and interval are known. */
import { chiSquareQuantile } from "../../kit/distributions.ts";
import { Z95 } from "../intervals.ts";

export interface Known {
  value: number;
  low: number;
  /** null when the data give no upper bound. */
  high: number | null;
}

export interface KnownDifference {
  difference: number;
  low: number | null;
  high: number | null;
  certain: boolean;
}

/**
 * The method of variance estimates recovery (Zou & Donner 2008): each end from the ends that matter for it. The distances are those of 95 %
 * intervals, widened as a normal estimate's would be, so that all of several differences hold together (Bonferroni).
 * @param figures how many are told together
 */
export const differenceOfEstimates = (base: Known, other: Known, figures: number): KnownDifference => {
  const wider = Math.sqrt(chiSquareQuantile(1 - 0.05 / figures, 1)) / Z95;
  const difference = other.value - base.value;
  const reach = (a: number, b: number) => wider * Math.hypot(a, b);
  const low = base.high === null ? null : difference - reach(other.value - other.low, base.high - base.value);
  const high = other.high === null ? null : difference + reach(other.high - other.value, base.value - base.low);
  return { difference, low, high, certain: (low !== null && low > 0) || (high !== null && high < 0) };
};
