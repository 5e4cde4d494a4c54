import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import sharp from "sharp";
import { afterAll, beforeAll, expect, test } from "vitest";
import { analyze } from "../../src/run/analyze.ts";
import { lcg } from "../helpers/random.ts";

let folder: string;

/** Of as many pixels on a side; noise costs most bytes. */
const write = async (name: string, side: number, isNoise: boolean, seed: number): Promise<void> => {
  const next = lcg(seed);
  const pixels = Buffer.alloc(side * side * 3);
  for (let place = 0; place < pixels.length; place++)
    pixels[place] = isNoise ? Math.floor(256 * next()) : (Math.floor(place / 3 / side) + 40 * seed) % 256;
  await sharp(pixels, { raw: { width: side, height: side, channels: 3 } })
    .png()
    .toFile(join(folder, name));
};

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "gan-diversity-"));
});
afterAll(() => rm(folder, { recursive: true }));

const cellOf = async (thumbnails: true | { size: number }) => {
  const { checkpoints } = await analyze({ inputs: [folder], thumbnails });
  return checkpoints.at(-1)!.sprites![0]!.cell;
};

test("few images are shown at up to 128 pixels, at the size asked for, and smaller where that would make the report large", async () => {
  for (let index = 0; index < 4; index++) await write(`${index}.png`, 150, false, index);
  expect(await cellOf(true)).toBe(128);
  expect(await cellOf({ size: 64 })).toBe(64);
  for (let index = 4; index < 40; index++) await write(`${index}.png`, 150, true, index);
  expect(await cellOf(true)).toBe(64);
});
