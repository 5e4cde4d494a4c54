import { expect, test } from "vitest";
import { seededRandom } from "../../src/kit/random.ts";

test("the numbers are uniform in [0, 1), differ by seed and repeat by seed", () => {
  for (const seed of [0, 1, 2]) {
    const next = seededRandom(seed);
    const counts = new Array<number>(10).fill(0);
    for (let draw = 0; draw < 10_000; draw++) counts[Math.floor(next() * 10)]!++;
    // Chi-square with 9 degrees of freedom; 27.9 is its 99.9 % quantile.
    expect(counts.reduce((sum, count) => sum + (count - 1000) ** 2 / 1000, 0)).toBeLessThan(27.9);
    expect(seededRandom(seed)()).toBe(seededRandom(seed)());
  }
  expect(seededRandom(1)()).not.toBe(seededRandom(2)());
});
