import { expect, test } from "vitest";
import { sharedPattern } from "../../src/metrics/shared-pattern.ts";
import { lcg } from "../helpers/random.ts";

const SIDE = 16;

/** @param value brightness of a pixel, 0..255 */
const grey = (value: (x: number, y: number) => number): Uint8Array =>
  Uint8Array.from({ length: SIDE * SIDE * 3 }, (_, index) => {
    const pixel = Math.floor(index / 3);
    return Math.max(0, Math.min(255, Math.round(value(pixel % SIDE, Math.floor(pixel / SIDE)))));
  });

/** A cross whose arms meet at a place. */
const cross = (atX: number, atY: number, noise: () => number = () => 0) =>
  grey((x, y) => (x === atX || y === atY ? 220 : 40) + noise());

const many = (draw: (index: number) => Uint8Array, count = 40) =>
  Array.from({ length: count }, (_, index) => draw(index));

test("one picture with a little noise is one pattern", () => {
  const random = lcg(1);
  const found = sharedPattern(
    many(() => cross(5, 9, () => 20 * (random() - 0.5))),
    SIDE,
  )!;
  expect(found.whole).toBeGreaterThan(0.95);
  expect(found.detail).toBeGreaterThan(0.9);
});

test("equal pictures correlate by 1, a picture and its negative by -1 with each other", () => {
  const equal = sharedPattern(
    many(() => cross(5, 9)),
    SIDE,
  )!;
  expect(equal.whole).toBeCloseTo(1, 9);
  expect(equal.detail).toBeCloseTo(1, 9);
  // Half of each: of 40 images 20 * 19 * 2 ordered pairs are equal, 20 * 20 * 2 are opposite.
  const negative = grey((x, y) => (x === 5 || y === 9 ? 35 : 215));
  const mixed = sharedPattern(
    many((index) => (index % 2 ? negative : cross(5, 9))),
    SIDE,
  )!;
  expect(mixed.whole).toBeCloseTo((20 * 19 * 2 - 20 * 20 * 2) / (40 * 39), 6);
});

test("the same thing at other places shares no pattern", () => {
  const random = lcg(2);
  const place = () => 2 + Math.floor(random() * 12);
  const found = sharedPattern(
    many(() => cross(place(), place())),
    SIDE,
  )!;
  expect(found.whole).toBeLessThan(0.3);
  expect(found.detail).toBeLessThan(0.3);
});

test("light and ground that are shared are no shared detail", () => {
  const random = lcg(3);
  const textured = () => grey((x, y) => 20 + 12 * x + 2 * y + 60 * (random() - 0.5));
  const found = sharedPattern(many(textured), SIDE)!;
  expect(found.whole).toBeGreaterThan(0.7);
  expect(found.detail).toBeLessThan(0.1);
});

test("brightness and contrast of an image do not matter", () => {
  const faint = grey((x, y) => 100 + (x === 5 || y === 9 ? 30 : 0));
  expect(sharedPattern([cross(5, 9), faint, cross(5, 9)], SIDE)!.whole).toBeGreaterThan(0.99);
});

test("images without contrast are left out, and of fewer than three nothing is said", () => {
  const blank = grey(() => 90);
  expect(sharedPattern([blank, blank, cross(5, 9), cross(5, 9)], SIDE)).toBeNull();
  expect(sharedPattern([blank, cross(5, 9), cross(5, 9), cross(5, 9)], SIDE)!.whole).toBeCloseTo(1, 9);
});
