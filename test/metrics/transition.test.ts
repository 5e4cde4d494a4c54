import { expect, test } from "vitest";
import { describeTransition } from "../../src/metrics/transition.ts";

const LIMITS = { duplicate: 0.8, group: 0.6, frozen: 0.995, dominant: 0.5 };

test("a mode is kept when one of its images has a near-duplicate on the other side, else born or lost", () => {
  // Before: modes 0 (two images) and 1; after: modes 0, 1 and 2. Mode 0 lives on, 1 is lost, two are born.
  const before = { modes: [0, 0, 1], nearest: [0.7, 0.9, 0.2] };
  const after = { modes: [0, 1, 2, 2], nearest: [0.9, 0.3, 0.79, 0.1] };
  expect(describeTransition(before, after, LIMITS, { dominant: null, cells: null })).toEqual({
    kept: 1,
    born: 2,
    lost: 1,
  });
});

const one = { modes: [0, 0, 0], nearest: [0.9, 0.9, 0.9] };

test("two different modes that each hold most of their checkpoint are a hop", () => {
  const hop = (dominant: Parameters<typeof describeTransition>[3]["dominant"]) =>
    describeTransition(one, one, LIMITS, { dominant, cells: null }).state;
  expect(hop({ before: 0.9, after: 0.6, similarity: 0.2 })).toBe("mode-hopping");
  expect(hop({ before: 0.9, after: 0.6, similarity: 0.7 })).toBeUndefined();
  expect(hop({ before: 0.9, after: 0.4, similarity: 0.2 })).toBeUndefined();
});

test("cells that do not move are frozen", () => {
  expect(describeTransition(one, one, LIMITS, { dominant: null, cells: [1, 0.999, 0.998] })).toMatchObject({
    state: "frozen",
  });
  expect(describeTransition(one, one, LIMITS, { dominant: null, cells: [1, 0.5, 0.9] }).cellSimilarity).toBeCloseTo(
    0.8,
    12,
  );
  expect(describeTransition(one, one, LIMITS, { dominant: null, cells: [1, 0.5, 0.9] }).state).toBeUndefined();
});
