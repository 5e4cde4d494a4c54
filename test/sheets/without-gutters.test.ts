import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Picture } from "../../src/pixels/picture.ts";
import { ASK_BELOW, CUT_UNNAMED_FROM } from "../../src/sheets/confidence.ts";
import { guessLayouts } from "../../src/sheets/without-gutters.ts";
import { lcg } from "../helpers/random.ts";

type Shade = (x: number, y: number) => number;

const paint = (width: number, height: number, shade: Shade): Picture => {
  const pixels = new Uint8Array(width * height * 3);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) pixels.fill(shade(x, y), (y * width + x) * 3, (y * width + x) * 3 + 3);
  return { pixels, width, height };
};

/** Skips the first values, which are alike for neighbouring seeds. */
const randomOf = (seed: number) => {
  const next = lcg(seed + 1);
  for (let skip = 0; skip < 5; skip++) next();
  return next;
};

/** Smooth waves of random frequency, phase and brightness: no line inside a tile stands out. */
const wave = (next: () => number): Shade => {
  const [base, swing, alongX, alongY, phase] = [60 + next() * 120, 20 + next() * 30, next(), next(), next() * 6];
  return (x, y) => base + swing * Math.sin(phase + (x * alongX + y * alongY) / 6);
};

/** A bright blob somewhere near the middle of a dark tile, as a digit on black. */
const blob = (next: () => number, tile: number): Shade => {
  const [left, top, radius] = [0.4 + next() * 0.2, 0.4 + next() * 0.2, 0.12 + next() * 0.12].map((part) => part * tile);
  return (x, y) => ((x - left!) ** 2 + (y - top!) ** 2 < radius! ** 2 ? 230 : 10);
};

/** Tiles without gutters; the pitch may be a fraction of a pixel. */
const sheet = (columns: number, rows: number, pitch: number, tiles: readonly Shade[]): Picture =>
  paint(Math.round(columns * pitch), Math.round(rows * pitch), (x, y) => {
    const [column, row] = [Math.floor((x + 0.5) / pitch), Math.floor((y + 0.5) / pitch)];
    return tiles[row * columns + column]!(x - column * pitch, y - row * pitch);
  });

const tilesOf = (count: number, seed: number, make: (next: () => number) => Shade) => {
  const next = randomOf(seed);
  return Array.from({ length: count }, () => make(next));
};

const guesses = (...pictures: Picture[]) => guessLayouts(pictures);
const best = (...pictures: Picture[]) => guesses(...pictures)[0];

describe("sheets", () => {
  test("smooth tiles are found at their true size by their seams, in three sheets of a run", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 8 }),
        fc.integer({ min: 3, max: 8 }),
        fc.constantFrom(24, 28, 32, 64),
        fc.nat(1e6),
        (columns, rows, tile, seed) => {
          const sheets = [0, 1, 2].map((index) =>
            sheet(columns, rows, tile, tilesOf(columns * rows, seed * 3 + index, wave)),
          );
          fc.pre(columns + rows >= 6);
          const found = best(...sheets);
          expect(found).toMatchObject({ columns, rows });
          expect(found!.confidence).toBeGreaterThanOrEqual(CUT_UNNAMED_FROM);
        },
      ),
      { numRuns: 25 },
    );
  });

  test.each([
    [15, 8, 68.27],
    [30, 16, 17.0667],
    [7, 4, 36.57],
  ])("%i x %i tiles of %f pixels, a fraction of a pixel, are found", (columns, rows, pitch) => {
    expect(best(sheet(columns, rows, pitch, tilesOf(columns * rows, 5, wave)))).toMatchObject({ columns, rows });
  });

  test("32 x 32 tiles are found as StyleGAN lays them out", () => {
    expect(best(sheet(32, 32, 16, tilesOf(1024, 3, wave)))).toMatchObject({ columns: 32, rows: 32, confidence: 0.9 });
  });

  test.each([
    [8, 8, 34],
    [8, 3, 60],
    [10, 2, 27],
  ])("%i x %i drawings on black are found by their repetition, where no seam can be seen", (columns, rows, tile) => {
    const tiles = tilesOf(columns * rows, 11, (next) => blob(next, tile));
    const found = best(sheet(columns, rows, tile, tiles));
    expect(found).toMatchObject({ columns, rows, basis: "repetition of tiles without gutters" });
    expect(found!.confidence).toBeGreaterThanOrEqual(ASK_BELOW);
  });

  test("the same at a size that networks produce is believed without a name that says sheet", () => {
    const tiles = tilesOf(64, 11, (next) => blob(next, 28));
    expect(best(sheet(8, 8, 28, tiles))).toMatchObject({ columns: 8, rows: 8, confidence: CUT_UNNAMED_FROM });
  });

  test("upright tiles are found by the seams of both directions, never as squares", () => {
    const tiles = tilesOf(32, 21, wave);
    const upright = paint(8 * 40, 4 * 80, (x, y) =>
      tiles[Math.floor(y / 80) * 8 + Math.floor(x / 40)]!(x % 40, y % 80),
    );
    const found = guesses(upright);
    expect(found[0]).toMatchObject({ columns: 8, rows: 4 });
    for (const { columns, rows, confidence } of found) if (columns === rows) expect(confidence).toBeLessThan(ASK_BELOW);
  });

  test("the size of a screen filled with images suggests its layout, where enlarged blocks show none", () => {
    const blocks = paint(1792, 1024, (x, y) => (Math.floor(x / 32) * 53 + Math.floor(y / 32) * 91) % 256);
    expect(best(blocks)).toMatchObject({ columns: 7, rows: 4, basis: "the size of a screen filled with images" });
  });

  test("a total collapse to one smooth tile that joins itself without a seam is found by its repetition", () => {
    for (const [columns, rows, tile] of [
      [8, 8, 64],
      [5, 5, 28],
    ] as const) {
      const turn = (2 * Math.PI) / tile;
      const smooth: Shade = (x, y) => 120 + 50 * Math.sin(turn * x + 1) + 40 * Math.cos(turn * y + 2);
      const found = best(sheet(columns, rows, tile, new Array(columns * rows).fill(smooth)));
      expect(found).toMatchObject({ columns, rows });
      expect(found!.confidence).toBeGreaterThanOrEqual(ASK_BELOW);
    }
  });

  test("where nothing shows, the only usual tile size of a long picture is taken, with little confidence", () => {
    const blank = paint(280, 56, () => 10);
    expect(guesses(blank)).toMatchObject([{ columns: 10, rows: 2, confidence: 0.55 }]);
  });

  test("where nothing shows and several sizes divide the picture, all stay below what is cut", () => {
    const found = guesses(paint(256, 128, () => 10));
    expect(found.length).toBeGreaterThan(1);
    for (const { confidence } of found) expect(confidence).toBeLessThan(ASK_BELOW);
  });
});

