/**
 * Two sets rebuilt from the generator of the reference vectors: R = mat(60,6,11), F = 0.6 mat(50,6,22) + 0.1. The expected values
 * were computed with numpy and scipy, independently of this project.
 */
import { expect, test } from "vitest";
import { seededRandom } from "../../../src/kit/random.ts";
import { frechetDistance, gaussianOf } from "../../../src/metrics/reference/frechet-distance.ts";
import { kernelDistance } from "../../../src/metrics/reference/kernel-distance.ts";
import { compareBins, holm, jensenShannon, twoProportionTest } from "../../../src/metrics/reference/ndb.ts";
import { occupiedCells } from "../../../src/metrics/reference/occupancy.ts";
import {
  coveredPointShare,
  coveringBallShare,
  density,
  expectedCoverage,
} from "../../../src/metrics/reference/precision-recall.ts";
import { type Balls, compareSets, reaches } from "../../../src/pairs/compare.ts";
import { kernelSumsAcross, kernelSumsWithin } from "../../../src/pairs/kernel-sums.ts";
import { kthSimilarities } from "../../../src/pairs/nearest.ts";
import { type EuclideanForm, euclideanForm } from "../../helpers/euclidean-form.ts";
import { exactBackend } from "../../helpers/exact-backend.ts";
import { mat } from "../../helpers/random.ts";
import { asRows } from "../../helpers/rows.ts";

const D = 6;
const real = Float32Array.from(mat(60, D, 11));
const fake = Float32Array.from(mat(50, D, 22), (value) => 0.6 * value + 0.1);

const nearestOthers = async ({ left, right }: EuclideanForm, k: number) =>
  kthSimilarities((await compareSets(left, right, { nearest: k, sameSet: true }, exactBackend)).ofFirst);

const prdc = async (samples: Float32Array, reference: Float32Array, k: number) => {
  const [r, f] = euclideanForm([reference, samples], D);
  const balls: Balls[] = [
    { around: "second", radii: await nearestOthers(r!, k) },
    { around: "first", radii: await nearestOthers(f!, k) },
  ];
  const { covers } = await compareSets(f!.left, r!.right, { balls }, exactBackend);
  return {
    precision: coveredPointShare(covers[0]!, 0, "").value,
    recall: coveredPointShare(covers[1]!, 0, "").value,
    density: density(covers[0]!, k).value,
    coverage: coveringBallShare(covers[0]!, 0, "").value,
  };
};

test.each([
  [3, { precision: 1, recall: 0.3333333333333333, density: 1.6333333333333333, coverage: 0.8666666666666667 }],
  [5, { precision: 1, recall: 0.55, density: 1.604, coverage: 0.9666666666666667 }],
] as const)("precision, recall, density and coverage with k = %i meet the reference", async (k, expected) => {
  const measured = await prdc(fake, real, k);
  for (const name of ["precision", "recall", "density", "coverage"] as const)
    expect(measured[name]).toBeCloseTo(expected[name], 6);
});

test("a collapsed set reads high precision and low recall and coverage, never the other way round", async () => {
  // 50 copies of one real point: torch-fidelity #58 had the two swapped.
  const collapsed = Float32Array.from({ length: 50 * D }, (_, index) => real[7 * D + (index % D)]!);
  const measured = await prdc(collapsed, real, 3);
  expect(measured.precision).toBe(1);
  expect(measured.recall).toBeLessThanOrEqual(1 / 60);
  expect(measured.coverage).toBeLessThan(0.2);
});

test("the Frechet distance meets the reference, both ways round", () => {
  const [r, f] = [gaussianOf(asRows(real, D)), gaussianOf(asRows(fake, D))];
  expect(frechetDistance(r, f)).toBeCloseTo(0.39370526669946937, 6);
  expect(frechetDistance(f, r)).toBeCloseTo(0.39370526669946937, 6);
});

test("fewer images than dimensions give the same Frechet distance in a space with unused dimensions", () => {
  const padded = (rows: Float32Array) =>
    Float32Array.from({ length: (rows.length / D) * 80 }, (_, index) =>
      index % 80 < D ? rows[Math.floor(index / 80) * D + (index % 80)]! : 0,
    );
  expect(frechetDistance(gaussianOf(asRows(padded(real), 80)), gaussianOf(asRows(padded(fake), 80)))).toBeCloseTo(
    0.39370526669946937,
    6,
  );
});

test("more images than dimensions of which some are never used give the same Frechet distance", () => {
  const padded = (rows: Float32Array) =>
    Float32Array.from({ length: (rows.length / D) * 9 }, (_, index) => {
      const [row, k] = [Math.floor(index / 9), index % 9];
      // Three values are always 0: the covariance is singular.
      return k < D ? rows[row * D + k]! : 0;
    });
  expect(frechetDistance(gaussianOf(asRows(padded(real), 9)), gaussianOf(asRows(padded(fake), 9)))).toBeCloseTo(
    0.39370526669946937,
    6,
  );
});

