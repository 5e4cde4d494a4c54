import fc from "fast-check";
import { expect, test } from "vitest";
import { findTwins } from "../../../src/metrics/reference/twins.ts";

/** Samples of which some, and real images of which some, have a near-duplicate among the real images. */
const shareOf = (samples: { count: number; twins: number }, real: { count: number; twins: number }) => {
  const similarities = ({ count, twins }: { count: number; twins: number }) =>
    Float32Array.from({ length: count }, (_, row) => (row < twins ? 0.9 : 0.1));
  const nearest = { k: 1, similarities: similarities(samples), indices: new Int32Array(samples.count) };
  const names = Array.from({ length: samples.count }, (_, row) => `${row}.png`);
  const model = {
    n: real.count,
    members: ["a.png"],
    nearestSimilarities: similarities(real),
  } as unknown as Parameters<typeof findTwins>[2];
  return findTwins(nearest, names, model, 0.8).twinShare;
};

test("twins beyond those of the real images lie outside the interval, with room for what few real images tell", () => {
  const real = { count: 500, twins: 10 };
  expect(shareOf({ count: 256, twins: 6 }, real)).toMatchObject({ value: 6 / 256, expected: 0.02 });
  const many = shareOf({ count: 256, twins: 100 }, real);
  expect(many.low).toBeGreaterThan(many.expected);
  expect(shareOf({ count: 256, twins: 100 }, { count: 20, twins: 2 }).low).toBeLessThan(many.low);
});

test("without any twin there is no certainty that new samples would have none", () => {
  expect(shareOf({ count: 64, twins: 0 }, { count: 100, twins: 0 })).toMatchObject({ value: 0, low: 0, expected: 0 });
  expect(shareOf({ count: 64, twins: 0 }, { count: 100, twins: 0 }).high).toBeGreaterThan(0.03);
});

test("the interval is as wide as Newcombe's of the difference, with half as many real images", () => {
  // Wilson's bounds of 30/100 are .2189 and .3958, of 5/50 .0435 and .2136.
  const { low, high } = shareOf({ count: 100, twins: 30 }, { count: 100, twins: 10 });
  expect(low).toBeCloseTo(0.3 - Math.hypot(0.3 - 0.21895, 0.2136 - 0.1), 3);
  expect(high).toBeCloseTo(0.3 + Math.hypot(0.39585 - 0.3, 0.1 - 0.04348), 3);
});

test("every interval holds its value and lies in [0, 1]", () => {
  const counts = fc
    .record({ count: fc.integer({ min: 1, max: 80 }), twins: fc.nat(80) })
    .map(({ count, twins }) => ({ count, twins: Math.min(count, twins) }));
  fc.assert(
    fc.property(counts, counts, (samples, real) => {
      const { value, low, high } = shareOf(samples, real);
      expect(low).toBeGreaterThanOrEqual(0);
      expect(low).toBeLessThanOrEqual(value + 1e-9);
      expect(high).toBeGreaterThanOrEqual(value - 1e-9);
      expect(high).toBeLessThanOrEqual(1);
    }),
  );
});
