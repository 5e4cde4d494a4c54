import fc from "fast-check";
import { expect, test } from "vitest";
import { preprocess } from "../../src/embed/preprocess.ts";
import { lcg } from "../helpers/random.ts";

/** The definition word by word: every pixel for itself, whole kernels, nothing kept. Centre, shift and channels in turn. */
const byDefinition = (pixels: Uint8Array, size: number): number[] => {
  const at = (x: number, y: number, channel: number) => pixels[(y * size + x) * 3 + channel]!;
  const mirror = (index: number) => (index < 0 ? -index : index >= size ? 2 * size - 2 - index : index);
  const grid = (value: (x: number, y: number) => number) =>
    Array.from({ length: size * size }, (_, index) => value(index % size, Math.floor(index / size)));
  const taps = Array.from({ length: 13 }, (_, index) => index - 6);
  const weight = (tap: number) =>
    Math.exp(-(tap * tap) / 4.5) / taps.reduce((sum, t) => sum + Math.exp(-(t * t) / 4.5), 0);
  const grey = grid((x, y) => (at(x, y, 0) + at(x, y, 1) + at(x, y, 2)) / 3);
  const across = grid((x, y) => taps.reduce((sum, tap) => sum + weight(tap) * grey[y * size + mirror(x + tap)]!, 0));
  const smooth = grid((x, y) => taps.reduce((sum, tap) => sum + weight(tap) * across[mirror(y + tap) * size + x]!, 0));
  const sobel = (x: number, y: number, kernel: (dx: number, dy: number) => number) => {
    let sum = 0;
    for (const dx of [-1, 0, 1])
      for (const dy of [-1, 0, 1]) sum += kernel(dx, dy) * smooth[mirror(y + dy) * size + mirror(x + dx)]!;
    return sum;
  };
  const energy = grid(
    (x, y) =>
      sobel(x, y, (dx, dy) => dx * (2 - Math.abs(dy))) ** 2 + sobel(x, y, (dx, dy) => dy * (2 - Math.abs(dx))) ** 2,
  );
  const total = energy.reduce((sum, value) => sum + value, 1e-6);
  const centre = (coordinate: (index: number) => number) =>
    energy.reduce((sum, value, index) => sum + value * coordinate(index), 0) / total;
  const clip = (value: number) => Math.max(-10, Math.min(10, value));
  const right = clip((size - 1) / 2 - centre((index) => index % size));
  const down = clip((size - 1) / 2 - centre((index) => Math.floor(index / size)));

  const clamp = (value: number) => Math.max(0, Math.min(size - 1, value));
  const moved = (channel: number) =>
    grid((x, y) => {
      const [fx, fy] = [x - right, y - down];
      const [x0, y0] = [Math.floor(fx), Math.floor(fy)];
      let sum = 0;
      for (const dx of [0, 1])
        for (const dy of [0, 1])
          sum +=
            at(clamp(x0 + dx), clamp(y0 + dy), channel) * (1 - Math.abs(fx - x0 - dx)) * (1 - Math.abs(fy - y0 - dy));
      return sum / 255;
    });
  const [red, green, blue] = [moved(0), moved(1), moved(2)] as [number[], number[], number[]];
  const luma = red.map((value, index) => (value + green[index]! + blue[index]!) / 3);
  const mean = luma.reduce((sum, value) => sum + value, 0) / luma.length;
  const deviation = Math.sqrt(luma.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (luma.length - 1));
  return [
    ...luma.map((value) => (value - mean) / (deviation + 0.04)),
    ...red.map((value, index) => 4 * (value - green[index]!)),
    ...blue.map((value, index) => 4 * (value - (red[index]! + green[index]!) / 2)),
    ...luma.map((value) => 4 * value - 2),
  ];
};

test("preprocessing is what its definition says, for noise, ramps and flat images of several sizes in turn", () => {
  fc.assert(
    fc.property(fc.nat(), fc.constantFrom(8, 13, 16), fc.constantFrom("noise", "ramp", "flat"), (seed, size, kind) => {
      const next = lcg(seed);
      const slope = next() * 9;
      const pixels = Uint8Array.from({ length: size * size * 3 }, (_, index) =>
        kind === "noise" ? next() * 256 : kind === "ramp" ? (slope * index) / size : 90,
      );
      const prepared = new Float32Array(4 * size * size + 5);
      preprocess(pixels, size, prepared, 5);
      expect([...prepared.subarray(0, 5)]).toEqual([0, 0, 0, 0, 0]);
      for (const [index, value] of byDefinition(pixels, size).entries())
        expect(Math.abs(prepared[index + 5]! - value)).toBeLessThan(2e-6);
    }),
    { numRuns: 40 },
  );
});
