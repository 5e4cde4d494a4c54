import { expect, test } from "vitest";
import { msSsim } from "../../src/metrics/ms-ssim.ts";
import { msSsimDiversity } from "../../src/metrics/ms-ssim-diversity.ts";
import { lcg } from "../helpers/random.ts";

type Pixel = (x: number, y: number, channel: number) => number;

const picture = (size: number, value: Pixel): Uint8Array =>
  Uint8Array.from({ length: size * size * 3 }, (_, index) => {
    const pixel = Math.floor(index / 3);
    return value(pixel % size, Math.floor(pixel / size), index % 3);
  });

const a: Pixel = (x, y, c) => (2 * x + 3 * y + 17 * c) % 256;
const b: Pixel = (x, y, c) => (Math.floor((x * x) / 64) + 5 * y + 29 * c) % 256;

/** A with noise of up to 16 grey levels. */
const noisyA = (): Pixel => {
  const next = lcg(7);
  return (x, y, c) => Math.max(0, Math.min(255, a(x, y, c) + Math.floor(next() * 32) - 16));
};

/** Computed with the implementation of TensorFlow's models and of Progressive GAN (Karras et al. 2018). */
test.each([
  [32, 0.850221, 0.957672],
  [64, 0.224268, 0.961215],
  [128, 0, 0.964411],
])("MS-SSIM at %i pixels meets Progressive GAN's implementation", (size, ofOther, ofNoisy) => {
  const first = picture(size, a);
  expect(Math.abs(msSsim(first, picture(size, b), size) - ofOther)).toBeLessThan(1e-6);
  expect(Math.abs(msSsim(first, picture(size, noisyA()), size) - ofNoisy)).toBeLessThan(1e-6);
});

test("MS-SSIM with noise at 256 pixels meets Progressive GAN's implementation", () => {
  expect(Math.abs(msSsim(picture(256, a), picture(256, noisyA()), 256) - 0.964538)).toBeLessThan(1e-6);
});

test("equal pictures have 1, and the order of two does not matter", () => {
  const [first, second] = [picture(32, a), picture(32, b)];
  expect(msSsim(first, first, 32)).toBeCloseTo(1, 12);
  expect(msSsim(first, second, 32)).toBeCloseTo(msSsim(second, first, 32), 12);
});

/** Pictures of one brightness each, so that a pair's value is quickly known. */
const shades = (count: number): Uint8Array[] =>
  Array.from({ length: count }, (_, index) => picture(16, () => 20 + ((index * 37) % 200)));

test("few images: the mean is that of all pairs", () => {
  const pictures = shades(6);
  const values = pictures.flatMap((first, i) => pictures.slice(0, i).map((second) => msSsim(first, second, 16)));
  const { value, low, high } = msSsimDiversity(pictures, 16, lcg(1));
  expect(value).toBeCloseTo(values.reduce((sum, one) => sum + one, 0) / 15, 12);
  expect(low).toBeLessThan(value);
  expect(high).toBeGreaterThan(value);
});

test("one picture many times has 1 and no spread", () => {
  const copies = new Array(5).fill(picture(16, a));
  expect(msSsimDiversity(copies, 16, lcg(1))).toMatchObject({ value: 1, low: 1, high: 1 });
});

test("the interval of random pairs holds the mean of all pairs in most of 12 drawings", () => {
  const pictures = shades(40);
  let sum = 0;
  for (let i = 0; i < 40; i++) for (let j = 0; j < i; j++) sum += msSsim(pictures[i]!, pictures[j]!, 16);
  const truth = sum / ((40 * 39) / 2);
  let held = 0;
  for (let seed = 1; seed <= 12; seed++) {
    const { low, high } = msSsimDiversity(pictures, 16, lcg(seed * 7919));
    if (low <= truth && truth <= high!) held++;
  }
  expect(held).toBeGreaterThanOrEqual(10);
});
