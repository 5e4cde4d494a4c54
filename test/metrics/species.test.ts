/** Modes as species, against the published results for the spiders of Sackett et al. (2011) and against counting. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { abundancesOf, jackknifeError } from "../../src/metrics/abundances.ts";
import { entropy, hillNumbers } from "../../src/metrics/hill-numbers.ts";
import { expectedModes, rarefactionCurve } from "../../src/metrics/rarefaction.ts";
import { richness } from "../../src/metrics/richness.ts";
import { sampleCoverage } from "../../src/metrics/sample-coverage.ts";

const ones = (count: number) => new Array<number>(count).fill(1);
const GIRDLED = [46, 22, 17, 15, 15, 9, 8, 6, 6, 4, 2, 2, 2, 2, ...ones(12)];
const LOGGED = [88, 22, 16, 15, 13, 10, 8, 8, 7, 7, 7, 5, 4, 4, 4, 3, 3, 3, 3, 2, 2, 2, 2, ...ones(14)];

test.each([
  ["girdled", GIRDLED, 26, 43.893, 30.511, 96.971],
  ["logged", LOGGED, 37, 61.403, 43.502, 128.583],
])("Chao1 and its interval of the %s spiders are those of iNEXT's manual", (_, sizes, observed, value, low, high) => {
  const abundances = abundancesOf(sizes);
  const estimate = richness(abundances);
  expect(abundances.observed).toBe(observed);
  expect(estimate.value).toBeCloseTo(value, 2);
  expect(estimate.low).toBeCloseTo(low, 2);
  expect(estimate.high).toBeCloseTo(high, 2);
});

test.each([
  ["girdled", GIRDLED, 8.175, 0.9289],
  ["logged", LOGGED, 6.92, 0.9446],
])(
  "the unbiased Simpson number and the coverage of the %s spiders are those of iNEXT's manual",
  (_, sizes, simpson, coverage) => {
    const abundances = abundancesOf(sizes);
    expect(hillNumbers(abundances).simpson.value).toBeCloseTo(simpson, 3);
    expect(sampleCoverage(abundances).value).toBeCloseTo(coverage, 4);
  },
);

test.each([
  ["girdled", GIRDLED, 13.826],
  ["logged", LOGGED, 16.337],
])("the Shannon number of the %s spiders is that of iNEXT's manual", (_, sizes, expected) => {
  expect(Math.exp(entropy(abundancesOf(sizes)))).toBeCloseTo(expected, 2);
});

test.each([
  ["girdled", GIRDLED, 10, 6.478617291735515],
  ["girdled", GIRDLED, 100, 20.45942615928529],
  ["logged", LOGGED, 50, 18.420021611508126],
])("rarefaction of the %s spiders meets scipy's hypergeometric distribution", (_, sizes, images, expected) => {
  expect(expectedModes(abundancesOf(sizes), images).modes).toBeCloseTo(expected, 9);
});

/** Modes in every subset of a set, by number of images. */
const meanModes = (sizes: readonly number[], images: number): number => {
  const modeOf = sizes.flatMap((size, mode) => new Array<number>(size).fill(mode));
  const counts: number[] = [];
  for (let subset = 0; subset < 2 ** modeOf.length; subset++) {
    const chosen = modeOf.filter((_, index) => (subset >> index) & 1);
    if (chosen.length === images) counts.push(new Set(chosen).size);
  }
  return counts.reduce((sum, count) => sum + count, 0) / counts.length;
};

test("rarefaction is the mean over all subsets", () => {
  const sizes = [4, 3, 1, 1, 1];
  for (let images = 1; images <= 10; images++)
    expect(expectedModes(abundancesOf(sizes), images).modes).toBeCloseTo(meanModes(sizes, images), 9);
});

const communities = fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 40 });

