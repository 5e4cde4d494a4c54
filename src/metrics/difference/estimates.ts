/** The difference and the ratio of two figures of which only value and interval are known. */
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
  const wider = widening(figures);
  const difference = other.value - base.value;
  const reach = (a: number, b: number) => wider * Math.hypot(a, b);
  const low = base.high === null ? null : difference - reach(other.value - other.low, base.high - base.value);
  const high = other.high === null ? null : difference + reach(other.high - other.value, base.value - base.low);
  return { difference, low, high, certain: (low !== null && low > 0) || (high !== null && high < 0) };
};

/** Distances of 95 % become those that so many figures need to hold together. */
const widening = (figures: number): number => Math.sqrt(chiSquareQuantile(1 - 0.05 / figures, 1)) / Z95;

export interface KnownRatio {
  ratio: number;
  low: number | null;
  high: number | null;
}

/**
 * other / base by the same method (Donner & Zou 2012): the ends are the ratios r at which the interval of other - r x base ends at 0.
 * @param base and other above 0 @param figures how many are told together
 */
export const ratioOfEstimates = (base: Known, other: Known, figures: number): KnownRatio => {
  const wider = widening(figures);
  /** How far other reaches to this end, and base to the opposite one. */
  const end = (ofOther: number, ofBase: number, side: 1 | -1): number | null => {
    const [a, b] = [wider * ofOther, wider * ofBase];
    const square = base.value ** 2 - b ** 2;
    // The base may be 0, so nothing bounds the ratio.
    if (square <= 0) return side === 1 ? null : 0;
    const root = Math.sqrt(Math.max(0, (base.value * other.value) ** 2 - square * (other.value ** 2 - a ** 2)));
    return Math.max(0, (base.value * other.value + side * root) / square);
  };
  return {
    ratio: other.value / base.value,
    low: base.high === null ? null : end(other.value - other.low, base.high - base.value, -1),
    high: other.high === null ? null : end(other.high - other.value, base.value - base.low, 1),
  };
};
