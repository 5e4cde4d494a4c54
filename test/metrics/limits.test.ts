import fc from "fast-check";
import { expect, test } from "vitest";
import { abundancesOf } from "../../src/metrics/abundances.ts";
import { diversityIndex } from "../../src/metrics/diversity-index.ts";
import { imageFault } from "../../src/metrics/image-faults.ts";
import { measureDiversity } from "../../src/metrics/measure.ts";
import { pairSums } from "../../src/metrics/pair-mean.ts";
import { sampleCoverage } from "../../src/metrics/sample-coverage.ts";
import { duplicatePairShare, supportSize } from "../../src/metrics/support-size.ts";
import { embeddedSet } from "../helpers/embedded-sets.ts";
import { lcg, unitRows } from "../helpers/random.ts";

test("k orthogonal modes of equal size are counted as k modes without bias", async () => {
  const k = 5;
  const each = 8;
  const vectors = unitRows(
    Array.from({ length: k * each * k }, (_, index) => (index % k === Math.floor(index / k) % k ? 1 : 0)),
    k,
  );
  const n = k * each;
  // Of n(n-1) ordered pairs, k * 8 * 7 have similarity 1 and the rest 0.
  const expected = (n * (n - 1)) / (k * each * (each - 1));
  const metrics = measureDiversity(await embeddedSet(vectors, k, 0.5, { groupSizes: [8, 8, 8, 8, 8] }));
  expect(metrics.diversityIndex.value).toBeCloseTo(expected, 9);
  expect(metrics.supportSize.value).toBeCloseTo(expected, 9);
  expect(metrics).toMatchObject({ duplicateShare: 1, dominantModeShare: 1 / k });
  expect(metrics.duplicateShareByChance).toBeCloseTo(1 - (1 - 1 / expected) ** (n - 1), 9);
});

test("a set of one mode has one effective mode, support size 1 and full coverage", () => {
  const n = 50;
  expect(diversityIndex(pairSums(new Array(n).fill(n - 1), 1)).value).toBe(1);
  expect(supportSize(new Array(n).fill(n - 1))).toMatchObject({ value: 1, low: 1 });
  expect(sampleCoverage(abundancesOf([n])).value).toBe(1);
});

test("50 images of one mode still allow a second mode that is rare", () => {
  // All n images fall in a mode of share p with probability p^n; 2.5 % of it leaves p = .025^(1/50).
  expect(duplicatePairShare(new Array(50).fill(49)).low).toBeCloseTo(0.025 ** (2 / 50), 12);
});

test("similarities of exactly zero give no finite number of modes", () => {
  expect(diversityIndex(pairSums([0, 0, 0, 0], 0))).toMatchObject({ low: 1, high: null });
});

test("every interval holds its estimate", () => {
  const sizes = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 3, maxLength: 30 });
  fc.assert(
    fc.property(sizes, (modeSizes) => {
      const degrees = modeSizes.flatMap((size) => new Array<number>(size).fill(size - 1));
      for (const estimate of [
        sampleCoverage(abundancesOf(modeSizes)),
        supportSize(degrees),
        duplicatePairShare(degrees),
      ]) {
        expect(estimate.low).toBeLessThanOrEqual(estimate.value + 1e-12);
        expect(estimate.high ?? Number.POSITIVE_INFINITY).toBeGreaterThanOrEqual(estimate.value - 1e-12);
      }
      const coverage = sampleCoverage(abundancesOf(modeSizes));
      expect(coverage.low).toBeGreaterThanOrEqual(0);
      expect(coverage.high).toBeLessThanOrEqual(1);
    }),
  );
});

test("a flat image is blank whatever is in it, noise is structureless, all else neither", () => {
  expect(imageFault({ spread: 0, isNoise: false })).toBe("blank");
  expect(imageFault({ spread: 0.5, isNoise: true })).toBe("blank");
  expect(imageFault({ spread: 70, isNoise: true })).toBe("structureless");
  expect(imageFault({ spread: 70, isNoise: false })).toBeNull();
});

test("images of many equal modes show as many near-duplicates as their pairs let expect by chance", async () => {
  const [modes, n] = [60, 40];
  const next = lcg(5);
  for (let skip = 0; skip < 10; skip++) next();
  const sets = await Promise.all(
    Array.from({ length: 50 }, async () => {
      const shown = Array.from({ length: n }, () => Math.floor(next() * modes));
      const vectors = new Float32Array(n * modes);
      shown.forEach((mode, row) => {
        vectors[row * modes + mode] = 1;
      });
      const sizes = [...new Set(shown)].map((mode) => shown.filter((other) => other === mode).length);
      const groupSizes = sizes.filter((size) => size > 1).sort((a, b) => b - a);
      return measureDiversity(await embeddedSet(vectors, modes, 0.5, { groupSizes }));
    }),
  );
  const mean = (of: (metrics: (typeof sets)[number]) => number) =>
    sets.reduce((sum, metrics) => sum + of(metrics), 0) / sets.length;
  // An image has another of its mode with the chance 1 - (59/60)^39 = .481.
  expect(Math.abs(mean((metrics) => metrics.duplicateShare) - (1 - (59 / 60) ** 39))).toBeLessThan(0.03);
  expect(Math.abs(mean((metrics) => metrics.duplicateShareByChance) - (1 - (59 / 60) ** 39))).toBeLessThan(0.03);
});
