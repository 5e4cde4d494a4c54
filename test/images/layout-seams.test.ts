import fc from "fast-check";
import { expect, test } from "vitest";
import { findSeams, jumpProfile } from "../../src/images/layout-seams.ts";
import type { Picture } from "../../src/images/read-picture.ts";
import { lcg } from "../helpers/random.ts";

/** Smooth waves of random frequency, phase and brightness: no line inside a tile stands out. */
const wave = (next: () => number) => {
  const [base, swing, alongX, alongY, phase] = [60 + next() * 120, 20 + next() * 30, next(), next(), next() * 6];
  return (x: number, y: number) => base + swing * Math.sin(phase + (x * alongX + y * alongY) / 6);
};

/** columns x rows tiles without gutters. */
const packed = (columns: number, rows: number, tile: number, seed: number): Picture => {
  const next = lcg(seed + 1);
  for (let skip = 0; skip < 5; skip++) next();
  const tiles = Array.from({ length: columns * rows }, () => wave(next));
  const [width, height] = [columns * tile, rows * tile];
  const pixels = Uint8Array.from({ length: width * height * 3 }, (_, index) => {
    const pixel = Math.floor(index / 3);
    const [x, y] = [pixel % width, Math.floor(pixel / width)];
    return tiles[Math.floor(y / tile) * columns + Math.floor(x / tile)]!(x % tile, y % tile);
  });
  return { pixels, width, height };
};

const seamsOf = (pictures: readonly Picture[]) =>
  findSeams(pictures.map(jumpProfile).filter((profile) => profile !== null));

test("grids of smooth tiles without gutters are found at their true size", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 2, max: 8 }),
      fc.integer({ min: 3, max: 8 }),
      fc.constantFrom(24, 28, 32, 64),
      fc.nat(1e6),
      (columns, rows, tile, seed) => {
        fc.pre(columns + rows >= 6);
        const sheets = [0, 1, 2].map((sheet) => packed(columns, rows, tile, seed * 3 + sheet));
        expect(seamsOf(sheets)).toEqual({ columns, rows });
      },
    ),
    { numRuns: 25 },
  );
});

test("a single smooth picture, noise, and a picture of enlarged blocks have no seams of tiles", () => {
  expect(seamsOf([packed(1, 1, 256, 4)])).toBeNull();
  const next = lcg(5);
  const noise = Uint8Array.from({ length: 128 * 128 * 3 }, () => next() * 256);
  expect(seamsOf([{ pixels: noise, width: 128, height: 128 }])).toBeNull();
  const blocks = Uint8Array.from({ length: 128 * 128 * 3 }, (_, index) => {
    const pixel = Math.floor(index / 3);
    return (Math.floor((pixel % 128) / 32) * 53 + Math.floor(pixel / 128 / 32) * 91) % 256;
  });
  expect(jumpProfile({ pixels: blocks, width: 128, height: 128 })).toBeNull();
});

test("no pictures, no seams", () => {
  expect(findSeams([])).toBeNull();
});
