import { expect, test } from "vitest";
import { repeatsBeyond } from "../../../src/metrics/reference/repeats.ts";

/** Look-alikes by chance: a share of the other images, some have twice as many and some none. */
const byChance = (n: number, share: number): number[] =>
  Array.from({ length: n }, (_, image) => (image % 3) * share * (n - 1));

test("samples with the look-alikes of the real images repeat nothing, and only a lower bound of the modes is known", () => {
  const { share, modes } = repeatsBeyond(byChance(99, 0.05), byChance(300, 0.05));
  expect(share).toMatchObject({ low: 0 });
  expect(share.value).toBeCloseTo(0, 2);
  expect(modes.high).toBeNull();
});

test("the real images' own share is taken off: p = c + (1 - c) r", () => {
  const n = 200;
  const c = (20 - 1) / (n - 1);
  const r = 0.05;
  const p = c + (1 - c) * r;
  const { share, modes } = repeatsBeyond(new Array<number>(n).fill(p * (n - 1)), new Array<number>(500).fill(r * 499));
  expect(share.value).toBeCloseTo(c, 9);
  expect(modes.value).toBeCloseTo(1 / c, 6);
});
