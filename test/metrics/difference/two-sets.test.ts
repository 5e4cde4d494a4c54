import { describe, expect, test } from "vitest";
import { shuffledIndices } from "../../../src/kit/random.ts";
import { type Rows, selectRows } from "../../../src/kit/rows.ts";
import { differenceOfEstimates } from "../../../src/metrics/difference/estimates.ts";
import { differencesOfSets, LEVEL } from "../../../src/metrics/difference/two-sets.ts";
import { lcg } from "../../helpers/random.ts";

const DIMENSION = 16;
const LIMITS = { duplicate: 0.8, close: 0.9, related: 0.6 };

/** Unit vectors: around `modes` centres, so near that those of one mode are alike, or with no modes at all. */
const images = (count: number, modes: number | null, seed: number): Rows => {
  const next = lcg(seed);
  const normal = () => Math.sqrt(-2 * Math.log(next() || 1e-9)) * Math.cos(2 * Math.PI * next());
  const centres = Array.from({ length: modes ?? 0 }, () => Array.from({ length: DIMENSION }, normal));
  const values = new Float32Array(count * DIMENSION);
  for (let image = 0; image < count; image++) {
    const centre = centres[Math.floor(next() * centres.length)];
    const vector = Array.from({ length: DIMENSION }, (_, k) => (centre ? centre[k]! + 0.25 * normal() : normal()));
    const length = Math.hypot(...vector);
    values.set(
      vector.map((value) => value / length),
      image * DIMENSION,
    );
  }
  return { values, dimension: DIMENSION };
};

const compare = (base: Rows, other: Rows, { blanks = [0, 0], seed = 1, level = LEVEL } = {}) =>
  differencesOfSets(
    { rows: base, blanks: blanks[0]! },
    { rows: other, blanks: blanks[1]! },
    { limits: LIMITS, seed, level },
  );

const figure = (all: ReturnType<typeof compare>, name: string) => all.find((one) => one.name === name)!;

describe("two sets of images", () => {
  test.each([
    ["without modes", null],
    ["of 10 modes", 10],
    ["of a single mode", 1],
  ])("that are halves of one %s differ in nothing in at least 93 of 100 splits", (_, modes) => {
    const all = images(64, modes, 5);
    let quiet = 0;
    for (let split = 0; split < 100; split++) {
      const order = shuffledIndices(64, 1000 + split);
      const [base, other] = [selectRows(all, order.slice(0, 32)), selectRows(all, order.slice(32))];
      if (compare(base, other, { seed: split }).every(({ certain }) => !certain)) quiet++;
    }
    expect(quiet).toBeGreaterThanOrEqual(93);
  });

  test("of which one collapsed differ for certain, with the difference inside its interval", () => {
    const differences = compare(images(64, null, 1), images(64, 1, 2));
    for (const name of ["meanSimilarity", "diversityIndex", "duplicatePairShare", "duplicateShare"]) {
      const { base, other, difference, low, high, certain } = figure(differences, name);
      expect([certain, difference]).toEqual([true, other - base]);
      expect(low).toBeLessThan(difference);
      // A share can not differ by more than 1.
      if (difference === 1) expect(high).toBe(1);
      else expect(high).toBeGreaterThan(difference);
      expect(Math.sign(low)).toBe(Math.sign(high));
    }
    expect(figure(differences, "duplicatePairShare").other).toBe(1);
  });

  test("have the figures that a plain loop over their pairs gives", () => {
    const [base, other] = [images(20, 4, 3), images(20, null, 4)];
    const pairs = (rows: Rows): number[] => {
      const vector = (row: number) => [...rows.values.subarray(row * DIMENSION, (row + 1) * DIMENSION)];
      const all: number[] = [];
      for (let a = 0; a < 20; a++)
        for (let b = 0; b < a; b++) all.push(vector(a).reduce((sum, value, k) => sum + value * vector(b)[k]!, 0));
      return all;
    };
    const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
    const differences = compare(base, other);
    expect(figure(differences, "meanSimilarity").base).toBeCloseTo(mean(pairs(base)), 5);
    expect(figure(differences, "diversityIndex").other).toBeCloseTo(1 / mean(pairs(other).map((s) => s * s)), 4);
    expect(figure(differences, "duplicatePairShare").base).toBeCloseTo(
      mean(pairs(base).map((s) => Number(s >= 0.8))),
      10,
    );
  });

  test("of which one is half blank differ in that, and blank images are alike", () => {
    const differences = compare(images(32, null, 6), images(16, null, 7), { blanks: [0, 16] });
    expect(figure(differences, "blankShare")).toMatchObject({ base: 0, other: 0.5, certain: true });
    expect(figure(differences, "duplicateShare").other).toBeGreaterThanOrEqual(0.5);
  });

  test("give the same numbers for the same seed", () => {
    const [base, other] = [images(24, 3, 8), images(24, 5, 9)];
    expect(compare(base, other, { seed: 4 })).toEqual(compare(base, other, { seed: 4 }));
  });
});

describe("two estimates", () => {
  /** Newcombe (1998), table II, method 10: 56/70 - 48/80 is 0.2 (0.0524 to 0.3339), from Wilson's intervals. */
  test("differ by the published interval", () => {
    const base = { value: 0.6, low: 0.4905, high: 0.7004 };
    const other = { value: 0.8, low: 0.6919, high: 0.8776 };
    const { difference, low, high, certain } = differenceOfEstimates(base, other, 1);
    expect(difference).toBeCloseTo(0.2, 10);
    expect(low).toBeCloseTo(0.0524, 3);
    expect(high).toBeCloseTo(0.3339, 3);
    expect(certain).toBe(true);
  });

  test("are less sure the more of them are told together, and have no end where the data give none", () => {
    const base = { value: 0.6, low: 0.5, high: 0.7 };
    const other = { value: 0.75, low: 0.68, high: 0.8 };
    expect([1, 40].map((figures) => differenceOfEstimates(base, other, figures).certain)).toEqual([true, false]);
    expect(differenceOfEstimates({ ...base, high: null }, other, 1).low).toBeNull();
    expect(differenceOfEstimates(base, { ...other, high: null }, 1)).toMatchObject({ high: null, certain: true });
  });
});
