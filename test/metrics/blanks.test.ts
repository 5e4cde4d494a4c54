import fc from "fast-check";
import { expect, test } from "vitest";
import { type DiversityMetrics, measureDiversity } from "../../src/metrics/measure.ts";
import { embeddedSet } from "../helpers/embedded-sets.ts";
import { lcg, mat, unitRows } from "../helpers/random.ts";

const THRESHOLD = 0.8;

/** @param groupSizes must fit the vectors */
const measured = async (
  vectors: Float32Array,
  dimension: number,
  blanks: number,
  groupSizes: readonly number[] = [],
): Promise<DiversityMetrics> =>
  measureDiversity(await embeddedSet(vectors, dimension, THRESHOLD, { groupSizes, blanks }));

/** Without what rests on the slope of the pictures, which knows no direction of blank images. */
const withoutSlope = ({ excessPairShare: _, expectedPairShare: __, distinctModes: ___, ...others }: DiversityMetrics) =>
  others;

/** The rows with one more dimension, and `blanks` rows that lie along it. */
const withOwnDirection = (vectors: Float32Array, d: number, blanks: number): Float32Array => {
  const m = vectors.length / d;
  const wide = new Float32Array((m + blanks) * (d + 1));
  for (let row = 0; row < m; row++) wide.set(vectors.subarray(row * d, (row + 1) * d), row * (d + 1));
  for (let row = m; row < m + blanks; row++) wide[row * (d + 1) + d] = 1;
  return wide;
};

/** All numbers of an object, by path. */
const numbers = (value: unknown, path = ""): [string, number | null][] => {
  if (typeof value === "number" || value === null) return [[path, value]];
  if (typeof value !== "object") return [];
  return Object.entries(value as object).flatMap(([key, item]) => numbers(item, `${path}.${key}`));
};

const expectAlike = (actual: unknown, expected: unknown, tolerance: number): void => {
  const [found, wanted] = [new Map(numbers(actual)), numbers(expected)];
  for (const [path, value] of wanted) {
    const other = found.get(path);
    if (value === null || other === null) expect([path, other]).toEqual([path, value]);
    else expect(Math.abs(other! - value) / Math.max(1, Math.abs(value)), path).toBeLessThan(tolerance);
  }
};

test.each([
  [12, 5],
  [12, 1],
  [3, 9],
  [1, 4],
  [30, 3],
])(
  "%i images and %i blank ones measure as if the blanks were one more mode with a direction of its own",
  async (m, blanks) => {
    const d = 8;
    const vectors = unitRows(mat(m, d, 5), d);
    const group = blanks > 1 ? [blanks] : [];
    // Fourth powers and influences come from samples of the rows, which at this size are all rows.
    expectAlike(
      withoutSlope(await measured(vectors, d, blanks)),
      withoutSlope(await measured(withOwnDirection(vectors, d, blanks), d + 1, 0, group)),
      1e-5,
    );
  },
);

test("only blank images are one mode", async () => {
  const metrics = await measured(new Float32Array(0), 8, 20);
  expect(metrics).toMatchObject({ duplicateShare: 1, dominantModeShare: 1 });
  for (const estimate of [metrics.diversityIndex, metrics.supportSize, metrics.vendiScore, metrics.hill.shannon])
    expect(estimate.value).toBeCloseTo(1, 9);
  expect(metrics.hill).toMatchObject({ observed: 1 });
});

test.each([0, 1, 2])("%i images give no NaN, and say that it takes more", async (n) => {
  const d = 4;
  for (const blanks of [0, n]) {
    const metrics = await measured(unitRows(mat(n - blanks, d, 3), d), d, blanks);
    for (const [path, value] of numbers(metrics)) expect(Number.isFinite(value ?? 0), path).toBe(true);
    expect(metrics.diversityIndex.method).toBe("not estimated: it takes 3 images");
  }
});

test("identical images, few images and images of one direction give no NaN", async () => {
  const d = 6;
  const sets = fc.record({
    n: fc.integer({ min: 3, max: 12 }),
    copies: fc.boolean(),
    seed: fc.integer({ min: 1, max: 999 }),
    blanks: fc.integer({ min: 0, max: 3 }),
  });
  await fc.assert(
    fc.asyncProperty(sets, async ({ n, copies, seed, blanks }) => {
      const row = mat(1, d, seed);
      const values = copies ? Array.from({ length: n }, () => [...row]).flat() : mat(n, d, seed);
      const metrics = await measured(unitRows(values, d), d, blanks, copies ? [n] : []);
      for (const [path, value] of numbers(metrics)) expect(Number.isFinite(value ?? 0), path).toBe(true);
    }),
    { numRuns: 40 },
  );
});

test("the order of the images changes no number beyond 1e-9", async () => {
  const d = 8;
  const n = 40;
  const vectors = unitRows(mat(n, d, 9), d);
  const next = lcg(17);
  const order = Array.from({ length: n }, (_, index) => ({ index, key: next() })).sort((a, b) => a.key - b.key);
  const shuffled = new Float32Array(n * d);
  for (const [row, { index }] of order.entries()) shuffled.set(vectors.subarray(index * d, (index + 1) * d), row * d);
  expectAlike(await measured(shuffled, d, 2), await measured(vectors, d, 2), 1e-9);
});
