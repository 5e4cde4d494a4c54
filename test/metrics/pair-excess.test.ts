import { expect, test } from "vitest";
import { clumpedShare } from "../../src/metrics/clumped-share.ts";
import { distinctModes, isOneMode } from "../../src/metrics/distinct-modes.ts";
import { pairExcess } from "../../src/metrics/pair-excess.ts";
import { rowHistograms } from "../../src/pairs/row-histograms.ts";
import { exactBackend } from "../helpers/exact-backend.ts";
import { lcg, unitRows } from "../helpers/random.ts";
import { asRows } from "../helpers/rows.ts";

const D = 24;
const LIMITS = { duplicate: 0.8, related: 0.6 };

const gaussian = (next: () => number) => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());

/** n rows around a common direction (a narrow class), the first `repeated` of them copies of one another but for a little. */
const oneClass = (n: number, common: number, repeated: number, seed: number): Float32Array => {
  const next = lcg(seed);
  const copy = Array.from({ length: D }, () => gaussian(next));
  const rows = Array.from({ length: n }, (_, row) =>
    Array.from({ length: D }, (_, k) => {
      const own = row < repeated ? copy[k]! + 0.15 * gaussian(next) : gaussian(next);
      return own + (k === 0 ? common * Math.sqrt(D) : 0);
    }),
  );
  return unitRows(rows.flat(), D);
};
const excessOf = async (rows: Float32Array, blanks = 0) =>
  pairExcess(await rowHistograms(asRows(rows, D), exactBackend), LIMITS, blanks);

test("images of one narrow class reach the threshold along a slope, and none of it is certain to repeat", async () => {
  for (const seed of [1, 2, 3, 4, 5]) {
    const { excess, expected } = await excessOf(oneClass(150, 1.1, 0, seed));
    expect(expected).toBeGreaterThan(0.002);
    expect(excess.low).toBe(0);
  }
});

test("a mode of 30 % above a slope is found whole, and for certain from 100 images on", async () => {
  for (const n of [40, 100, 400]) {
    const repeated = Math.round(0.3 * n);
    const { excess } = await excessOf(oneClass(n, 0.6, repeated, n));
    const truth = (repeated * (repeated - 1)) / (n * (n - 1));
    expect(excess.value).toBeCloseTo(truth, 1);
    if (n >= 100) expect(excess.low).toBeGreaterThan(0.02);
    expect(excess.low).toBeLessThan(truth);
    expect(excess.high).toBeGreaterThan(truth);
  }
});

test("blank images are repeats of one another", async () => {
  const none = await excessOf(oneClass(80, 0, 0, 7));
  const some = await excessOf(oneClass(80, 0, 0, 7), 20);
  expect(none.excess.value).toBeCloseTo(0, 2);
  expect(some.excess.value).toBeCloseTo((20 * 19) / (100 * 99), 2);
});

test("the lower end is that of one mode of the same weight where the jackknife is wider", () => {
  // 30 % of 64 images: Wilson's 95 % interval of 19 of 64 begins at .199.
  const share = (19 / 64) ** 2;
  expect(clumpedShare(share, 0.035, 64).low).toBeCloseTo(0.2 ** 2, 2);
  expect(clumpedShare(share, 0.01, 64).low).toBeCloseTo(share - (1.96 * 0.01 * 64) / 62, 6);
  expect(clumpedShare(share, 0.1, 64).low).toBe(0);
});

test("without a certain repeat only a lower bound of the modes is known", () => {
  const support = { value: 30, low: 22, high: 45, method: "" };
  expect(distinctModes(support, clumpedShare(0.01, 0.02, 64))).toMatchObject({ value: 22, low: 22, high: null });
  const some = distinctModes(support, clumpedShare(0.04, 0.004, 64));
  expect(some).toMatchObject({ value: 30, low: 22 });
  expect(some.high).toBeGreaterThanOrEqual(45);
});

test("where an average pair is nearly a near-duplicate every image is one mode", () => {
  const level = (low: number) => ({ value: low + 0.02, low, high: low + 0.04, method: "" });
  expect(isOneMode(level(0.75), 0.8)).toBe(true);
  expect(isOneMode(level(0.73), 0.8)).toBe(false);
});
