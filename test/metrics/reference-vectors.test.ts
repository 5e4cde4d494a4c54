/** Values computed with numpy and scipy, or published; see the method named beside each. */
import { expect, test } from "vitest";
import { seededRandom } from "../../src/kit/random.ts";
import { abundancesOf } from "../../src/metrics/abundances.ts";
import { diversityIndex } from "../../src/metrics/diversity-index.ts";
import { entropy } from "../../src/metrics/hill-numbers.ts";
import { meanSimilarity } from "../../src/metrics/mean-similarity.ts";
import { pairSums } from "../../src/metrics/pair-mean.ts";
import { partSums } from "../../src/metrics/part-sums.ts";
import { sampleCoverage } from "../../src/metrics/sample-coverage.ts";
import { spectrumOf, spectrumOfRows } from "../../src/metrics/spectrum.ts";
import { duplicatePairShare, supportSize } from "../../src/metrics/support-size.ts";
import { vendiOfSpectrum } from "../../src/metrics/vendi-score.ts";
import { mat, unitRows } from "../helpers/random.ts";
import { asRows } from "../helpers/rows.ts";

const D = 8;
const raw = mat(40, D, 1);
/** Unit rows in double precision, as the references were computed. */
const rows = Float64Array.from(raw, (value, index) => {
  const start = index - (index % D);
  return value / Math.hypot(...raw.slice(start, start + D));
});
const singles = unitRows(raw, D);

/** X X^T of rows in double precision. */
const cosines = (): Float64Array =>
  Float64Array.from({ length: 40 * 40 }, (_, index) => {
    const [a, b] = [Math.floor(index / 40) * D, (index % 40) * D];
    return Array.from({ length: D }, (_, k) => rows[a + k]! * rows[b + k]!).reduce((sum, value) => sum + value);
  });

test("the generator gives the published first entries", () => {
  const expected = [-0.52708895, -0.26145865, 0.00848406, 0.40976653, -0.89891274, -0.26096329];
  [...raw.slice(0, 6)].forEach((value, index) => {
    expect(value).toBeCloseTo(expected[index]!, 7);
  });
});

test("U-RKE and its jackknife error meet the reference (numpy)", () => {
  const squares = cosines().map((value) => value ** 2);
  const rowSums = Array.from({ length: 40 }, (_, row) =>
    squares.slice(row * 40, (row + 1) * 40).reduce((sum, value, column) => sum + (column === row ? 0 : value), 0),
  );
  const sums = pairSums(rowSums, 1);
  expect(1 / sums.mean).toBeCloseTo(7.579414579136203, 9);
  expect(sums.logError).toBeCloseTo(0.06299976903448623, 9);
});

test("U-RKE through d x d and n x n products meets the reference, in the single precision of embeddings", () => {
  const wide = new Float32Array(40 * 64);
  for (let row = 0; row < 40; row++) wide.set(singles.subarray(row * D, (row + 1) * D), row * 64);
  const modes = [partSums(asRows(singles, D), [0, D], 0), partSums(asRows(wide, 64), [0, 64], 0)].map(diversityIndex);
  for (const { value } of modes) expect(value).toBeCloseTo(7.579414579136203, 6);
  expect(modes[0]!.high).toBeCloseTo(modes[1]!.high!, 6);
});

test("the mean cosine meets the reference (numpy)", () => {
  const { value } = meanSimilarity(singles, D);
  expect(value).toBeCloseTo(-0.0018580405953368194, 7);
  // 1 - the mean with the diagonal.
  expect(1 - (1 + 39 * value) / 40).toBeCloseTo(0.9768115895804534, 7);
});

/** Friedman & Dieng's own examples, and orders computed with numpy. */
const ORDERS: [number, number][] = [
  [0.1, 2.8455368016574467],
  [0.5, 2.420348357053285],
  [1, 2.1573004833739833],
  [2, 1.948051948051948],
  [3, 1.8534061896456464],
  [Number.POSITIVE_INFINITY, 1.5789473684210527],
];

test.each(ORDERS)("the Vendi score of order %d meets the published kernel", (order, expected) => {
  const kernel = Float64Array.of(1, 0.9, 0, 0.9, 1, 0, 0, 0, 1);
  expect(vendiOfSpectrum(spectrumOf(kernel, 3).values, order)).toBeCloseTo(expected, 9);
});

test("three distinct numbers seen twice have a Vendi score of nearly 3", () => {
  const samples = [0, 0, 10, 10, 20, 20];
  const kernel = Float64Array.from(samples.flatMap((a) => samples.map((b) => Math.exp(-Math.abs(a - b)))));
  expect(vendiOfSpectrum(spectrumOf(kernel, 6).values, 1)).toBeCloseTo(2.999999995877701, 9);
});

