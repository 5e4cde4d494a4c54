import sharp from "sharp";
import { expect, test } from "vitest";
import { seededRandom } from "../../src/kit/random.ts";
import type { Picture } from "../../src/pixels/picture.ts";
import { resizeHere } from "../../src/pixels/resize.ts";

/** Noise: every pixel and every weight tells. */
const noise = (width: number, height: number): Picture => {
  const random = seededRandom(1000 * width + height);
  return { pixels: Uint8Array.from({ length: 3 * width * height }, () => Math.floor(256 * random())), width, height };
};

const bySharp = ({ pixels, width, height }: Picture, size: number): Promise<Buffer> =>
  sharp(pixels, { raw: { width, height, channels: 3 } })
    .resize(size, size, { fit: "fill", kernel: "linear" })
    .raw()
    .toBuffer();

/** A failing comparison of thousands of numbers would print them all. */
const different = (ours: Uint8Array | null, theirs: Buffer): number | null =>
  ours && ours.length === theirs.length ? theirs.filter((value, at) => value !== ours[at]).length : null;

const sizes = Array.from({ length: 255 }, (_, index) => index + 1);

test("squares of every side up to four times the target come out as from sharp, bit by bit", async () => {
  const wrong: number[] = [];
  for (const side of sizes.filter((size) => size !== 64)) {
    const picture = noise(side, side);
    if (different(resizeHere(picture, 64), await bySharp(picture, 64)) !== 0) wrong.push(side);
  }
  expect(wrong).toEqual([]);
});

test("pictures that are not square come out as from sharp, to any target", async () => {
  const random = seededRandom(7);
  const wrong: string[] = [];
  for (let round = 0; round < 120; round++) {
    const size = [28, 64, 96, 224][round % 4]!;
    const side = () => (round % 2 ? 1 + Math.floor(size * random()) : size + Math.floor(3 * size * random()));
    const picture = noise(side(), side());
    if (different(resizeHere(picture, size), await bySharp(picture, size)) !== 0)
      wrong.push(`${picture.width} x ${picture.height} to ${size}`);
  }
  expect(wrong).toEqual([]);
});

test("what libvips does in another way is left to it", () => {
  expect(resizeHere(noise(256, 256), 64)).toBeNull();
  expect(resizeHere(noise(32, 100), 64)).toBeNull();
  expect(resizeHere(noise(100, 32), 64)).toBeNull();
});
