/** Values computed with numpy and scipy, or published; see the method named beside each. */
import { expect, test } from "vitest";
import { effectiveModes } from "../../src/diversity/effective-modes.ts";
import { meanSimilarity } from "../../src/diversity/mean-similarity.ts";
import { sampleCoverage } from "../../src/diversity/sample-coverage.ts";
import { duplicatePairShare, supportSize } from "../../src/diversity/support-size.ts";
import { runPairPass } from "../../src/similarity/pair-pass.ts";
import { exactBackend } from "../helpers/exact-backend.ts";
import { mat, unitRows } from "../helpers/random.ts";

const rows = unitRows(mat(40, 8, 1), 8);

test("the generator gives the published first entries", () => {
  const expected = [-0.52708895, -0.26145865, 0.00848406, 0.40976653, -0.89891274, -0.26096329];
  [...mat(40, 8, 1).slice(0, 6)].forEach((value, index) => {
    expect(value).toBeCloseTo(expected[index]!, 7);
  });
});

test("U-RKE and its jackknife error meet the reference (numpy)", async () => {
  const pairs = await runPairPass(rows, 8, 0.9, exactBackend);
  const modes = effectiveModes(pairs.squareSums);
  expect(modes.value).toBeCloseTo(7.579414579136203, 4);
  expect(Math.log(modes.high! / modes.value) / 1.96).toBeCloseTo(0.06299976903448623, 4);
  expect(Math.log(modes.value / modes.low) / 1.96).toBeCloseTo(0.06299976903448623, 4);
});

test("the mean cosine meets the reference (numpy)", () => {
  expect(meanSimilarity(rows, 8).value).toBeCloseTo(-0.0018580405953368194, 6);
});

/** The references carry eight digits or one decimal. */
const rounding = (reference: number) => Math.max(0.051, reference * 1e-7);

/** n images of which c disjoint pairs are duplicates. */
const withPairs = (n: number, c: number) => Array.from({ length: n }, (_, index) => (index < 2 * c ? 1 : 0));

test.each([
  [400, 1, 79800, 14322.5, 3151931.6],
  [1000, 1, 499500, 89650.4, 19729196],
  [1000, 10, 49950, 27160.97, 104162.57],
  [64, 3, 672, 229.95, 3258.59],
])("the birthday test of %i images with %i duplicate pairs gives %d [%d, %d] (scipy)", (n, c, value, low, high) => {
  const support = supportSize(withPairs(n, c));
  expect(support.value).toBeCloseTo(value, 6);
  expect(Math.abs(support.low - low)).toBeLessThan(rounding(low));
  expect(Math.abs(support.high! - high)).toBeLessThan(rounding(high));
});

test.each([
  [64, 672.95],
  [400, 26637.89],
  [1000, 166737.2],
  [5000, 4171767.99],
])("%i images without a duplicate certify %d modes and no upper bound", (n, bound) => {
  const support = supportSize(withPairs(n, 0));
  expect(Math.abs(support.low - bound)).toBeLessThan(rounding(bound));
  expect(support.high).toBeNull();
  expect(duplicatePairShare(withPairs(n, 0))).toMatchObject({ value: 0, low: 0 });
});

test("the sample coverage follows Good-Turing: 10 images with 4 singletons and 1 pair", () => {
  // 1 - 4/10 * (9*4 / (9*4 + 2*1)) = 1 - .4 * 36/38
  expect(sampleCoverage([4, 2, 1, 1, 1, 1]).value).toBeCloseTo(1 - (0.4 * 36) / 38, 12);
});
