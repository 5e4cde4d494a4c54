/** Occupancy: how many equally likely cells explain that n samples fell into u distinct ones (the coupon collector's inverse). */

/** Expected distinct cells when n balls fall into k equally likely cells. */
const distinct = (k: number, n: number): number => k * -Math.expm1(n * Math.log1p(-1 / k));

/**
 * Solves k (1 - (1 - 1/k)^n) = u for k >= u. Infinity when all n samples are in cells of their own.
 * @param n samples, at least 1 @param u distinct cells, 1 .. n
 */
export const occupiedCells = (n: number, u: number): number => {
  if (u >= n) return n === 1 ? 1 : Number.POSITIVE_INFINITY;
  if (u <= 1) return 1;
  let low = u;
  let high = 2 * u;
  while (distinct(high, n) < u) high *= 2;
  for (let step = 0; step < 200 && high - low > 1e-12 * high; step++) {
    const middle = (low + high) / 2;
    if (distinct(middle, n) < u) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
};

/** Standard deviation of the distinct cells under k equally likely ones (Feller 1968, II.11). */
export const distinctSpread = (n: number, k: number): number => {
  if (!Number.isFinite(k) || k <= 1) return 0;
  const empty = (1 - 1 / k) ** n;
  const bothEmpty = (1 - 2 / k) ** n;
  return Math.sqrt(Math.max(0, k * empty + k * (k - 1) * bothEmpty - (k * empty) ** 2));
};
