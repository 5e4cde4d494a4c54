/** Concentration: the chance that two random samples show the same mode (Simpson 1949), and so how few modes there are. */
import type { Estimate } from "../analysis.ts";

const METHOD = "Simpson concentration of the near-duplicate groups, unbiased";
/** -ln .05: without a pair in a group, the share is under this / pairs with 95 % confidence. */
const NO_PAIR_BOUND = 2.995732273553991;

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
      high: Math.min(1, NO_PAIR_BOUND / pairs),
      method: `${METHOD}; no group, one-sided bound`,
    };
  const value = inside / pairs;
  // One mode only: the jackknife sees no spread. A mode of share p fills all n images with chance p^n.
  if (inside === pairs) return { value, low: 0.025 ** (2 / n), high: 1, method: `${METHOD}; exact bound` };
  const pairsWithoutOne = ((n - 1) * (n - 2)) / 2;
  const leftOut = (partners: number) => (inside - partners) / pairsWithoutOne;
  const grouped = groupSizes.reduce((sum, size) => sum + size, 0);
  const parts = [
    ...groupSizes.map((size) => ({ images: size, share: leftOut(size - 1) })),
    { images: n - grouped, share: leftOut(0) },
  ];
  const centre = parts.reduce((sum, { images, share }) => sum + images * share, 0) / n;
  const spread = parts.reduce((sum, { images, share }) => sum + images * (share - centre) ** 2, 0);
  const factor = Math.exp((1.96 * Math.sqrt(((n - 1) / n) * spread)) / value);
  return { value, low: value / factor, high: Math.min(1, value * factor), method: `${METHOD}; jackknife interval` };
};
