import sharp from "sharp";
import { expect, test } from "vitest";
import { isNoise } from "../../../src/pixels/noise/is-noise.ts";
import type { Picture } from "../../../src/pixels/picture.ts";
import { type NoiseShape, noisePicture, normal } from "../../helpers/noise.ts";
import { drawing } from "../../helpers/pictures.ts";
import { lcg } from "../../helpers/random.ts";

const SEEDS = Array.from({ length: 20 }, (_, index) => index + 1);

const painted = (side: number, colour: (x: number, y: number) => number | readonly number[]): Picture => {
  const pixels = new Uint8Array(side * side * 3);
  for (let k = 0; k < side * side; k++) {
    const value = colour(k % side, Math.floor(k / side));
    for (let c = 0; c < 3; c++) pixels[k * 3 + c] = Math.round(typeof value === "number" ? value : value[c]!);
  }
  return { pixels, width: side, height: side };
};
const encoded = (picture: Picture) =>
  sharp(picture.pixels, { raw: { width: picture.width, height: picture.height, channels: 3 } });
const decoded = async (file: Buffer): Promise<Picture> => {
  const { data, info } = await sharp(file).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  return { pixels: data, width: info.width, height: info.height };
};
const share = async (shape: Omit<NoiseShape, "seed">, then = async (picture: Picture) => picture): Promise<number> => {
  let found = 0;
  for (const seed of SEEDS) if (isNoise(await then(await noisePicture({ ...shape, seed })))) found++;
  return found / SEEDS.length;
};

test.each([
  [28, 1],
  [28, 2],
  [32, 3],
  [48, 4],
  [64, 4],
  [64, 6],
  [128, 10],
])("most noise of %i pixels with a grain of %i is noise: grey, coloured, tinted, compressed", async (side, grain) => {
  expect(await share({ side, grain, tint: [0, 0, 0] })).toBeGreaterThan(0.7);
  expect(await share({ side, grain })).toBeGreaterThan(0.7);
  expect(await share({ side, grain, tint: [60, -20, 30], spread: 20 })).toBeGreaterThan(0.7);
  const compressed = async (picture: Picture) => decoded(await encoded(picture).jpeg({ quality: 85 }).toBuffer());
  expect(await share({ side, grain }, compressed)).toBeGreaterThan(0.7);
});

test("a grain of a quarter of the side is no noise that could be told from a picture", async () => {
  expect(await share({ side: 32, grain: 8, tint: [0, 0, 0] })).toBeLessThan(0.2);
});

test.each([
  [64, "png"],
  [77, "png"],
  [89, "png"],
  [250, "png"],
  [128, "jpeg"],
  [256, "jpeg"],
] as const)("sharp noise of 32 pixels enlarged to %i and saved as %s is noise", async (side, format) => {
  const enlarged = async (picture: Picture) =>
    decoded(
      await encoded(picture)
        .resize(side, side, { kernel: "nearest" })
        .toFormat(format, format === "jpeg" ? { quality: 95 } : {})
        .toBuffer(),
    );
  expect(await share({ side: 32, grain: 1 }, enlarged)).toBeGreaterThan(0.9);
});

test("pixels that are black or white by chance are noise, sharp as they are", () => {
  const next = lcg(2);
  expect(isNoise(painted(32, () => 255 * Math.round(next())))).toBe(true);
});

test("drawings are none, small or enlarged by any method", async () => {
  for (const seed of SEEDS)
    for (const side of [32, 64, 150])
      for (const kernel of ["nearest", "linear", "lanczos3"] as const)
        expect(isNoise(await decoded(await sharp(drawing(seed)).resize(side, side, { kernel }).png().toBuffer()))).toBe(
          false,
        );
});

test("flat graphics are none: flags, checkers, sprites, dots, dithering", () => {
  const next = lcg(9);
  for (const side of [28, 32, 64]) {
    const sprite = Array.from({ length: 64 }, () => 255 * Math.round(next()));
    const mirrored = Array.from({ length: side * side }, () => 255 * Math.round(next()));
    const graphics: ((x: number, y: number) => number | readonly number[])[] = [
      (x) =>
        [
          [200, 0, 30],
          [255, 255, 255],
          [0, 60, 160],
        ][Math.floor((3 * x) / side)]!,
      (x, y) => (Math.abs(x - side / 3) < 3 || Math.abs(y - side / 2) < 3 ? [255, 255, 255] : [0, 80, 170]),
      (x, y) => 255 * ((x + y) % 2),
      (x, y) => 255 * ((Math.floor(x / 2) + Math.floor(y / 2)) % 2),
      (x, y) => sprite[Math.floor((8 * y) / side) * 8 + Math.floor((8 * x) / side)]!,
      (x, y) => mirrored[y * side + Math.min(x, side - 1 - x)]!,
      (x, y) => (x % 4 === 0 && y % 4 === 0 ? 20 : 230),
      (x) => 255 * Number(next() < x / side),
      () => 255 * Number(next() < 0.05),
    ];
    for (const graphic of graphics) expect(isNoise(painted(side, graphic)), String(graphic)).toBe(false);
  }
});

test("a texture is none: stripes, a weave, a motif that repeats, grain over shapes and over a slope", () => {
  const next = lcg(11);
  const motif = Array.from({ length: 49 }, () => 128 + 40 * normal(next));
  const textures = [
    (x: number) => (Math.floor(x / 3) % 2) * 200,
    (x: number, y: number) => 128 + 60 * Math.sin(x) + 60 * Math.sin(y),
    (x: number, y: number) => 128 + 50 * Math.sign(Math.sin((x + 2 * y) / 1.7)),
    (x: number, y: number) => motif[(y % 7) * 7 + (x % 7)]!,
    (x: number, y: number) => (Math.hypot(x - 32, y - 32) < 20 ? 190 : 60) + 40 * next(),
    (x: number, y: number) => x + 2 * y + 4 * normal(next),
  ];
  for (const texture of textures) expect(isNoise(painted(64, texture)), String(texture)).toBe(false);
});

test("noise in its lightness is none where its colours are a picture's", async () => {
  const grain = await noisePicture({ side: 64, grain: 3, seed: 5, spread: 30, tint: [0, 0, 0] });
  expect(isNoise(grain)).toBe(true);
  // A red half and a green half, the sum of the channels as it was.
  const coloured = grain.pixels.map(
    (value, at) => value + (at % 3 === 2 ? 0 : (at / 3) % 64 < 32 === at % 3 < 1 ? 40 : -40),
  );
  expect(isNoise({ ...grain, pixels: coloured })).toBe(false);
});

test("too few pixels show nothing: noise of 15 is none, of 16 it may be", async () => {
  expect(await share({ side: 15, grain: 1 })).toBe(0);
  expect(await share({ side: 16, grain: 1 })).toBeGreaterThan(0.5);
});

test("a flat picture and a picture of one pixel are no noise", () => {
  expect(isNoise(painted(32, () => 7))).toBe(false);
  expect(isNoise(painted(1, () => 7))).toBe(false);
});
