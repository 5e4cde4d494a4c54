import fc from "fast-check";
import { expect, test } from "vitest";
import { adjustedRand, f1At, pairScores } from "../../../eval/embedder/pair-scores.ts";

/** Few distinct values, so that ties are common. */
const values = fc.array(fc.integer({ min: 0, max: 5 }), { minLength: 1, maxLength: 30 });

test("the area under the curve is the share of pairs in the right order, ties counting half", () => {
  fc.assert(
    fc.property(values, values, (same, different) => {
      const order = same.flatMap((a) => different.map((b) => (a > b ? 1 : a === b ? 0.5 : 0)));
      const expected = order.reduce<number>((sum, value) => sum + value, 0) / order.length;
      expect(pairScores(Float32Array.from(same), Float32Array.from(different))!.auc).toBeCloseTo(expected, 12);
    }),
  );
});

test("the best F1 is the highest F1 of any threshold", () => {
  fc.assert(
    fc.property(values, values, (same, different) => {
      const [a, b] = [Float32Array.from(same), Float32Array.from(different)];
      const best = Math.max(...[0, 1, 2, 3, 4, 5].map((threshold) => f1At(a, b, threshold)!));
      expect(pairScores(a, b)!.bestF1).toBeCloseTo(best, 12);
    }),
  );
});

test("average precision is the mean precision at the ranks of the near-duplicates", () => {
  // Ranks from the top: hit, miss, hit, miss, miss, hit -> (1/1 + 2/3 + 3/6) / 3.
  const scores = pairScores(Float32Array.of(0.9, 0.7, 0.2), Float32Array.of(0.8, 0.5, 0.4));
  expect(scores!.averagePrecision).toBeCloseTo((1 + 2 / 3 + 1 / 2) / 3, 12);
});

test("without pairs of both kinds nothing can be ranked", () => {
  expect(pairScores(Float32Array.of(), Float32Array.of(1))).toBeNull();
  expect(f1At(Float32Array.of(), Float32Array.of(1), 0.5)).toBeNull();
});

test("the adjusted Rand index has the values scikit-learn documents", () => {
  expect(adjustedRand([0, 0, 1, 1], [1, 1, 0, 0])).toBe(1);
  expect(adjustedRand([0, 0, 1, 2], [0, 0, 1, 1])).toBeCloseTo(0.5714285714, 9);
  expect(adjustedRand([0, 0, 0, 0], [0, 1, 2, 3])).toBe(0);
});
