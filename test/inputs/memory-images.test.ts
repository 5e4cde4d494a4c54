import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import sharp from "sharp";
import { afterAll, beforeAll, expect, test } from "vitest";
import { UsageError } from "../../src/errors.ts";
import type { ImageCheckpoint } from "../../src/inputs/image-set.ts";
import { type MemoryImage, openMemoryImages } from "../../src/inputs/memory-images.ts";
import { openImages } from "../../src/inputs/open-images.ts";
import { decodeImages, type PixelImage } from "../../src/pixels/decode.ts";
import { hashOf } from "../../src/pixels/read-picture.ts";
import { drawing } from "../helpers/pictures.ts";
import { lcg } from "../helpers/random.ts";

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "gan-diversity-"));
});
afterAll(() => rm(root, { recursive: true }));

const decodeAll = async ({ images }: ImageCheckpoint): Promise<PixelImage[]> => {
  const decoded: PixelImage[] = [];
  for await (const image of decodeImages(images, 32, 2)) {
    if ("reason" in image) throw new Error(image.reason);
    decoded.push(image);
  }
  return decoded;
};

const noise = (name: string, width: number, height: number, channels: number): MemoryImage => {
  const next = lcg(channels * 7 + width);
  return {
    name,
    width,
    height,
    pixels: Uint8Array.from({ length: width * height * channels }, () => next() * 256),
  };
};

const drawn = async (name: string, seed: number): Promise<MemoryImage> => {
  const { data, info } = await sharp(drawing(seed)).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  return { name, width: info.width, height: info.height, pixels: data };
};

/** Drawings at equal distances on black. */
const sheet = async (name: string, padding: number): Promise<MemoryImage> => {
  const pitch = 32 + padding;
  const tiles = await Promise.all(
    [0, 1, 2, 3, 4, 5, 6, 7].map(async (index) => ({
      input: await sharp(drawing(index + 40))
        .png()
        .toBuffer(),
      left: padding + (index % 4) * pitch,
      top: padding + Math.floor(index / 4) * pitch,
    })),
  );
  const [width, height] = [4 * pitch + padding, 2 * pitch + padding];
  const canvas = sharp({ create: { width, height, channels: 3, background: "#000000" } });
  return { name, width, height, pixels: await canvas.composite(tiles).removeAlpha().raw().toBuffer() };
};

test.each([
  ["grey", 1],
  ["RGB", 3],
  ["RGB with opacity", 4],
] as const)("%s pixels are decoded and measured as a PNG file of them is", async (_, channels) => {
  const image = noise(`noise${channels}.png`, 40, 24, channels);
  const folder = await mkdtemp(join(root, "png-"));
  await sharp(image.pixels, { raw: { width: 40, height: 24, channels } })
    .png()
    .toFile(join(folder, image.name));
  const held = await openMemoryImages([image]);
  const filed = await openImages([folder]);
  expect(await decodeAll(held.checkpoints[0]!)).toEqual(await decodeAll(filed.checkpoints[0]!));
});

test("images with steps are checkpoints in step order, members under their names", async () => {
  const images = await Promise.all(
    [300, 20, 300, 20].map(async (step, index) => ({ ...(await drawn(`${index}`, index)), step })),
  );
  const { checkpoints, skipped, warnings } = await openMemoryImages(images);
  expect(checkpoints.map(({ step, label, images }) => [step, label, images.map(({ member }) => member)])).toEqual([
    [20, "step 20", ["1", "3"]],
    [300, "step 300", ["0", "2"]],
  ]);
  expect([...skipped, ...warnings]).toEqual([]);
});

test("a step that is left out may be said by the name, and null says that there is none", async () => {
  const images = await Promise.all(["epoch_1_0", "epoch_1_1", "epoch_2_0", "epoch_2_1"].map(drawn));
  expect((await openMemoryImages(images)).checkpoints.map(({ label }) => label)).toEqual(["epoch 1", "epoch 2"]);
  const without = images.map((image) => ({ ...image, step: null }));
  expect((await openMemoryImages(without)).checkpoints.map(({ step }) => step)).toEqual([null]);
});

test("no image is left out for its name", async () => {
  const images = await Promise.all(["real_1", "loss", "interpolation"].map(drawn));
  expect((await openMemoryImages(images, { grid: { columns: 1, rows: 1 } })).checkpoints[0]!.images).toHaveLength(3);
});

test("sheets are cut where a grid is seen, and where it is given", async () => {
  for (const [padding, options] of [
    [2, {}],
    [0, { grid: { columns: 4, rows: 2 } }],
  ] as const) {
    const held = [{ ...(await sheet("a", padding)), step: 7 }];
    const { checkpoints } = await openMemoryImages(held, options);
    expect(checkpoints).toMatchObject([{ step: 7, layout: { columns: 4, rows: 2 } }]);
    const tiles = await decodeAll(checkpoints[0]!);
    expect(tiles.map(({ member }) => member).slice(3, 6)).toEqual(["a#0,3", "a#1,0", "a#1,1"]);
    expect(tiles[5]!.pixels).toEqual(new Uint8Array((await drawn("", 45)).pixels));
  }
});

test("equal pixels are known as equal, others are not", async () => {
  const images = [await drawn("a", 1), await drawn("b", 1), await drawn("c", 2)];
  const { checkpoints } = await openMemoryImages(images);
  const [a, b, c] = await Promise.all(checkpoints[0]!.images.map(async ({ source }) => hashOf(await source.content())));
  expect(b).toBe(a);
  expect(c).not.toBe(a);
});

const valid = noise("a", 4, 4, 3);
test.each<[string, object[], RegExp]>([
  ["no image", [], /at least one image for images .* Next:/],
  ["an image without a name", [{ ...valid, name: "" }], /a name for images\[0\]\.name but received "" ?\. Next:/],
  ["two images of one name", [valid, valid], /names that differ for images\[1\]\.name but received "a" again/],
  ["a size of zero", [{ ...valid, width: 0 }], /whole number of pixels for images\[0\]\.width but received 0/],
  ["a step that is no number", [{ ...valid, step: Number.NaN }], /number, or null for images\[0\]\.step .* NaN/],
  [
    "steps for some images only",
    [
      { ...valid, step: 1 },
      { ...valid, name: "b" },
    ],
    /for all images or for none .* 1 of 2 with one/,
  ],
  ["too few pixels", [{ ...valid, height: 5 }], /Uint8Array of 4 x 5 x 1, 3 or 4 bytes .* received 48 bytes/],
  ["pixels as numbers", [{ ...valid, pixels: new Float32Array(48) }], /Uint8Array of 4 x 4 .* received object/],
])("%s is refused with what was expected and the next step", async (_, images, message) => {
  const opened = openMemoryImages(images as MemoryImage[]);
  await expect(opened).rejects.toThrow(message);
  await expect(opened).rejects.toThrow(UsageError);
});
