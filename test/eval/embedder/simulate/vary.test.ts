import { expect, test } from "vitest";
import { AREA, type Image } from "../../../../eval/embedder/simulate/image.ts";
import { randomOf } from "../../../../eval/embedder/simulate/random.ts";
import { VARIED_FAMILIES } from "../../../../eval/embedder/simulate/vary/families.ts";
import { regenerated } from "../../../../eval/embedder/simulate/vary/latents.ts";
import { patched } from "../../../../eval/embedder/simulate/vary/other-pictures.ts";
import { restroked } from "../../../../eval/embedder/simulate/vary/strokes.ts";
import { pictureOf } from "./picture.ts";
import { expectSeededCopies } from "./seeded-copies.ts";

const distance = (first: Image, second: Image) =>
  Math.sqrt(first.reduce((sum, value, at) => sum + (value - second[at]!) ** 2, 0) / first.length);

test("every family gives the same copy for the same seed, another for another, and leaves the picture alone", () => {
  expectSeededCopies(VARIED_FAMILIES, ["p", "q", "r", "s", "t"].map(pictureOf));
});

test("patches cover at most a tenth of the picture", () => {
  const [white, black] = [1, 0].map((value) => new Float32Array(3 * AREA).fill(value)) as [Image, Image];
  for (const seed of ["a", "b", "c", "d"]) {
    const covered = patched([black])(white, randomOf(seed)).reduce((sum, value) => sum + 1 - value, 0) / (3 * AREA);
    expect(covered).toBeGreaterThan(0.005);
    expect(covered).toBeLessThanOrEqual(0.105);
  }
});

test("strokes grow or shrink everywhere at once", () => {
  const picture = pictureOf("strokes");
  const signs = Array.from({ length: 8 }, (_, index) => `copy ${index}`).map((seed) => {
    const changed = restroked(picture, randomOf(seed)).map((value, at) => value - picture[at]!);
    const [least, most] = [Math.min(...changed), Math.max(...changed)];
    expect(Math.min(-least, most)).toBeLessThan(1e-6);
    return most > 1e-6;
  });
  expect(new Set(signs).size).toBe(2);
});

test("a regenerated picture stays nearer to its own than to the others of its source", () => {
  const pool = Array.from({ length: 12 }, (_, index) => pictureOf(`pool ${index}`));
  const change = regenerated(pool);
  pool.forEach((picture, index) => {
    const copy = change(picture, randomOf(`copy ${index}`));
    const own = distance(copy, picture);
    expect(own).toBeGreaterThan(0.01);
    for (const other of pool) if (other !== picture) expect(distance(copy, other)).toBeGreaterThan(own);
  });
});
