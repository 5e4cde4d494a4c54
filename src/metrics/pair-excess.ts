/**
 * Near-duplicate pairs beyond what the set's own unlike pairs lead to expect. Images of one narrow class grow alike along a slope: some
 * pairs pass any threshold, and the lower half of all similarities tells how many. Modes are a peak above that slope.
 */
import type { Estimate } from "../analysis/analysis.ts";
import { type Bins, bulkShareFrom, excessFrom, shareFrom } from "../kit/bulk-excess.ts";
import type { RowHistograms } from "../pairs/row-histograms.ts";
import { clumpedShare } from "./clumped-share.ts";
import { jackknifeVariance } from "./intervals.ts";

export interface PairExcess {
  /** (p - q) / (1 - q): p the near-duplicate pairs, q what the slope leads to expect; 0 where there are fewer. */
  excess: Estimate;
  /** q, in [0, 1]. */
  expected: number;
  /** Pairs that reach `related`, in [0, 1]. */
  related: Estimate;
}

/**
 * @param rows of 3 images or more
 * @param thresholds.duplicate cosine of near-duplicates, `related` that of images of one group
 * @param blanks further images, alike among themselves and like no other; they are in excess
 */
export const pairExcess = (
  rows: RowHistograms,
  { duplicate, related }: { duplicate: number; related: number },
  blanks = 0,
): PairExcess => {
  const { images: m } = rows;
  const all = totals(rows);
  const n = m + blanks;
  const estimate = (statistic: (bins: Bins) => number): Estimate => {
    // Blank images are a mode of their own: their pairs are added to those of the others.
    const withBlanks = (of: Float64Array, images: number, blank: number) =>
      (Math.max(0, statistic(bins(of))) * pairs(images) + pairs(blank)) / pairs(images + blank);
    const whole = withBlanks(all, m, blanks);
    const leftOut = withoutEach(rows, all, (rest) => withBlanks(rest, m - 1, blanks));
    for (let blank = 0; blank < blanks; blank++) leftOut.push(withBlanks(all, m, blanks - 1));
    return clumpedShare(whole, Math.sqrt(jackknifeVariance(leftOut)), n);
  };
  return {
    excess: estimate((bins) => excessFrom(bins, duplicate)),
    expected: bulkShareFrom(bins(all), duplicate),
    related: estimate((bins) => shareFrom(bins, related)),
  };
};

const pairs = (images: number): number => (images * (images - 1)) / 2;

const bins = (counts: ArrayLike<number>): Bins => ({ from: -1, to: 1, counts });

/** All pairs, each counted from both sides. */
const totals = ({ images, bins, counts }: RowHistograms): Float64Array => {
  const total = new Float64Array(bins);
  for (let row = 0; row < images; row++) for (let bin = 0; bin < bins; bin++) total[bin]! += counts[row * bins + bin]!;
  return total;
};

/** A statistic of the pairs that are left when each image in turn is taken out with all its pairs. */
const withoutEach = (
  { images, bins: count, counts }: RowHistograms,
  all: Float64Array,
  statistic: (rest: Float64Array) => number,
): number[] => {
  const rest = new Float64Array(count);
  return Array.from({ length: images }, (_, row) => {
    for (let bin = 0; bin < count; bin++) rest[bin] = all[bin]! - 2 * counts[row * count + bin]!;
    return statistic(rest);
  });
};
