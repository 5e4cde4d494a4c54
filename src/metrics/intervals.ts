/** Intervals that several metrics share. */

/** 97.5 % quantile of the normal distribution. */
export const Z95 = 1.959963984540054;

/** Wilson's interval (1927) of a share; `trials` may be an effective number that is not whole. */
export const wilson = (share: number, trials: number): { low: number; high: number } => {
  const z2 = Z95 * Z95;
  const centre = (share + z2 / (2 * trials)) / (1 + z2 / trials);
  const margin = (Z95 * Math.sqrt((share * (1 - share)) / trials + z2 / (4 * trials * trials))) / (1 + z2 / trials);
  // Rounding must not push a bound beyond the share itself.
  return { low: Math.min(share, Math.max(0, centre - margin)), high: Math.max(share, Math.min(1, centre + margin)) };
};

/** (n-1)/n times the sum of squared deviations of the leave-one-out values: the jackknife variance. */
export const jackknifeVariance = (leftOut: ArrayLike<number>): number => {
  const n = leftOut.length;
  if (n === 0) return 0;
  let mean = 0;
  for (let index = 0; index < n; index++) mean += leftOut[index]! / n;
  let spread = 0;
  for (let index = 0; index < n; index++) spread += (leftOut[index]! - mean) ** 2;
  return ((n - 1) / n) * spread;
};