test("the curve rises from 1 through the modes seen and stays finite and inside its interval", () => {
  fc.assert(
    fc.property(communities, (sizes) => {
      const abundances = abundancesOf(sizes);
      const curve = rarefactionCurve(abundances);
      expect(curve[0]).toMatchObject({ images: 1, extrapolated: false });
      expect(curve[0]!.modes).toBeCloseTo(1, 9);
      expect(curve.find(({ images }) => images === abundances.n)!.modes).toBeCloseTo(sizes.length, 9);
      expect(curve.at(-1)!.images).toBe(2 * abundances.n);
      curve.forEach(({ modes, low, high }, index) => {
        expect(Number.isFinite(low + modes + high)).toBe(true);
        expect(low).toBeLessThanOrEqual(modes);
        expect(high).toBeGreaterThanOrEqual(modes);
        if (index > 0) expect(modes).toBeGreaterThanOrEqual(curve[index - 1]!.modes - 1e-9);
      });
    }),
  );
});

test("extrapolation goes towards the Chao1 richness and starts with the slope 1 - coverage", () => {
  const abundances = abundancesOf(GIRDLED);
  const next = expectedModes(abundances, 169).modes - 26;
  // The chance that the next image is a new mode, with Chao1's f0 in place of infinity: Chao & Jost 2012, equation 12.
  expect(next).toBeCloseTo(1 - sampleCoverage(abundances).value, 4);
  expect(expectedModes(abundances, 336).modes).toBeLessThan(richness(abundances).value);
});

test("the jackknife over sizes is the jackknife over images", () => {
  const sizes = [5, 3, 2, 2, 1, 1];
  const statistic = ({ n, observed }: { n: number; observed: number }) => observed ** 2 / n;
  const images = sizes.flatMap((size, mode) => new Array<number>(size).fill(mode));
  const leftOut = images.map((_, gone) => {
    const rest = images.filter((__, index) => index !== gone);
    return new Set(rest).size ** 2 / rest.length;
  });
  const n = images.length;
  const mean = leftOut.reduce((sum, value) => sum + value, 0) / n;
  const expected = Math.sqrt(((n - 1) / n) * leftOut.reduce((sum, value) => sum + (value - mean) ** 2, 0));
  expect(jackknifeError(abundancesOf(sizes), statistic)).toBeCloseTo(expected, 12);
});

test("no community gives a number that is not finite, or an interval without its estimate", () => {
  fc.assert(
    fc.property(communities, (sizes) => {
      fc.pre(sizes.reduce((sum, size) => sum + size, 0) >= 3);
      const { richness, shannon, simpson } = hillNumbers(abundancesOf(sizes));
      for (const { value, low, high } of [richness, shannon, simpson]) {
        expect(Number.isFinite(value) && Number.isFinite(low)).toBe(true);
        expect(low).toBeLessThanOrEqual(value + 1e-9);
        expect(high ?? value).toBeGreaterThanOrEqual(value - 1e-9);
        expect(Number.isFinite(high ?? 0)).toBe(true);
      }
    }),
  );
});

test("without a repeated mode every order is only known from below, by the birthday test", () => {
  const { observed, richness, shannon, simpson } = hillNumbers(abundancesOf(ones(64)));
  expect(observed).toBe(64);
  for (const { value, low, high, method } of [richness, shannon, simpson]) {
    // 64 * 63 / 2 pairs / -ln .05
    expect(value).toBeCloseTo(672.95, 1);
    expect([low, high]).toEqual([value, null]);
    expect(method).toContain("bound");
  }
});

test("the modes seen are a lower bound of all modes, however few the pairs", () => {
  expect(hillNumbers(abundancesOf(ones(3))).richness).toMatchObject({ value: 3, low: 3, high: null });
});

test("where no mode was seen twice, the coverage is that of iNEXT's formula, and the curve starts with the slope 1 - coverage", () => {
  const abundances = abundancesOf([5, 4, 3, 1, 1, 1, 1]);
  // n = 16, f1 = 4, f2 = 0: 1 - 4/16 * 15*3 / (15*3 + 2)
  expect(sampleCoverage(abundances).value).toBeCloseTo(1 - (0.25 * 45) / 47, 12);
  expect(expectedModes(abundances, 17).modes - 7).toBeCloseTo(1 - sampleCoverage(abundances).value, 12);
});
