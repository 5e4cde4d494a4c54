/** How sure a share of pairs is when alike images come in clumps: pairs of one image are not independent of each other. */
import type { Estimate } from "../analysis/analysis.ts";
import { wilson, Z95 } from "./intervals.ts";
import { NO_DUPLICATE_BOUND } from "./support-size.ts";

const METHOD =
  "jackknife interval over the images; its lower end is the higher one of the jackknife's and that of one mode of the same weight (Wilson)";

/**
 * One mode that holds a share s of the images makes s^2 of the pairs, and Wilson's bound of s is right for it where the jackknife
 * is far too wide. Where the jackknife does not exclude 0, nothing is certain.
 * @param share of the pairs, in [0, 1]
 * @param error jackknife standard error
 * @param images 3 or more
 */
export const clumpedShare = (share: number, error: number, images: number): Estimate => {
  const value = Math.min(1, Math.max(0, share));
  const margin = Z95 * error * (images / (images - 2));
  const nothing = Math.min(1, NO_DUPLICATE_BOUND / ((images * (images - 1)) / 2));
  return {
    value,
    low: value - margin > 0 ? Math.max(value - margin, Math.min(value, wilson(Math.sqrt(value), images).low ** 2)) : 0,
    high: Math.min(1, Math.max(value + margin, nothing)),
    method: METHOD,
  };
};
