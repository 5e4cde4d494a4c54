/** Intervals of what two shares make together, from the interval of each. */

/** A share with the ends of its 95 % interval, all in [0, 1]. */
export interface BoundedShare {
  value: number;
  low: number;
  high: number;
}

/** 95 % interval of first - second, in [-1, 1], from independent shares (Newcombe 1998, method 10). */
export const differenceInterval = (first: BoundedShare, second: BoundedShare): { low: number; high: number } => {
  const difference = first.value - second.value;
  return {
    low: difference - Math.hypot(first.value - first.low, second.high - second.value),
    high: difference + Math.hypot(first.high - first.value, second.value - second.low),
  };
};

/**
 * 95 % interval of first / second, in [0, Infinity], from independent shares: every ratio t for which the interval of first - t second,
 * made as above, holds 0 (Donner & Zou 2012). @param second.value over 0
 */
export const ratioInterval = (first: BoundedShare, second: BoundedShare): { low: number; high: number } => {
  const product = first.value * second.value;
  const root = (a: number, b: number) => Math.sqrt(Math.max(0, product ** 2 - a * b));
  const least = first.low * (2 * first.value - first.low);
  const most = first.high * (2 * first.value - first.high);
  const [above, below] = [second.high, second.low].map((end) => end * (2 * second.value - end)) as [number, number];
  return {
    low: least === 0 ? 0 : least / (product + root(least, above)),
    high: below > 0 ? (product + root(most, below)) / below : Number.POSITIVE_INFINITY,
  };
};
