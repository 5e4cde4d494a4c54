import fc from "fast-check";
import { expect, test } from "vitest";
import { greatest, least, mean, medianOfFinite, quantile, sum } from "../../src/kit/stats.ts";

test("the sum of nothing is 0, its mean is no number", () => {
  expect(sum([])).toBe(0);
  expect(sum([1, 2, 3.5])).toBe(6.5);
  expect(mean([])).toBeNaN();
  expect(mean([1, 2, 6])).toBe(3);
});

test("the greatest and the least of a list of any length are found, more than a call takes as arguments", () => {
  const many = Float64Array.from({ length: 500_000 }, (_, index) => (index === 321_000 ? -7 : index % 1000));
  expect([greatest(many), least(many)]).toEqual([999, -7]);
  expect([greatest([]), least([])]).toEqual([Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY]);
  expect(greatest([1, Number.NaN])).toBeNaN();
});

test("a quantile is one of the values: of an even number the lower or the upper of the two in the middle", () => {
  expect(quantile([4, 1, 3, 2], 0.5)).toBe(2);
  expect(quantile([4, 1, 3, 2], 0.5, Math.ceil)).toBe(3);
  expect(quantile([5, 1, 3], 0.5, Math.ceil)).toBe(3);
  expect([0, 1].map((share) => quantile([7, -1, 9], share))).toEqual([-1, 9]);
});

test("at most half of the finite numbers lie on either side of their median", () => {
  fc.assert(
    fc.property(fc.array(fc.option(fc.double())), (values) => {
      const finite = values.filter((value): value is number => value !== null && Number.isFinite(value));
      const median = medianOfFinite(values);
      if (finite.length === 0) expect(median).toBeNull();
      else {
        expect(finite.filter((value) => value < median!).length).toBeLessThanOrEqual(finite.length / 2);
        expect(finite.filter((value) => value > median!).length).toBeLessThanOrEqual(finite.length / 2);
      }
    }),
  );
});