test("the kernel distance of the first 50 real points meets the reference", async () => {
  // The kernel is (x . y / d + 1)^3.
  const scaled = (rows: Float32Array) =>
    asRows(
      rows.map((value) => value / Math.sqrt(D)),
      D,
    );
  const [first, second] = [scaled(real.subarray(0, 50 * D)), scaled(fake)];
  const across = await kernelSumsAcross(first, second, exactBackend);
  const measured = kernelDistance(
    { within: await kernelSumsWithin(first, exactBackend), across: across.first },
    { within: await kernelSumsWithin(second, exactBackend), across: across.second },
  );
  expect(measured.value).toBeCloseTo(0.04036091519551066, 6);
});

test("44 % of the samples are authentic", async () => {
  const [r, f] = euclideanForm([real, fake], D);
  const nearest = await nearestOthers(r!, 1);
  const { ofFirst } = await compareSets(f!.left, r!.right, { nearest: 1 }, exactBackend);
  const copied = ofFirst.similarities.filter((nearness, row) => reaches(nearness, nearest[ofFirst.indices[row]!]!));
  expect(100 * (1 - copied.length / 50)).toBeCloseTo(44, 6);
});

test.each([
  [10_000, 10_000, 5, 0.9687734351556639],
  [10_000, 10_000, 3, 0.8750375009374063],
  [100, 100, 5, 0.9710697179768424],
])("the coverage expected of %i real images and %i samples with k = %i", (n, m, k, expected) => {
  expect(expectedCoverage(n, m, k)).toBeCloseTo(expected, 9);
});

test.each([
  [1000, 632, 998.848],
  [1000, 900, 4656.46],
  [500, 100, 100.685],
  [64, 60, 483.103],
])("%i samples in %i distinct cells come from about %d cells", (n, u, expected) => {
  // The references carry two or three decimals.
  expect(Math.abs(occupiedCells(n, u) - expected)).toBeLessThan(0.006);
});

test("one cell, and all cells distinct", () => {
  expect(occupiedCells(64, 1)).toBe(1);
  expect(occupiedCells(64, 64)).toBe(Number.POSITIVE_INFINITY);
  expect(occupiedCells(1, 1)).toBe(1);
});

test.each([
  [50_000, 10_000, 4.99, 0.0015],
  [10_000, 1000, 4.97, 0.01441],
])(
  "100 bins of a perfect generator, %i and %i images: %d differ at .05, hardly one after Holm",
  (n, m, plain, divergence) => {
    const random = seededRandom(5);
    const draw = (count: number) => {
      const bins = new Array<number>(100).fill(0);
      for (let index = 0; index < count; index++) bins[Math.floor(random() * 100)]!++;
      return bins;
    };
    const runs = Array.from({ length: 40 }, () => {
      const [real, samples] = [draw(n), draw(m)];
      const pValues = twoProportionTest(real, samples);
      return {
        plain: pValues.filter((p) => p < 0.05).length,
        strict: holm(pValues, 0.05).length,
        divergence: jensenShannon(real, samples),
      };
    });
    const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
    // Standard errors over 40 runs: .35 bins, .04 bins, 2.3 % of the divergence.
    expect(Math.abs(mean(runs.map((run) => run.plain)) - plain)).toBeLessThan(1.1);
    expect(mean(runs.map((run) => run.strict))).toBeLessThan(0.2);
    expect(Math.abs(mean(runs.map((run) => run.divergence)) / divergence - 1)).toBeLessThan(0.08);
  },
);

test("the divergence expected of a perfect generator is (K-1)/8 (1/n + 1/m) on large sets, more on small ones, and lies in the interval of an even draw", () => {
  const { different, jensenShannon: js } = compareBins([30, 31, 29, 30], [15, 14, 16, 15], 1);
  expect(js.expected / ((3 / 8) * (1 / 120 + 1 / 60))).toBeCloseTo(1, 0);
  const many = compareBins([3000, 3100, 2900, 3000], [1500, 1400, 1600, 1500], 1).jensenShannon.expected;
  expect(Math.abs(many / ((3 / 8) * (1 / 12000 + 1 / 6000)) - 1)).toBeLessThan(0.15);
  // 64 samples in 25 bins: the chi-square limit is 17 % low (200 draws of two such sets from even bins read .058).
  const even = (n: number) =>
    Array.from({ length: 25 }, (_, bin) => Math.floor(((bin + 1) * n) / 25) - Math.floor((bin * n) / 25));
  const few = compareBins(even(500), even(64), 1).jensenShannon.expected;
  expect(few / ((24 / 8) * (1 / 500 + 1 / 64))).toBeGreaterThan(1.05);
  expect(different).toEqual([]);
  expect(js.low).toBeLessThanOrEqual(js.value);
  expect(js.high!).toBeGreaterThan(js.value);
});

test("Holm steps down: .01, .02, .03 of four bins", () => {
  // .01 <= .05/4, .02 > .05/3: only the first.
  expect(holm([0.03, 0.01, 0.5, 0.02], 0.05)).toEqual([1]);
  expect(holm([0.001, 0.001, 0.001, 0.04], 0.05)).toEqual([0, 1, 2, 3]);
});
