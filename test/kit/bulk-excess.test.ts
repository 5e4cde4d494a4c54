import { expect, test } from "vitest";
import { type Bins, bulkShareFrom, excessFrom, shareFrom } from "../../src/kit/bulk-excess.ts";
import { normalCdf } from "../../src/kit/distributions.ts";

const BINS = 400;
/** Shares of a normal distribution in bins over [-1, 1], and `peak` of everything at one level. */
const normal = (centre: number, spread: number, peak = 0, level = 0.95): Bins => {
  const edge = (bin: number) => -1 + (2 * bin) / BINS;
  const counts = Float64Array.from(
    { length: BINS },
    (_, bin) => (1 - peak) * (normalCdf((edge(bin + 1) - centre) / spread) - normalCdf((edge(bin) - centre) / spread)),
  );
  counts[Math.floor(((level + 1) * BINS) / 2)]! += peak;
  return { from: -1, to: 1, counts };
};

test("values at an edge of a bin and within one are counted as far as they lie above", () => {
  const bins = { from: 0, to: 1, counts: [10, 20, 30, 40] };
  expect(shareFrom(bins, 0.5)).toBeCloseTo(0.7, 12);
  expect(shareFrom(bins, 0.875)).toBeCloseTo(0.2, 12);
  expect([shareFrom(bins, 0), shareFrom(bins, 1), shareFrom({ ...bins, counts: [0] }, 0.5)]).toEqual([1, 0, 0]);
});

test("a normal distribution has no excess anywhere: its upper tail is what its lower half leads to expect", () => {
  for (const [centre, spread] of [
    [0.1, 0.2],
    [0.37, 0.25],
    [0.58, 0.15],
  ] as const)
    for (const level of [0.7, 0.8, 0.9]) {
      const expected = 1 - normalCdf((level - centre) / spread);
      expect(bulkShareFrom(normal(centre, spread), level)).toBeCloseTo(expected, 2);
      expect(Math.abs(excessFrom(normal(centre, spread), level))).toBeLessThan(0.01);
    }
});

test("a peak above the bulk is found whole, narrow bulk or broad", () => {
  expect(excessFrom(normal(0.1, 0.15, 0.05), 0.8)).toBeCloseTo(0.05, 2);
  expect(excessFrom(normal(0.35, 0.2, 0.05), 0.8)).toBeCloseTo(0.05, 2);
});

test("fewer than the bulk leads to expect are a negative excess", () => {
  const { from, to, counts } = normal(0.5, 0.2);
  const cut = Float64Array.from(counts as Float64Array, (count, bin) => (bin >= 360 ? 0 : count));
  expect(excessFrom({ from, to, counts: cut }, 0.8)).toBeLessThan(-0.05);
});
