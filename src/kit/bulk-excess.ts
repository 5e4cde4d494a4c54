/**
 * Values beyond what the bulk of a distribution leads to expect, from a histogram. The bulk is taken as normal and read off its lower
 * half, which a few high values do not touch: quantiles of 10 % and 40 %.
 */
import { normalCdf } from "./distributions.ts";

const QUANTILES = { low: 0.1, high: 0.4 } as const;
/** Of the standard normal distribution. */
const NORMAL = { low: -1.2815515655446004, high: -0.2533471031357997 } as const;
/** Narrower bulks are rounding. */
const SMALLEST_SPREAD = 1e-3;
/** What is left beyond the bulk is told in parts of at least this share. */
const SMALLEST_REST = 0.05;

/** Equal bins over [from, to]; counts need not be whole. */
export interface Bins {
  readonly from: number;
  readonly to: number;
  readonly counts: ArrayLike<number>;
}

/** Share of the values at `level` or more, in [0, 1]; linear within a bin. */
export const shareFrom = ({ from, to, counts }: Bins, level: number): number => {
  const place = ((level - from) / (to - from)) * counts.length;
  let total = 0;
  let above = 0;
  for (let bin = 0; bin < counts.length; bin++) {
    total += counts[bin]!;
    // The end of a bin may lie a rounding error beside the level.
    const part = Math.min(1, Math.max(0, bin + 1 - place));
    above += counts[bin]! * (part > 1 - 1e-9 ? 1 : part);
  }
  return total === 0 ? 0 : above / total;
};

/** Share of the values at `level` or more that the bulk alone leads to expect, in [0, 1]. */
export const bulkShareFrom = (bins: Bins, level: number): number => {
  const [low, high] = [quantileOf(bins, QUANTILES.low), quantileOf(bins, QUANTILES.high)];
  const spread = Math.max(SMALLEST_SPREAD, (high - low) / (NORMAL.high - NORMAL.low));
  return normalCdf((high - NORMAL.high * spread - level) / spread);
};

/** (share - expected share) / (1 - expected share): under 0 where there are fewer than expected. */
export const excessFrom = (bins: Bins, level: number): number => {
  const expected = bulkShareFrom(bins, level);
  return (shareFrom(bins, level) - expected) / Math.max(SMALLEST_REST, 1 - expected);
};

const quantileOf = ({ from, to, counts }: Bins, share: number): number => {
  let total = 0;
  for (let bin = 0; bin < counts.length; bin++) total += counts[bin]!;
  const width = (to - from) / counts.length;
  let below = 0;
  for (let bin = 0; bin < counts.length; bin++) {
    const count = counts[bin]!;
    if (count > 0 && below + count >= share * total)
      return from + width * (bin + Math.max(0, share * total - below) / count);
    below += count;
  }
  return to;
};
