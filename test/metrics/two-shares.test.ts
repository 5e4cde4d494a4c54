import fc from "fast-check";
import { expect, test } from "vitest";
import { wilson } from "../../src/metrics/intervals.ts";
import { differenceInterval, ratioInterval } from "../../src/metrics/two-shares.ts";

const counted = (hits: number, trials: number) => ({ value: hits / trials, ...wilson(hits / trials, trials) });

test.each([
  [56, 70, 48, 80, 0.0524, 0.3339],
  [9, 10, 3, 10, 0.1705, 0.809],
  [6, 7, 2, 7, 0.0582, 0.8062],
  [5, 56, 0, 29, -0.0381, 0.1926],
  [0, 10, 0, 20, -0.1611, 0.2775],
  [10, 10, 0, 10, 0.6075, 1],
])("the difference of %i/%i and %i/%i has the interval of Newcombe 1998, method 10", (a, n, b, m, low, high) => {
  const interval = differenceInterval(counted(a, n), counted(b, m));
  expect(interval.low).toBeCloseTo(low, 4);
  expect(interval.high).toBeCloseTo(high, 4);
});

const shares = fc
  .record({ hits: fc.nat(50), others: fc.integer({ min: 1, max: 50 }) })
  .map(({ hits, others }) => counted(hits, hits + others));
const positive = fc
  .record({ hits: fc.integer({ min: 1, max: 50 }), others: fc.nat(50) })
  .map(({ hits, others }) => counted(hits, hits + others));

test("the ends of the ratio's interval are where the difference's interval of the scaled share touches 0", () => {
  fc.assert(
    fc.property(shares, positive, (first, second) => {
      const { low, high } = ratioInterval(first, second);
      const ratio = first.value / second.value;
      expect(low).toBeLessThanOrEqual(ratio + 1e-12);
      expect(high).toBeGreaterThanOrEqual(ratio - 1e-12);
      const scaled = (by: number) => ({ value: by * second.value, low: by * second.low, high: by * second.high });
      if (low > 0) expect(differenceInterval(first, scaled(low)).low).toBeCloseTo(0, 8);
      expect(differenceInterval(first, scaled(high)).high / Math.max(1, high)).toBeCloseTo(0, 8);
    }),
  );
});
