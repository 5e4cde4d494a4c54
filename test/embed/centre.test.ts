import { expect, test } from "vitest";
import { centringShift } from "../../src/embed/centre.ts";
import { ShiftedRows } from "../../src/embed/shifted-rows.ts";

const SIZE = 64;

const shiftImage = (pixels: Uint8Array, size: number, shift: { right: number; down: number }): Float32Array => {
  const moved = new Float32Array(size * size * 3);
  new ShiftedRows(size).visit(pixels, shift, (row, y) => moved.set(row, y * size * 3));
  return moved;
};

/** A white disc on black. */
const disc = (x: number, y: number, radius = 6): Uint8Array => {
  const pixels = new Uint8Array(SIZE * SIZE * 3);
  for (let row = 0; row < SIZE; row++)
    for (let column = 0; column < SIZE; column++)
      if (Math.hypot(column - x, row - y) <= radius)
        pixels.fill(255, (row * SIZE + column) * 3, (row * SIZE + column) * 3 + 3);
  return pixels;
};

test("a disc is brought to the middle", () => {
  const { right, down } = centringShift(disc(26, 36), SIZE);
  expect(right).toBeCloseTo(31.5 - 26, 1);
  expect(down).toBeCloseTo(31.5 - 36, 1);
});

test("no image moves by more than ten pixels", () => {
  expect(centringShift(disc(8, 56), SIZE)).toEqual({ right: 10, down: -10 });
});

test("an image without structure is hardly moved, whatever its colour", () => {
  expect(shiftImage(new Uint8Array(SIZE * SIZE * 3).fill(51), SIZE, { right: 3.4, down: -2.7 })).toEqual(
    new Float32Array(SIZE * SIZE * 3).fill(51 / 255),
  );
});

test("half a pixel to the right is the mean of two neighbours", () => {
  const pixels = new Uint8Array(SIZE * SIZE * 3);
  pixels.fill(200, (10 * SIZE + 20) * 3, (10 * SIZE + 20) * 3 + 3);
  const moved = shiftImage(pixels, SIZE, { right: 0.5, down: 0 });
  const at = (x: number, y: number) => moved[(y * SIZE + x) * 3]! * 255;
  expect([at(19, 10), at(20, 10), at(21, 10), at(22, 10)].map(Math.round)).toEqual([0, 100, 100, 0]);
});

test("a shift larger than the image shows its last row and column alone", () => {
  const pixels = Uint8Array.from({ length: 4 * 4 * 3 }, (_, index) => index);
  expect([...shiftImage(pixels, 4, { right: -9, down: -8.5 })]).toEqual(
    Array.from({ length: 16 }, () => [45, 46, 47].map((value) => Math.fround(value / 255))).flat(),
  );
});
