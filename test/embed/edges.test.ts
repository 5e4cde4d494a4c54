import fc from "fast-check";
import { expect, test } from "vitest";
import { centringShift, findEdges } from "../../src/embed/edges.ts";
import { lcg } from "../helpers/random.ts";

const SIZE = 64;
type Colour = readonly [number, number, number];

/** A disc of one colour on another. */
const disc = ([x, y]: readonly [number, number], ink: Colour, ground: Colour): Uint8Array => {
  const pixels = new Uint8Array(SIZE * SIZE * 3);
  for (let row = 0; row < SIZE; row++)
    for (let column = 0; column < SIZE; column++)
      pixels.set(Math.hypot(column - x, row - y) <= 6 ? ink : ground, (row * SIZE + column) * 3);
  return pixels;
};
const [WHITE, BLACK]: [Colour, Colour] = [
  [255, 255, 255],
  [0, 0, 0],
];
const shiftOf = (pixels: Uint8Array) => centringShift(findEdges(pixels, SIZE));

/** Three stripes along the rows or the columns, in the given colours. */
const stripes = (colours: readonly Colour[], upright: boolean): Uint8Array => {
  const pixels = new Uint8Array(SIZE * SIZE * 3);
  for (let row = 0; row < SIZE; row++)
    for (let column = 0; column < SIZE; column++)
      pixels.set(colours[Math.floor((3 * (upright ? column : row)) / SIZE)]!, (row * SIZE + column) * 3);
  return pixels;
};

test("an edge reads the same from dark to light, from light to dark, and between colours that are equally light", () => {
  const planes = (colours: readonly Colour[]) => {
    const { length, cosine, sine } = findEdges(stripes(colours, true), SIZE);
    // -0 becomes 0.
    return [length, cosine, sine].map((plane) => [...plane].map((value) => value + 0));
  };
  expect(planes([BLACK, WHITE, BLACK])).toEqual(planes([WHITE, BLACK, WHITE]));
  const [red, green]: [Colour, Colour] = [
    [100, 0, 0],
    [0, 100, 0],
  ];
  const [length] = planes([red, green, red]);
  expect(Math.max(...length!)).toBeCloseTo(4 * 100 * Math.SQRT2, 3);
});

test("upright edges have the cosine 1 of twice their angle, level ones -1, sloping ones the sine 1 or -1", () => {
  const summed = (pixels: Uint8Array) => {
    const { length, cosine, sine } = findEdges(pixels, SIZE);
    const sum = (plane: Float32Array) => plane.reduce((total, value) => total + value, 0);
    return [sum(cosine) / sum(length), sum(sine) / sum(length)];
  };
  const [red, blue]: [Colour, Colour] = [
    [200, 30, 0],
    [20, 30, 180],
  ];
  expect(summed(stripes([red, blue, red], true))[0]).toBeCloseTo(1, 6);
  expect(summed(stripes([red, blue, red], false))[0]).toBeCloseTo(-1, 6);
  const slope = (falls: boolean) =>
    Uint8Array.from({ length: SIZE * SIZE * 3 }, (_, index) => {
      const [x, y] = [Math.floor(index / 3) % SIZE, Math.floor(index / 3 / SIZE)];
      return x + (falls ? SIZE - 1 - y : y);
    });
  expect(summed(slope(false))[1]).toBeGreaterThan(0.9);
  expect(summed(slope(true))[1]).toBeLessThan(-0.9);
});

test("the planes and the cells are what their definition says, for noise of several sizes in turn", () => {
  fc.assert(
    fc.property(fc.nat(), fc.constantFrom(8, 12, 16), (seed, size) => {
      const next = lcg(seed);
      const pixels = Uint8Array.from({ length: size * size * 3 }, () => next() * 256);
      const side = size / 2;
      const { length, cosine, sine, cells } = findEdges(pixels, size);
      const inside = (at: number) => Math.max(0, Math.min(side - 1, at));
      const half = (x: number, y: number, channel: number) =>
        [0, 1, size, size + 1]
          .map((step) => pixels[3 * (2 * inside(y) * size + 2 * inside(x) + step) + channel]!)
          .reduce((a, b) => a + b);
      const product = (x: number, y: number, [first, second]: readonly string[]) => {
        const slope = (axis: string, channel: number) =>
          axis === "x"
            ? half(x + 1, y, channel) - half(x - 1, y, channel)
            : half(x, y + 1, channel) - half(x, y - 1, channel);
        return [0, 1, 2].map((c) => slope(first!, c) * slope(second!, c)).reduce((a, b) => a + b);
      };
      const sums = new Array<number>(cells.length).fill(0);
      for (let y = 0; y < side; y++)
        for (let x = 0; x < side; x++) {
          const [xx, yy, xy] = ["xx", "yy", "xy"].map((axes) => product(x, y, [...axes])) as [number, number, number];
          const long = Math.sqrt(xx + yy);
          const at = y * side + x;
          expect(length[at]).toBeCloseTo(long, 3);
          expect(cosine[at]).toBeCloseTo((xx - yy) / (long + 1e-6), 3);
          expect(sine[at]).toBeCloseTo((2 * xy) / (long + 1e-6), 3);
          sums[Math.floor(y / 2) * (side / 2) + Math.floor(x / 2)]! += long / 4;
        }
      for (const [at, sum] of sums.entries()) expect(cells[at]).toBeCloseTo(sum, 6);
    }),
    { numRuns: 30 },
  );
});

test("a disc is brought to the middle, in steps of two pixels", () => {
  expect(shiftOf(disc([25.5, 37.5], WHITE, BLACK))).toEqual({ right: 3, down: -3 });
});

test("a disc is moved alike in any colours", () => {
  const byte = fc.nat(255);
  fc.assert(
    fc.property(fc.tuple(byte, byte, byte), fc.tuple(byte, byte, byte), (ink, ground) => {
      fc.pre(ink.some((value, channel) => Math.abs(value - ground[channel]!) > 20));
      expect(shiftOf(disc([25.5, 37.5], ink, ground))).toEqual({ right: 3, down: -3 });
    }),
  );
});

test("no image moves by more than ten pixels, one without edges not at all", () => {
  expect(shiftOf(disc([8, 56], WHITE, BLACK))).toEqual({ right: 5, down: -5 });
  expect(shiftOf(new Uint8Array(SIZE * SIZE * 3).fill(51))).toEqual({ right: 0, down: 0 });
});
