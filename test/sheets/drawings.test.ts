import { expect, test } from "vitest";
import type { Picture } from "../../src/pixels/picture.ts";
import { findDrawings } from "../../src/sheets/drawings.ts";

const paint = (width: number, height: number, isInk: (x: number, y: number) => boolean): Picture => {
  const pixels = new Uint8Array(width * height * 3).fill(255);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) if (isInk(x, y)) pixels.fill(0, (y * width + x) * 3, (y * width + x) * 3 + 3);
  return { pixels, width, height };
};

/** Inked blocks of `ink` pixels every `across` and `down` pixels, inside a margin. */
const blocks = (columns: number, rows: number, across: number, down: number, ink: number): Picture =>
  paint(columns * across + 60, rows * down + 60, (x, y) => {
    const [column, row] = [Math.floor((x - 30) / across), Math.floor((y - 30) / down)];
    const isInside = x >= 30 && y >= 30 && column < columns && row < rows;
    return isInside && (x - 30) % across < ink && (y - 30) % down < ink;
  });

test("drawings at equal distances on the figure's own colour are found, each in the middle of its tile", () => {
  const found = findDrawings(blocks(6, 5, 40, 40, 20));
  expect(found).toMatchObject({ columns: 6, rows: 5 });
  for (const [index, { left, width }] of found!.tiles.entries())
    expect(Math.abs(left + width / 2 - (40 + (index % 6) * 40))).toBeLessThanOrEqual(1);
});

test("letters of equal width on equal lines are no tiles", () => {
  expect(findDrawings(blocks(30, 12, 9, 18, 6))).toBeNull();
  expect(findDrawings(blocks(20, 8, 18, 32, 10))).toBeNull();
});

test("a few objects, objects at unequal distances, and a blank picture are no tiles", () => {
  expect(findDrawings(blocks(3, 3, 60, 60, 30))).toBeNull();
  const starts = [30, 60, 130, 170, 240];
  const isIn = (at: number) => starts.some((start) => at >= start && at < start + 18);
  expect(findDrawings(paint(300, 300, (x, y) => isIn(x) && isIn(y)))).toBeNull();
  expect(findDrawings(paint(100, 100, () => false))).toBeNull();
});