/** Pictures with a regular structure of their own, which are not sheets: sizes that several tile sizes divide, or none. */
const TRAPS: [name: string, picture: Picture][] = [
  ["one smooth picture", paint(256, 256, wave(randomOf(4)))],
  ["a wide smooth picture", paint(512, 250, wave(randomOf(8)))],
  [
    "noise",
    paint(
      256,
      256,
      (
        (next) => () =>
          next() * 256
      )(randomOf(5)),
    ),
  ],
  [
    "a house front whose windows start anywhere",
    ((next) =>
      paint(300, 240, (x, y) => {
        const window = (x + 17) % 31 > 11 && (y + 9) % 37 > 16;
        return (window ? 60 : 170) + next() * 12;
      }))(randomOf(6)),
  ],
  [
    "a brick wall",
    ((next) =>
      paint(320, 256, (x, y) => {
        const row = Math.floor((y + 5) / 18);
        const mortar = (y + 5) % 18 < 3 || (x + 7 + (row % 2) * 23) % 46 < 3;
        return (mortar ? 200 : 90) + next() * 25;
      }))(randomOf(7)),
  ],
  [
    "lines of text",
    ((next) => {
      const ink = Array.from({ length: 40 * 20 }, () => next());
      return paint(320, 240, (x, y) => {
        const [column, line] = [Math.floor(x / 8), Math.floor(y / 12)];
        return y % 12 < 8 && x % 8 < 6 && ink[line * 40 + column]! > 0.2 && (x * 7 + y * 3 + column) % 5 > 1 ? 20 : 245;
      });
    })(randomOf(9)),
  ],
  [
    "a face",
    paint(256, 256, (x, y) => {
      const inside = (cx: number, cy: number, rx: number, ry: number) =>
        ((x - cx) / rx) ** 2 + ((y - cy) / ry) ** 2 < 1;
      if (inside(100, 110, 12, 8) || inside(156, 110, 12, 8)) return 30;
      if (inside(128, 175, 30, 9)) return 90;
      return inside(128, 130, 70, 95) ? 190 - Math.abs(x - 128) / 3 : 70 + y / 8;
    }),
  ],
  ["stripes of a shirt", paint(256, 256, (x, y) => 120 + 60 * Math.sin(y / 3.1) + x / 12)],
  ["enlarged blocks", paint(256, 256, (x, y) => (Math.floor(x / 32) * 53 + Math.floor(y / 32) * 91) % 256)],
];

test.each(TRAPS)("%s is not cut", (_, picture) => {
  for (const { confidence } of guesses(picture)) expect(confidence).toBeLessThan(ASK_BELOW);
});

test("any pixels give guesses that fit the picture, best first", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 60 }),
      fc.integer({ min: 1, max: 60 }),
      fc.uint8Array({ minLength: 1, maxLength: 40 }),
      (width, height, values) => {
        const found = guesses(paint(width, height, (x, y) => values[(x * 7 + y * 13) % values.length]!));
        for (const [index, { columns, rows, confidence }] of found.entries()) {
          expect(width / columns).toBeGreaterThanOrEqual(12);
          expect(height / rows).toBeGreaterThanOrEqual(12);
          expect(confidence).toBeLessThanOrEqual(found[index - 1]?.confidence ?? 1);
        }
      },
    ),
    { numRuns: 1000 },
  );
});
