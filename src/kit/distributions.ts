/** Distribution functions, from the regularised incomplete gamma and beta functions (Abramowitz & Stegun 1964, 6.5 and 26.5). */

/** Part of a sum or fraction that further terms may still change. */
const PRECISION = 1e-16;
const MOST_TERMS = 10_000;

/** Coefficients for g = 7 of Lanczos 1964, computed by P. Godfrey; exact to some 15 digits. */
const LANCZOS = [
  0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059,
  12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
];

/** ln of the gamma function. @param x over 0 */
export const logGamma = (x: number): number => {
  if (x < 0.5) return Math.log(Math.PI / Math.sin(Math.PI * x)) - logGamma(1 - x);
  const base = x + 6.5;
  const series = LANCZOS.reduce(
    (total, coefficient, k) => total + (k === 0 ? coefficient : coefficient / (x - 1 + k)),
    0,
  );
  return 0.5 * Math.log(2 * Math.PI) + (x - 0.5) * Math.log(base) - base + Math.log(series);
};

/** b0 + a1 / (b1 + a2 / (b2 + ...)) by the method of Lentz 1976. @param term a and b of the k-th part, from 1 on */
const continuedFraction = (b0: number, term: (k: number) => readonly [a: number, b: number]): number => {
  const safe = (value: number) => (Math.abs(value) < 1e-300 ? 1e-300 : value);
  let value = safe(b0);
  let c = value;
  let d = 0;
  for (let k = 1; k < MOST_TERMS; k++) {
    const [a, b] = term(k);
    d = 1 / safe(b + a * d);
    c = safe(b + a / c);
    value *= c * d;
    if (Math.abs(c * d - 1) < PRECISION) break;
  }
  return value;
};

/** Upper regularised incomplete gamma function Q(a, x). @param a over 0 @param x 0 or more */
const upperGamma = (a: number, x: number): number => {
  if (x === 0) return 1;
  const factor = Math.exp(a * Math.log(x) - x - logGamma(a));
  if (x >= a + 1) return factor / continuedFraction(x + 1 - a, (k) => [k * (a - k), x + 2 * k + 1 - a]);
  let term = 1 / a;
  let total = term;
  for (let k = 1; k < MOST_TERMS && term > PRECISION * total; k++) {
    term *= x / (a + k);
    total += term;
  }
  return 1 - factor * total;
};

/** Distribution function of the standard normal distribution, exact in the lower tail too. */
export const normalCdf = (z: number): number => {
  const tail = upperGamma(0.5, (z * z) / 2) / 2;
  return z < 0 ? tail : 1 - tail;
};

/** @param p in (0, 1) @param degrees of freedom, over 0 */
export const chiSquareQuantile = (p: number, degrees: number): number => {
  const cdf = (x: number) => 1 - upperGamma(degrees / 2, x / 2);
  let [low, high] = [0, Math.max(1, degrees)];
  while (cdf(high) < p) [low, high] = [high, 2 * high];
  for (let middle = (low + high) / 2; low < middle && middle < high; middle = (low + high) / 2)
    if (cdf(middle) < p) low = middle;
    else high = middle;
  return high;
};

/** Distribution function of the beta distribution. @param x in [0, 1] @param a over 0 @param b over 0 */
export const betaCdf = (x: number, a: number, b: number): number => {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  // The fraction converges fast on this side of the mean only.
  if (x > (a + 1) / (a + b + 2)) return 1 - betaCdf(1 - x, b, a);
  const factor = Math.exp(logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x));
  const fraction = continuedFraction(1, (k) => {
    const m = k >> 1;
    if (k === 1) return [1, 1];
    const j = k - 1;
    const half = j >> 1;
    return j % 2 === 1
      ? [(-(a + half) * (a + b + half) * x) / ((a + 2 * half) * (a + 2 * half + 1)), 1]
      : [(m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m)), 1];
  });
  return (factor * (fraction - 1)) / a;
};
