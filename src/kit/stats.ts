/** Statistics of lists of numbers. */

/** 0 for none. */
export const sum = (values: Iterable<number>): number => {
  let total = 0;
  for (const value of values) total += value;
  return total;
};

/** -Infinity for none. Lists of data are no arguments of Math.max, which takes about a hundred thousand. */
export const greatest = (values: Iterable<number>): number => {
  let most = Number.NEGATIVE_INFINITY;
  for (const value of values) most = Math.max(most, value);
  return most;
};

/** Infinity for none. */
export const least = (values: Iterable<number>): number => {
  let fewest = Number.POSITIVE_INFINITY;
  for (const value of values) fewest = Math.min(fewest, value);
  return fewest;
};

/** NaN for none. */
export const mean = (values: readonly number[]): number => sum(values) / values.length;

/**
 * An order statistic, so always one of the values: of n ascending ones that with index `round(share * (n - 1))`.
 * @param values one or more, in any order
 * @param share in [0, 1]
 * @param round default: down, so that the median of an even number is the lower of the two in the middle
 */
export const quantile = (values: ArrayLike<number>, share: number, round = Math.floor): number =>
  Float64Array.from(values).sort()[round(share * (values.length - 1))]!;

/** The lower of the two middle values of an even number; null when no value is finite. */
export const medianOfFinite = (values: readonly (number | null)[]): number | null => {
  const finite = values.filter((value): value is number => value !== null && Number.isFinite(value));
  return finite.length === 0 ? null : quantile(finite, 0.5);
};
