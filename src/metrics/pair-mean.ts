/** The mean of a symmetric h(i, j) over all pairs of images, a U-statistic, and how sure it is (Hoeffding 1948). */

/** The sums of h over the other images, as far as they are needed. */
export interface PairSums {
  /** Images, at least 3. */
  n: number;
  /** Mean of h over i != j. */
  mean: number;
  /** Variance over the images of r_i, the sum of h(i, j) over the others. */
  rowVariance: number;
  /** Mean of h^2 over i != j. */
  squareMean: number;
  /** Jackknife standard error of ln(mean); null where the mean is not positive without some image. */
  logError: number | null;
}

/** From this mean on, the jackknife is taken as it is: so few modes leave it few degrees of freedom. */
const FEW_MODES = 0.1;

/**
 * Standard error of ln(mean); the mean must not be 0.
 *
 * The jackknife's variance grows with the spread of the rows. Where all modes are equally frequent rows have no spread of their
 * own, and the jackknife counts what is left, 2 v / (n(n-1)) with v the variance of h, twice. One part of it is taken away again,
 * and it is the least the variance can be. Both fade out towards few modes. n / (n - 2) makes up for small n. The coverage of the
 * resulting intervals was measured by simulation: docs/intervals.md.
 */
export const pairLogError = (sums: PairSums): number => {
  const { n, mean, rowVariance, squareMean } = sums;
  const jackknife = sums.logError ?? jackknifeError(sums) / mean;
  if (n < 4) return jackknife * n;
  const ofPairs = n * (n - 1);
  const rowSquares = n * (rowVariance + ((n - 1) * mean) ** 2);
  const squares = squareMean * ofPairs;
  // E[h(1,2) h(3,4)] without bias: products over two pairs without a common image.
  const disjoint = ((mean * ofPairs) ** 2 - 4 * (rowSquares - squares) - 2 * squares) / (ofPairs * (n - 2) * (n - 3));
  const spread = Math.max(0, squareMean - disjoint);
  const part = (Math.max(0, 1 - mean / FEW_MODES) * (2 * spread)) / ofPairs;
  const variance = Math.max((jackknife * mean) ** 2 - part, part);
  return (Math.sqrt(variance) / mean) * (n / (n - 2));
};

/** Leaving image i out moves the mean to (S - 2 r_i) / ((n-1)(n-2)); the spread of these is its standard error. */
export const jackknifeError = ({ n, rowVariance }: Pick<PairSums, "n" | "rowVariance">): number =>
  (2 * Math.sqrt(rowVariance / (n - 1))) / (n - 2);

/** @param rowSums r_i of every image. @param squareMean mean of h^2 over i != j */
export const pairSums = (rowSums: ArrayLike<number>, squareMean: number): PairSums => {
  const n = rowSums.length;
  const average = (term: (row: number) => number) => {
    let sum = 0;
    for (let row = 0; row < n; row++) sum += term(rowSums[row]!);
    return sum / n;
  };
  return sumsFrom(n, average((row) => row) / (n - 1), squareMean, average);
};

/** @param sample r_i of some images, each standing for a number of them, which add up to n */
export const sumsOfSample = (
  mean: number,
  squareMean: number,
  sample: readonly { row: number; images: number }[],
): PairSums => {
  const n = sample.reduce((sum, { images }) => sum + images, 0);
  return sumsFrom(
    n,
    mean,
    squareMean,
    (term) => sample.reduce((sum, { row, images }) => sum + images * term(row), 0) / n,
  );
};

/** @param average over the images, of what a term makes of r_i */
const sumsFrom = (
  n: number,
  mean: number,
  squareMean: number,
  average: (term: (row: number) => number) => number,
): PairSums => {
  const rowVariance = average((row) => (row - (n - 1) * mean) ** 2);
  const leftOut = (row: number) => Math.log((n * (n - 1) * mean - 2 * row) / ((n - 1) * (n - 2)));
  const centre = average(leftOut);
  const logError = Math.sqrt((n - 1) * average((row) => (leftOut(row) - centre) ** 2));
  return { n, mean, rowVariance, squareMean, logError: Number.isFinite(logError) ? logError : null };
};
