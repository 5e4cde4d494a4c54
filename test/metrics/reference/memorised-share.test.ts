import fc from "fast-check";
import { expect, test } from "vitest";
import { seededRandom } from "../../../src/kit/random.ts";
import { memorisedShare } from "../../../src/metrics/reference/memorised-share.ts";

/** Samples spread over n real images, the first of them as close as real images are. */
const found = (samples: number, close: number, n: number) => ({
  nearest: Int32Array.from({ length: samples }, (_, row) => row % n),
  isCopy: Uint8Array.from({ length: samples }, (_, row) => (row < close ? 1 : 0)),
});

test("what new images read by chance is 0, and a half of the way to all samples is .5", () => {
  const chance = { n: 100, mutualShare: 0.4 };
  expect(memorisedShare(found(100, 40, 100), chance)).toMatchObject({ value: 0, low: 0, expected: 0 });
  expect(memorisedShare(found(100, 20, 100), chance)).toMatchObject({ value: 0, low: 0 });
  expect(memorisedShare(found(100, 70, 100), chance).value).toBeCloseTo(0.5, 12);
  expect(memorisedShare(found(100, 70, 100), chance).low).toBeGreaterThan(0.2);
});

test("64 samples that are all close still allow one that is new", () => {
  const { value, low, high } = memorisedShare(found(64, 64, 200), { n: 200, mutualShare: 0.4 });
  expect([value, high]).toEqual([1, 1]);
  expect(low).toBeLessThan(0.96);
  expect(low).toBeGreaterThan(0.8);
});

test("two real images, each nearest to the other, leave nothing to tell", () => {
  expect(memorisedShare(found(10, 10, 2), { n: 2, mutualShare: 1 })).toMatchObject({ value: 0, low: 0, high: 1 });
});

test("samples around one real image are one piece of evidence", () => {
  const close = found(100, 70, 100);
  const clumped = { ...close, nearest: Int32Array.from(close.nearest, (real) => (real < 35 ? 0 : real)) };
  const chance = { n: 100, mutualShare: 0.4 };
  expect(memorisedShare(clumped, chance).low).toBeLessThan(memorisedShare(close, chance).low);
});

test("a generator that copies a share of its samples is read as that share", () => {
  const random = seededRandom(7);
  const [samples, n, chance] = [4000, 3000, 0.42];
  const isCopy = Uint8Array.from({ length: samples }, () => (random() < 0.25 || random() < chance ? 1 : 0));
  const nearest = Int32Array.from(isCopy, () => Math.floor(random() * n));
  const { value, low, high } = memorisedShare({ nearest, isCopy }, { n, mutualShare: chance });
  expect(Math.abs(value - 0.25)).toBeLessThan(0.04);
  expect(low).toBeLessThan(0.25);
  expect(high).toBeGreaterThan(0.25);
});

test("every interval holds its value and lies in [0, 1]", () => {
  const cases = fc.record({
    samples: fc.integer({ min: 1, max: 60 }),
    close: fc.nat(60),
    n: fc.integer({ min: 2, max: 50 }),
    chance: fc.double({ min: 0, max: 1, noNaN: true }),
  });
  fc.assert(
    fc.property(cases, ({ samples, close, n, chance }) => {
      const { value, low, high } = memorisedShare(found(samples, close, n), { n, mutualShare: chance });
      expect(low).toBeGreaterThanOrEqual(0);
      expect(low).toBeLessThanOrEqual(value + 1e-12);
      expect(high).toBeGreaterThanOrEqual(value - 1e-12);
      expect(high).toBeLessThanOrEqual(1);
    }),
  );
});
