import fc from "fast-check";
import { expect, test } from "vitest";
import { centringShift, findEdges } from "../../src/embed/edges.ts";
import { preparedLength, preprocess } from "../../src/embed/preprocess.ts";
import { lcg } from "../helpers/random.ts";

/** The definition word by word: every value for itself. Edges, then colours. */
const byDefinition = (pixels: Uint8Array, size: number): number[] => {
  const edges = findEdges(pixels, size);
  const { right, down } = centringShift(edges);
  const [side, lattice] = [size / 2, size / 4];
  const cells = [...edges.cells];
  const mean = cells.reduce((sum, cell) => sum + cell, 0) / cells.length;
  const clamp = (at: number, most: number) => Math.max(0, Math.min(most, at));
  const steps = [-2, -1, 0, 1, 2];
  const scale = (x: number, y: number) => {
    const near = steps.flatMap((dy) =>
      steps.map(
        (dx) =>
          cells[clamp(Math.floor(y / 2) + dy, lattice - 1) * lattice + clamp(Math.floor(x / 2) + dx, lattice - 1)]!,
      ),
    );
    return (near.reduce((sum, cell) => sum + cell, 0) / 25 + mean) / 2 + 20;
  };
  const grid = (length: number, value: (x: number, y: number) => number) =>
    Array.from({ length: length * length }, (_, index) => value(index % length, Math.floor(index / length)));
  const moved = (plane: Float32Array) =>
    grid(side, (x, y) => {
      const [fromX, fromY] = [x - right, y - down];
      const comesIn = fromX < 0 || fromY < 0 || fromX >= side || fromY >= side;
      return comesIn ? 0 : plane[fromY * side + fromX]! / scale(fromX, fromY);
    });
  /** Mean of a block of 4 x 4 pixels; the halved image is what is moved, and its border repeats. */
  const colour = (channel: number) =>
    grid(lattice, (x, y) => {
      const pixel = (dx: number, dy: number) => {
        const [fromX, fromY] = [clamp(2 * x + (dx >> 1) - right, side - 1), clamp(2 * y + (dy >> 1) - down, side - 1)];
        return pixels[((2 * fromY + (dy & 1)) * size + 2 * fromX + (dx & 1)) * 3 + channel]!;
      };
      return grid(4, pixel).reduce((a, b) => a + b) / 16 / 255;
    });
  const [red, green, blue] = [colour(0), colour(1), colour(2)];
  return [
    ...[edges.length, edges.cosine, edges.sine].flatMap((plane) => moved(plane)),
    ...red.map((value, index) => 4 * (value - green[index]!)),
    ...blue.map((value, index) => 4 * (value - (red[index]! + green[index]!) / 2)),
    ...red.map((value, index) => (4 / 3) * (value + green[index]! + blue[index]!) - 2),
  ];
};

test("preprocessing is what its definition says, for noise, ramps and flat images of several sizes in turn", () => {
  fc.assert(
    fc.property(fc.nat(), fc.constantFrom(8, 12, 16), fc.constantFrom("noise", "ramp", "flat"), (seed, size, kind) => {
      const next = lcg(seed);
      const slope = next() * 9;
      const pixels = Uint8Array.from({ length: size * size * 3 }, (_, index) =>
        kind === "noise" ? next() * (index % 200) : kind === "ramp" ? (slope * index) / size : 90,
      );
      const length = preparedLength(size);
      const prepared = new Float32Array(length + 10).fill(7);
      preprocess(pixels, size, prepared, 5);
      expect([...prepared.subarray(0, 5), ...prepared.subarray(length + 5)]).toEqual(new Array(10).fill(7));
      for (const [index, value] of byDefinition(pixels, size).entries())
        expect(Math.abs(prepared[index + 5]! - value)).toBeLessThan(2e-5);
    }),
    { numRuns: 40 },
  );
});

test("a picture is prepared the same when it is moved by a few pixels on a plain ground", () => {
  const size = 64;
  const drawn = (dx: number, dy: number): Float32Array => {
    const pixels = new Uint8Array(size * size * 3);
    for (let y = 24; y < 40; y++)
      for (let x = 22; x < 42; x++) pixels.set([4 * x, 5 * y, x * y], ((y + dy) * size + x + dx) * 3);
    const prepared = new Float32Array(preparedLength(size));
    preprocess(pixels, size, prepared, 0);
    return prepared;
  };
  // By fours, which leave the cells where they are.
  expect(drawn(4, -8)).toEqual(drawn(0, 0));
});
