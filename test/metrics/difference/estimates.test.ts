import { describe, expect, test } from "vitest";
import { differenceOfEstimates, ratioOfEstimates } from "../../../src/metrics/difference/estimates.ts";
import { lcg } from "../../helpers/random.ts";

const Z = 1.959963984540054;

describe("the ratio of two estimates", () => {
  test("ends where the difference to so many times the base ends at 0", () => {
    const [base, other] = [
      { value: 4, low: 3.2, high: 5.1 },
      { value: 3, low: 2.6, high: 3.3 },
    ];
    const { ratio, low, high } = ratioOfEstimates(base, other, 3);
    expect(ratio).toBe(0.75);
    const times = (by: number) => ({ value: by * base.value, low: by * base.low, high: by * base.high });
    expect(differenceOfEstimates(times(high!), other, 3).high).toBeCloseTo(0, 10);
    expect(differenceOfEstimates(times(low!), other, 3).low).toBeCloseTo(0, 10);
  });

  test("holds the true ratio of two normal means in 95 of 100 draws, at least", () => {
    const next = lcg(11);
    const normal = () => Math.sqrt(-2 * Math.log(next() || 1e-9)) * Math.cos(2 * Math.PI * next());
    const draw = (mean: number, error: number) => {
      const value = mean + error * normal();
      return { value, low: value - Z * error, high: value + Z * error };
    };
    let held = 0;
    for (let index = 0; index < 4000; index++) {
      const { low, high } = ratioOfEstimates(draw(5, 0.5), draw(4, 0.7), 1);
      if (low! <= 0.8 && high! >= 0.8) held++;
    }
    expect(held / 4000).toBeGreaterThan(0.94);
    expect(held / 4000).toBeLessThan(0.965);
  });

  test("has no end where the data give none", () => {
    const known = { value: 4, low: 3, high: 5 };
    const open = { value: 4, low: 4, high: null };
    expect(ratioOfEstimates(open, known, 1).low).toBeNull();
    expect(ratioOfEstimates(known, open, 1).high).toBeNull();
    // The base may be 0.
    expect(ratioOfEstimates({ value: 1, low: -1, high: 3 }, known, 1)).toMatchObject({ low: 0, high: null });
  });
});
