import { mkdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import sharp from "sharp";
import type { SampleFile } from "../../src/inputs/checkpoints.ts";
import { nameOfPath, stepOfName } from "../../src/inputs/file-names.ts";
import { PictureFile } from "../../src/pixels/picture-file.ts";
import { lcg } from "./random.ts";

const SIDE = 32;

/** A drawing of a few coloured shapes that depends on the seed alone: other seeds give other pictures. */
export const drawing = (seed: number): Buffer => {
  const next = lcg(seed * 7919 + 1);
  for (let skip = 0; skip < 5; skip++) next();
  const colour = () => `rgb(${Math.floor(next() * 256)},${Math.floor(next() * 256)},${Math.floor(next() * 256)})`;
  const at = () => Math.floor(next() * SIDE);
  const shapes = Array.from({ length: 6 }, () =>
    next() < 0.5
      ? `<circle cx="${at()}" cy="${at()}" r="${3 + at() / 4}" fill="${colour()}"/>`
      : `<polygon points="${at()},${at()} ${at()},${at()} ${at()},${at()}" fill="${colour()}"/>`,
  );
  return Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" width="${SIDE}" height="${SIDE}"><rect width="${SIDE}" height="${SIDE}" fill="${colour()}"/>${shapes.join("")}</svg>`,
  );
};

/** Writes one PNG per seed as `<prefix><index>.png`. */
export const writeDrawings = async (folder: string, seeds: readonly number[], prefix = "image_"): Promise<string[]> => {
  await mkdir(folder, { recursive: true });
  return Promise.all(
    seeds.map(async (seed, index) => {
      const path = join(folder, `${prefix}${index}.png`);
      await sharp(drawing(seed)).png().toFile(path);
      return path;
    }),
  );
};

/** A picture as it stands once its header was read; nothing is on the disk. */
export const sampleFile = (path: string): SampleFile => ({
  source: new PictureFile(`/${path}`),
  path,
  width: SIDE,
  height: SIDE,
  lossy: false,
  named: stepOfName(nameOfPath(path)),
});

/** A sheet of drawings with black gutters, as torchvision saves a batch. @param seeds row by row */
export const writeSheetOf = async (
  path: string,
  columns: number,
  seeds: readonly number[],
  grey = false,
): Promise<void> => {
  await mkdir(dirname(path), { recursive: true });
  const tiles = seeds.map(async (seed, index) => ({
    input: await sharp(drawing(seed)).greyscale(grey).toColourspace("srgb").png().toBuffer(),
    left: 2 + (index % columns) * (SIDE + 2),
    top: 2 + Math.floor(index / columns) * (SIDE + 2),
  }));
  const rows = Math.ceil(seeds.length / columns);
  const [width, height] = [columns * (SIDE + 2) + 2, rows * (SIDE + 2) + 2];
  await sharp({ create: { width, height, channels: 3, background: "#000000" } })
    .composite(await Promise.all(tiles))
    .toFile(path);
};