test.each([
  [0.5, 7.491463855478252],
  [1, 7.092424229746498],
  [2, 6.508810510066963],
  [Number.POSITIVE_INFINITY, 4.312777469749464],
])("the Vendi score of order %d of cosines meets the reference (numpy) by both routes", (order, expected) => {
  expect(vendiOfSpectrum(spectrumOf(cosines(), 40).values, order)).toBeCloseTo(expected, 8);
  expect(vendiOfSpectrum(spectrumOfRows(singles, D)!.values, order)).toBeCloseTo(expected, 6);
});

test.each([
  [0.5, 1, 39.79137230597433],
  [0.5, 2, 39.58150608494965],
  [1, 1, 27.62455625738522],
  [1, 2, 18.748544387116105],
])(
  "the Vendi score of a Gaussian kernel of width %d and order %d meets the reference (numpy)",
  (sigma, order, expected) => {
    const kernel = Float64Array.from({ length: 40 * 40 }, (_, index) => {
      const [a, b] = [Math.floor(index / 40) * D, (index % 40) * D];
      const square = Array.from({ length: D }, (_, k) => (raw[a + k]! - raw[b + k]!) ** 2);
      return Math.exp(-square.reduce((sum, value) => sum + value) / (2 * sigma ** 2));
    });
    expect(vendiOfSpectrum(spectrumOf(kernel, 40).values, order)).toBeCloseTo(expected, 8);
  },
);

/** The references carry eight digits or one decimal. */
const rounding = (reference: number) => Math.max(0.051, reference * 1e-7);

/** n images of which c disjoint pairs are duplicates. */
const withPairs = (n: number, c: number) => Array.from({ length: n }, (_, index) => (index < 2 * c ? 1 : 0));

test.each([
  [400, 1, 79800, 14322.5, 3151931.6],
  [1000, 1, 499500, 89650.4, 19729196],
  [1000, 10, 49950, 27160.97, 104162.57],
  [64, 3, 672, 229.95, 3258.59],
])("the birthday test of %i images with %i duplicate pairs gives %d [%d, %d] (scipy)", (n, c, value, low, high) => {
  const support = supportSize(withPairs(n, c));
  expect(support.value).toBeCloseTo(value, 6);
  expect(Math.abs(support.low - low)).toBeLessThan(rounding(low));
  expect(Math.abs(support.high! - high)).toBeLessThan(rounding(high));
});

test.each([
  [64, 672.95],
  [400, 26637.89],
  [1000, 166737.2],
  [5000, 4171767.99],
])("%i images without a duplicate certify %d modes and no upper bound", (n, bound) => {
  const support = supportSize(withPairs(n, 0));
  expect(Math.abs(support.low - bound)).toBeLessThan(rounding(bound));
  expect(support.high).toBeNull();
  expect(duplicatePairShare(withPairs(n, 0))).toMatchObject({ value: 0, low: 0 });
});

test.each([
  [100, 24],
  [1000, 77],
  [10000, 245],
  [160000, 979],
  [1000000, 2448],
])(
  "certifying %d modes without a duplicate takes %i images by the exact birthday problem, and one more by pairs",
  (modes, images) => {
    expect(supportSize(withPairs(images + 1, 0)).low).toBeGreaterThanOrEqual(modes);
    expect(supportSize(withPairs(images - 1, 0)).low).toBeLessThan(modes);
  },
);

test("100 duplicate pairs among 5000 images give the reference's value; the interval is the jackknife's, near the Poisson one", () => {
  const support = supportSize(withPairs(5000, 100));
  expect(support.value).toBeCloseTo(124975, 6);
  expect(support.low / 102752.85).toBeCloseTo(1, 1);
  expect(support.high! / 153599.89).toBeCloseTo(1, 1);
});

/** Expected plug-in number of modes of a perfect generator with 1000 equal modes, by simulation (numpy). */
test.each([
  [10000, 950],
  [25600, 980.4],
  [26000, 981],
])("%i samples of 1000 equal modes have a plug-in order 1 of %d, and 1000 by the estimator", (n, expected) => {
  const next = seededRandom(n);
  const counts = new Array<number>(1000).fill(0);
  for (let draw = 0; draw < n; draw++) counts[Math.floor(next() * 1000)]!++;
  const plugIn = vendiOfSpectrum(
    counts.map((count) => count / n),
    1,
  );
  // The entropy of one drawing has a standard deviation of sqrt(999 / 2) / n.
  const error = (4 * Math.sqrt(999 / 2)) / n;
  expect(Math.abs(Math.log(plugIn / expected))).toBeLessThan(error + 1e-3);
  expect(Math.abs(entropy(abundancesOf(counts)) - Math.log(1000))).toBeLessThan(error);
});

test("the sample coverage follows Good-Turing: 10 images with 4 singletons and 1 pair", () => {
  // 1 - 4/10 * (9*4 / (9*4 + 2*1)) = 1 - .4 * 36/38
  expect(sampleCoverage(abundancesOf([4, 2, 1, 1, 1, 1])).value).toBeCloseTo(1 - (0.4 * 36) / 38, 12);
});
