/** Concentration: the chance that two random samples show the same mode (Simpson 1949), and so how few modes there are. */
import type { Estimate } from "../analysis/analysis.ts";
import { jackknifeError, sumsOfSample } from "./pair-mean.ts";
import { NO_DUPLICATE_BOUND } from "./support-size.ts";

const METHOD = "Simpson concentration of the near-duplicate groups, unbiased";
/**
 * Pairs inside a group / all pairs, in [0, 1]; 1 / value is the effective number of modes of order 2. Groups, unlike single
 * pairs, are compact: images of one narrow class that are alike here and there hardly add to it. The interval is the
 * jackknife on the log scale over the images, for duplicates come in clumps.
 * @param groupSizes groups of two or more
 * @param n all images, n >= 3
 */
export const modeConcentration = (groupSizes: readonly number[], n: number): Estimate => {
  const pairs = (n * (n - 1)) / 2;
  const inside = groupSizes.reduce((sum, size) => sum + (size * (size - 1)) / 2, 0);
  if (inside === 0)
    return {
      value: 0,
      low: 0,
      high: Math.min(1, NO_DUPLICATE_BOUND / pairs),
      method: `${METHOD}; no group, one-sided bound`,
    };
  const value = inside / pairs;
  // One mode only: the jackknife sees no spread. A mode of share p fills all n images with chance p^n.
  if (inside === pairs) return { value, low: 0.025 ** (2 / n), high: 1, method: `${METHOD}; exact bound` };
  const grouped = groupSizes.reduce((sum, size) => sum + size, 0);
  const sums = sumsOfSample(value, value, [
    ...groupSizes.map((size) => ({ row: size - 1, images: size })),
    { row: 0, images: n - grouped },
  ]);
  const factor = Math.exp((1.96 * jackknifeError(sums)) / value);
  return { value, low: value / factor, high: Math.min(1, value * factor), method: `${METHOD}; jackknife interval` };
};
