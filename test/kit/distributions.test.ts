import fc from "fast-check";
import { expect, test } from "vitest";
import { betaCdf, chiSquareQuantile, logGamma, normalCdf } from "../../src/kit/distributions.ts";

test("the gamma function of whole numbers is a factorial, of 1/2 the root of pi", () => {
  expect(logGamma(1)).toBeCloseTo(0, 13);
  expect(logGamma(11)).toBeCloseTo(Math.log(3_628_800), 12);
  expect(logGamma(0.5)).toBeCloseTo(Math.log(Math.sqrt(Math.PI)), 13);
});

/** Values of R 4: pnorm(). */
test.each([
  [0, 0.5],
  [-1, 0.158655253931457],
  [-1.959963984540054, 0.025],
  [-5, 2.86651571879194e-7],
  [-8, 6.22096057427178e-16],
  [3, 0.99865010196837],
])("the normal distribution function at %d is %d", (z, expected) => {
  expect(normalCdf(z) / expected).toBeCloseTo(1, 12);
});

/** Upper and lower 2.5 % points of NIST's table of critical values of the chi-square distribution, three decimals. */
test.each([
  [0.975, 2, 7.378],
  [0.025, 2, 0.051],
  [0.975, 10, 20.483],
  [0.025, 10, 3.247],
  [0.975, 20, 34.17],
  [0.025, 20, 9.591],
  [0.975, 41, 60.561],
])("the chi-square quantile %d with %i degrees of freedom is %d", (p, degrees, expected) => {
  expect(Math.abs(chiSquareQuantile(p, degrees) - expected)).toBeLessThan(0.00051);
});

test("the beta distribution function has its closed forms", () => {
  expect(betaCdf(0.5, 2, 3)).toBeCloseTo(0.6875, 13);
  // The arcsine distribution.
  expect(betaCdf(0.1, 0.5, 0.5)).toBeCloseTo((2 / Math.PI) * Math.asin(Math.sqrt(0.1)), 13);
  expect([betaCdf(0, 2, 3), betaCdf(1, 2, 3)]).toEqual([0, 1]);
});

test("the beta distribution function is the upper tail of the binomial, whatever the numbers", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 60 }),
      fc.integer({ min: 1, max: 60 }),
      fc.double({ min: 0.001, max: 0.999, noNaN: true }),
      (k, more, p) => {
        const n = k + more - 1;
        let tail = 0;
        let choose = 1;
        for (let j = 0; j <= n; j++) {
          if (j >= k) tail += choose * p ** j * (1 - p) ** (n - j);
          choose *= (n - j) / (j + 1);
        }
        expect(betaCdf(p, k, more)).toBeCloseTo(tail, 10);
      },
    ),
  );
});
