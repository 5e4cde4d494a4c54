/** Effective support size by collisions: the birthday test (Arora & Zhang 2017) with an exact interval. */
import type { Estimate } from "../analysis/analysis.ts";
import { chiSquareQuantile } from "../kit/distributions.ts";
import type { Abundances } from "./abundances.ts";
import { Z95 } from "./intervals.ts";
import { pairLogError, pairSums } from "./pair-mean.ts";

/** Beyond this many pairs, duplicates come in clumps and are not Poisson any more. */
const POISSON_LIMIT = 20;
/** -ln .05: with no duplicate pair, M is at least pairs / this with 95 % confidence. */
export const NO_DUPLICATE_BOUND = 2.995732273553991;

/**
 * M = pairs / duplicate pairs, which estimates the inverse Simpson support. Up to 20 duplicate pairs the interval is the
 * exact Poisson one; above, the jackknife of the pair statistic. Without a duplicate only a lower bound is known: `value`
 * is then that bound and `high` is null.
 * @param degrees per image, its near-duplicate partners; n >= 3
 */
export const supportSize = (degrees: ArrayLike<number>): Estimate => {
  const n = degrees.length;
  const pairs = (n * (n - 1)) / 2;
  let partners = 0;
  for (let image = 0; image < n; image++) partners += degrees[image]!;
  const duplicates = partners / 2;
  if (duplicates === 0) {
    const bound = pairs / NO_DUPLICATE_BOUND;
    return { value: bound, low: bound, high: null, method: "birthday test: no duplicate pair, one-sided bound" };
  }
  const value = pairs / duplicates;
  if (duplicates <= POISSON_LIMIT)
    return {
      value,
      low: Math.max(1, pairs / (0.5 * chiSquareQuantile(0.975, 2 * duplicates + 2))),
      high: pairs / (0.5 * chiSquareQuantile(0.025, 2 * duplicates)),
      method: "birthday test, exact Poisson interval",
    };
  return { value, ...clumpedInterval(degrees, duplicates), method: "birthday test, corrected jackknife interval" };
};

/** The same from modes: every image is a near-duplicate of all others of its mode, and of no other. */
export const supportSizeOfModes = ({ frequencies }: Pick<Abundances, "frequencies">): Estimate =>
  supportSize(frequencies.flatMap(([size, modes]) => new Array<number>(size * modes).fill(size - 1)));

const clumpedInterval = (degrees: ArrayLike<number>, duplicates: number): { low: number; high: number } => {
  const n = degrees.length;
  // All pairs alike: the jackknife sees no spread. All n images in one mode still allow a mode share down to .025^(1/n).
  if (duplicates === (n * (n - 1)) / 2) return { low: 1, high: 1 / 0.025 ** (2 / n) };
  const mean = duplicates / ((n * (n - 1)) / 2);
  const factor = Math.exp(Z95 * pairLogError(pairSums(degrees, mean)));
  return { low: Math.max(1, 1 / mean / factor), high: factor / mean };
};

/** The same statistic the other way round: duplicate pairs / pairs, in [0, 1]. */
export const duplicatePairShare = (degrees: ArrayLike<number>): Estimate => {
  const support = supportSize(degrees);
  const none = support.high === null;
  return {
    value: none ? 0 : 1 / support.value,
    low: support.high === null ? 0 : 1 / support.high,
    high: 1 / support.low,
    method: support.method,
  };
};
