import { expect, test } from "vitest";
import { SIDE } from "../../../../eval/embedder/pixel-set.ts";
import { blurred, gradientOf, resampled } from "../../../../eval/embedder/simulate/filters.ts";
import { AREA, bytesOf, imageOf } from "../../../../eval/embedder/simulate/image.ts";
import { pictureOf } from "./picture.ts";

const sum = (values: Float32Array) => values.reduce((total, value) => total + value, 0);

test("a blur spreads a point as a Gaussian and keeps its sum", () => {
  const point = new Float32Array(AREA);
  point[32 * SIDE + 32] = 1;
  const spread = blurred(point, 1, 1.5);
  expect(sum(spread)).toBeCloseTo(1, 5);
  const variance = spread.reduce((total, value, at) => total + value * ((at % SIDE) - 32) ** 2, 0);
  // The kernel ends at five pixels.
  expect(variance).toBeCloseTo(1.5 ** 2, 1);
  expect(spread[32 * SIDE + 30]).toBeCloseTo(spread[30 * SIDE + 32]!, 6);
});

test("a blur leaves an even picture as it is, to the border", () => {
  for (const value of blurred(new Float32Array(3 * AREA).fill(0.4), 3, 2)) expect(value).toBeCloseTo(0.4, 5);
});

test("the gradient of a slope is its steepness", () => {
  const slope = Float32Array.from({ length: AREA }, (_, at) => 0.03 * (at % SIDE) + 0.04 * Math.floor(at / SIDE));
  expect(gradientOf(slope)[20 * SIDE + 20]).toBeCloseTo(0.05, 6);
});

test("an image read where it is stays the same, and moves with the places it is read from", () => {
  const image = pictureOf("moved");
  expect(resampled(image, (x, y) => [x, y])).toEqual(image);
  const moved = resampled(image, (x, y) => [x - 2, y + 1]);
  expect(moved[3 * (10 * SIDE + 12)]).toBe(image[3 * (11 * SIDE + 10)]);
});

test("bytes become the same bytes again, and what is out of range is clipped", () => {
  const bytes = Uint8Array.from({ length: 3 * AREA }, (_, at) => at % 256);
  expect(bytesOf(imageOf(bytes))).toEqual(bytes);
  expect([...bytesOf(Float32Array.of(-0.5, 1.5))]).toEqual([0, 255]);
});
