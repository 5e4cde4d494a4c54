import { expect, test } from "vitest";
import type { Plane } from "../../../src/pixels/noise/plane.ts";
import { waveShares } from "../../../src/pixels/noise/wave-shares.ts";
import { normal } from "../../helpers/noise.ts";
import { lcg } from "../../helpers/random.ts";

const plane = (width: number, height: number, value: (x: number, y: number) => number): Plane => ({
  width,
  height,
  values: Float64Array.from({ length: width * height }, (_, k) => value(k % width, Math.floor(k / width))),
});
/** Half periods over 64 pixels. */
const wave = (halves: number) => (at: number) => Math.cos((Math.PI * halves * (at + 0.5)) / 64);

test("a single wave is all there is, whichever way it runs", () => {
  for (const direction of ["across", "down"] as const) {
    const of = (halves: number) => waveShares(plane(64, 64, (x, y) => wave(halves)(direction === "across" ? x : y)))!;
    expect(of(2).longest).toBeCloseTo(1, 9);
    expect(of(10).longest).toBeCloseTo(0, 9);
    expect(of(10).shortest).toBeCloseTo(0, 9);
  }
});

test("waves of less than half the median length are the shortest", () => {
  // Variances 4 : 4 : 1, so the median wave is the one of 4 half periods.
  const { longest, shortest } = waveShares(plane(64, 64, (x) => 2 * wave(2)(x) + 2 * wave(4)(x) + wave(12)(x)))!;
  expect(longest).toBeCloseTo(4 / 9, 1);
  expect(shortest).toBeCloseTo(1 / 9, 1);
});

test("white noise has the same power everywhere: 10 of 255 waves are the longest, whatever the size", () => {
  const next = lcg(8);
  for (const [width, height] of [
    [16, 16],
    [28, 37],
    [64, 64],
  ] as const) {
    const shares = Array.from({ length: 60 }, () => waveShares(plane(width, height, () => normal(next)))!);
    expect(shares.reduce((sum, { longest }) => sum + longest, 0) / 60).toBeCloseTo(10 / 255, 2);
  }
});

test("where nothing varies between parts there are no shares", () => {
  expect(waveShares(plane(32, 32, (x, y) => (x + y) % 2))).toBeNull();
});
