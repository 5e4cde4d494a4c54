import fc from "fast-check";
import sharp from "sharp";
import { expect, test } from "vitest";
import { imageFault } from "../../src/metrics/image-faults.ts";
import { nativeScale } from "../../src/pixels/native-scale.ts";
import { neighbourCorrelation } from "../../src/pixels/tile-pixels.ts";
import { drawing } from "../helpers/pictures.ts";
import { lcg } from "../helpers/random.ts";

const SIDE = 32;

const noise = (seed: number): Buffer => {
  const next = lcg(seed);
  return Buffer.from(Array.from({ length: SIDE * SIDE * 3 }, () => Math.floor(next() * 256)));
};

/** The noise enlarged as viewers and plots do it, then saved. */
const enlarged = (seed: number, side: number, format: "png" | "jpeg") =>
  sharp(noise(seed), { raw: { width: SIDE, height: SIDE, channels: 3 } })
    .resize(side, side, { kernel: "nearest" })
    .toFormat(format, format === "jpeg" ? { quality: 95 } : {})
    .toBuffer();

const correlationOf = async (picture: Buffer): Promise<number> => {
  const { data, info } = await sharp(picture).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  return neighbourCorrelation({ pixels: data, width: info.width, height: info.height })!;
};

test.each([
  [64, "png"],
  [77, "png"],
  [89, "png"],
  [250, "png"],
  [128, "jpeg"],
  [256, "jpeg"],
] as const)("noise of 32 pixels enlarged to %i and saved as %s is still uncorrelated", async (side, format) => {
  expect(Math.abs(await correlationOf(await enlarged(3, side, format)))).toBeLessThan(0.15);
});

test("the native picture comes back exactly, whatever the factors", () => {
  const pictures = fc.record({
    width: fc.integer({ min: 2, max: 6 }),
    height: fc.integer({ min: 2, max: 6 }),
    right: fc.integer({ min: 1, max: 4 }),
    down: fc.integer({ min: 1, max: 4 }),
  });
  fc.assert(
    fc.property(pictures, ({ width, height, right, down }) => {
      // Any two rows, and any two columns, differ by a whole step somewhere.
      const native = Uint16Array.from(
        { length: width * height },
        (_, k) => (k % width) ** 2 + 40 * Math.floor(k / width),
      );
      const wide = width * right;
      const large = Uint16Array.from(
        { length: wide * height * down },
        (_, k) => native[Math.floor(Math.floor(k / wide) / down) * width + Math.floor((k % wide) / right)]!,
      );
      const found = nativeScale(large, wide);
      // Steps too small for the spread of the whole picture may be taken for copies; none is ever invented.
      expect(found.width).toBeLessThanOrEqual(width);
      expect(found.luma.length / found.width).toBe(height);
      for (const value of found.luma) expect(native).toContain(value);
    }),
  );
});

test("drawings stay correlated, small or enlarged by any method", async () => {
  for (const seed of [1, 2, 3, 4])
    for (const side of [32, 64, 150])
      for (const kernel of ["nearest", "linear", "lanczos3"] as const) {
        const picture = await sharp(drawing(seed)).resize(side, side, { kernel }).png().toBuffer();
        expect(await correlationOf(picture)).toBeGreaterThan(0.5);
      }
});

test("a fine texture is not noise: stripes of 3 pixels, a weave, and grain over shapes", () => {
  const picture = (value: (x: number, y: number) => number) => {
    const pixels = new Uint8Array(64 * 64 * 3);
    for (let k = 0; k < 64 * 64; k++) pixels.fill(Math.round(value(k % 64, Math.floor(k / 64))), k * 3, k * 3 + 3);
    return imageFault({ spread: 60, neighbourCorrelation: neighbourCorrelation({ pixels, width: 64, height: 64 }) });
  };
  const next = lcg(11);
  expect(picture((x) => (Math.floor(x / 3) % 2) * 200)).toBeNull();
  expect(picture((x, y) => 128 + 60 * Math.sin(x) + 60 * Math.sin(y))).toBeNull();
  expect(picture((x, y) => (Math.hypot(x - 32, y - 32) < 20 ? 190 : 60) + 40 * next())).toBeNull();
});

test("a flat picture has no correlation, and no number that is not one", () => {
  expect(neighbourCorrelation({ pixels: new Uint8Array(8 * 8 * 3).fill(7), width: 8, height: 8 })).toBeNull();
});
