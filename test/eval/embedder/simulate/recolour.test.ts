import { expect, test } from "vitest";
import { type Image, lightnessOf } from "../../../../eval/embedder/simulate/image.ts";
import { randomOf } from "../../../../eval/embedder/simulate/random.ts";
import { RECOLOUR_FAMILIES } from "../../../../eval/embedder/simulate/recolour/families.ts";
import { turnedHue } from "../../../../eval/embedder/simulate/recolour/hue.ts";
import { bentCurve, risingCurve } from "../../../../eval/embedder/simulate/recolour/tone-curves.ts";
import { recognisability } from "../../../../eval/embedder/simulate/visible-edges.ts";
import { greyPictureOf, pictureOf } from "./picture.ts";
import { expectSeededCopies } from "./seeded-copies.ts";

const SEEDS = ["a", "b", "c", "d", "e", "f"];
const spread = (image: Image) => {
  const values = [0, 1, 2].map((channel) => image.filter((_, at) => at % 3 === channel));
  return values[0]!.reduce((most, red, at) => Math.max(most, Math.abs(red - values[1]![at]!)), 0);
};

test("every family gives the same copy for the same seed, another for another, and leaves the picture alone", () => {
  expectSeededCopies(RECOLOUR_FAMILIES, ["p", "q", "r"].map(pictureOf));
});

test("copies can be recognised by the edges that stay; an even picture and another one can not", () => {
  const picture = greyPictureOf("seen");
  // Shifted copies are measured before their shift.
  for (const { name, changeFor } of RECOLOUR_FAMILIES.filter(({ name }) => name !== "two mixed" && name !== "hue"))
    for (const seed of SEEDS)
      expect(
        recognisability(picture, changeFor([])(picture, randomOf(seed))),
        `${name} ${seed}`,
      ).toBeGreaterThanOrEqual(1);
  expect(recognisability(picture, picture)).toBeGreaterThanOrEqual(1);
  expect(
    recognisability(
      picture,
      picture.map(() => 0.5),
    ),
  ).toBeLessThan(1);
  expect(recognisability(picture, greyPictureOf("another"))).toBeLessThan(1);
});

test("turning the hue keeps the largest channel, and grey as it is", () => {
  const picture = pictureOf("hue");
  const turned = turnedHue(picture, randomOf("turn"));
  const largest = (image: Image, pixel: number) => Math.max(...image.subarray(3 * pixel, 3 * pixel + 3));
  for (let pixel = 0; pixel < 4096; pixel += 37) expect(largest(turned, pixel)).toBeCloseTo(largest(picture, pixel), 5);
  const grey = greyPictureOf("hue");
  expect(turnedHue(grey, randomOf("turn"))).toEqual(grey);
});

test("a rising curve keeps the order of brightness, a bent one need not, and both stay in range", () => {
  const picture = greyPictureOf("curves");
  const order = Array.from(lightnessOf(picture).keys()).sort((a, b) => picture[3 * a]! - picture[3 * b]!);
  const isOrdered = (copy: Image) =>
    order.every((pixel, at) => at === 0 || copy[3 * pixel]! >= copy[3 * order[at - 1]!]! - 1e-6);
  for (const seed of SEEDS) expect(isOrdered(risingCurve(picture, randomOf(seed))), seed).toBe(true);
  const bent = SEEDS.map((seed) => bentCurve(picture, randomOf(seed)));
  expect(bent.every(isOrdered)).toBe(false);
  for (const copy of bent) for (const value of copy) expect(Math.abs(value - 0.5)).toBeLessThanOrEqual(0.5 + 1e-3);
});

test("tinted grey pictures are coloured", () => {
  const tint = RECOLOUR_FAMILIES.find(({ name }) => name === "tint")!.changeFor([]);
  const picture = greyPictureOf("tint");
  expect(spread(picture)).toBe(0);
  expect(spread(tint(picture, randomOf("tint")))).toBeGreaterThan(0.02);
});
