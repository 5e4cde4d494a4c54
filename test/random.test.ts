import { expect, test } from "vitest";
import { randomFrom } from "../src/random.ts";

test("the numbers are uniform in [0, 1), differ by seed and repeat by seed", () => {
  for (const seed of [0, 1, 2]) {
    const next = randomFrom(seed);
    const counts = new Array<number>(10).fill(0);
    for (let draw = 0; draw < 10_000; draw++) counts[Math.floor(next() * 10)]!++;
    // Chi-square with 9 degrees of freedom; 27.9 is its 99.9 % quantile.
    expect(counts.reduce((sum, count) => sum + (count - 1000) ** 2 / 1000, 0)).toBeLessThan(27.9);
    expect(randomFrom(seed)()).toBe(randomFrom(seed)());
  }
  expect(randomFrom(1)()).not.toBe(randomFrom(2)());
});
