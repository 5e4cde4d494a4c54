import { existsSync } from "node:fs";
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openImages } from "../../src/images/open-images.ts";
import { drawing, writeDrawings } from "../helpers/pictures.ts";
import { lcg } from "../helpers/random.ts";

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "gan-diversity-"));
});
afterAll(() => rm(root, { recursive: true }));

interface Sheet {
  columns: number;
  rows: number;
  tile: number;
  padding: number;
  gutter?: string;
  margin?: number;
  cells?: number;
}

/** Tiles of drawings on a background; returns the truth, the boxes of the tiles. */
const writeSheet = async (path: string, sheet: Sheet, seed = 1) => {
  const { columns, rows, tile, padding, gutter = "#000000", margin = 0, cells = columns * rows } = sheet;
  const boxes = Array.from({ length: cells }, (_, index) => ({
    left: margin + padding + (index % columns) * (tile + padding),
    top: margin + padding + Math.floor(index / columns) * (tile + padding),
    width: tile,
    height: tile,
  }));
  const tiles = await Promise.all(
    boxes.map(async ({ left, top }, index) => ({
      input: await sharp(drawing(seed * 1000 + index))
        .resize(tile, tile)
        .png()
        .toBuffer(),
      left,
      top,
    })),
  );
  const side = (count: number) => 2 * margin + count * (tile + padding) + padding;
  const picture = sharp({
    create: { width: side(columns), height: side(rows), channels: 3, background: gutter },
  }).composite(tiles);
  await (path.endsWith("jpg") ? picture.jpeg({ quality: 92, chromaSubsampling: "4:4:4" }) : picture.png()).toFile(path);
  return boxes;
};

test.each<[string, Sheet]>([
  ["torchvision's 8 x 8", { columns: 8, rows: 8, tile: 64, padding: 2 }],
  ["white gutters", { columns: 5, rows: 5, tile: 32, padding: 4, gutter: "#ffffff" }],
  ["one pixel of padding", { columns: 4, rows: 6, tile: 28, padding: 1 }],
  ["an odd tile size", { columns: 6, rows: 3, tile: 37, padding: 3, gutter: "#808080" }],
])("exact gutters are found: %s", async (_, sheet) => {
  const folder = await mkdtemp(join(root, "sheet-"));
  const truth = await writeSheet(join(folder, "fakes_step_10.png"), sheet);
  const { checkpoints } = await openImages([folder]);
  expect(checkpoints[0]!.layout).toMatchObject({ columns: sheet.columns, rows: sheet.rows, padding: sheet.padding });
  expect(checkpoints[0]!.images.map(({ box }) => box)).toEqual(truth);
});

test("subplots of a figure with wide margins are found", async () => {
  const folder = await mkdtemp(join(root, "figure-"));
  const sheet = { columns: 4, rows: 4, tile: 49, padding: 11, gutter: "#ffffff", margin: 40 };
  const truth = await writeSheet(join(folder, "image_at_epoch_0003.png"), sheet);
  const { checkpoints } = await openImages([folder]);
  expect(checkpoints[0]).toMatchObject({ step: 3, label: "epoch 3" });
  expect(checkpoints[0]!.images.map(({ box }) => box)).toEqual(truth);
});

test("a sheet that a figure has rescaled is cut within its tiles", async () => {
  const folder = await mkdtemp(join(root, "scaled-"));
  const sheet = { columns: 8, rows: 8, tile: 28, padding: 2 };
  await writeSheet(join(folder, "sheet.png"), sheet);
  const scale = 700 / 242;
  const inner = await sharp(join(folder, "sheet.png")).resize(700, 700).png().toBuffer();
  await rm(join(folder, "sheet.png"));
  await sharp({ create: { width: 1000, height: 1000, channels: 3, background: "#ffffff" } })
    .composite([{ input: inner, left: 140, top: 160 }])
    .png()
    .toFile(join(folder, "epoch_001.png"));
  const { checkpoints } = await openImages([folder]);
  expect(checkpoints[0]!.layout).toMatchObject({ columns: 8, rows: 8 });
  for (const [index, { box }] of checkpoints[0]!.images.entries()) {
    const left = 140 + scale * (2 + (index % 8) * 30);
    const top = 160 + scale * (2 + Math.floor(index / 8) * 30);
    expect(Math.abs(box!.left + box!.width / 2 - (left + 14 * scale))).toBeLessThan(5);
    expect(Math.abs(box!.top + box!.height / 2 - (top + 14 * scale))).toBeLessThan(5);
  }
});

test("empty cells at the end are no images", async () => {
  const folder = await mkdtemp(join(root, "empty-"));
  await writeSheet(join(folder, "fakes_1.png"), { columns: 8, rows: 4, tile: 32, padding: 2, cells: 29 });
  expect((await openImages([folder])).checkpoints[0]!.images).toHaveLength(29);
});

test("single pictures are one set and are never cut", async () => {
  const folder = join(root, "singles");
  await writeDrawings(
    folder,
    Array.from({ length: 30 }, (_, index) => index),
  );
  const next = lcg(9);
  const noise = Uint8Array.from({ length: 300 * 200 * 3 }, () => next() * 256);
  await sharp(noise, { raw: { width: 300, height: 200, channels: 3 } })
    .blur(6)
    .png()
    .toFile(join(folder, "photo.png"));
  const { checkpoints, warnings } = await openImages([folder]);
  expect(checkpoints).toHaveLength(1);
  expect(checkpoints[0]!.images).toHaveLength(31);
  expect(checkpoints[0]!.images.every(({ box }) => box === null)).toBe(true);
  expect(warnings).toEqual([]);
});

test("checkpoints come in step order and members are named by row and column", async () => {
  const folder = await mkdtemp(join(root, "order-"));
  for (const step of [1000, 200, 90])
    await writeSheet(join(folder, `fakes_step_${step}.png`), { columns: 3, rows: 2, tile: 32, padding: 2 }, step);
  const { checkpoints } = await openImages([folder]);
  expect(checkpoints.map(({ step }) => step)).toEqual([90, 200, 1000]);
  expect(checkpoints[0]!.images.map(({ member }) => member.split("#")[1])).toEqual([
    "0,0",
    "0,1",
    "0,2",
    "1,0",
    "1,1",
    "1,2",
  ]);
});

test("--grid cuts a sheet without gutters, and a padding of 2 is noticed", async () => {
  const folder = await mkdtemp(join(root, "given-"));
  await writeSheet(join(folder, "epoch_1.png"), { columns: 10, rows: 2, tile: 28, padding: 0 });
  const { checkpoints } = await openImages([folder], { grid: { columns: 10, rows: 2 } });
  expect(checkpoints[0]!.images[11]!.box).toEqual({ left: 28, top: 28, width: 28, height: 28 });
  const padded = await mkdtemp(join(root, "given-"));
  const truth = await writeSheet(join(padded, "epoch_1.png"), { columns: 8, rows: 8, tile: 32, padding: 2 });
  const found = await openImages([padded], { grid: { columns: 8, rows: 8 } });
  expect(found.checkpoints[0]!.images.map(({ box }) => box)).toEqual(truth);
});

test("pictures per epoch without a visible grid are not guessed at: the layout is asked for", async () => {
  const folder = await mkdtemp(join(root, "unseen-"));
  for (const epoch of [1, 2])
    await writeSheet(join(folder, `epoch${epoch}.png`), { columns: 10, rows: 2, tile: 28, padding: 0 });
  await expect(openImages([folder])).rejects.toThrow(/no grid in epoch1\.png \(280 x 56 pixels\).*--grid 10x2/);
});

test("charts, real pictures and interpolations are left out with their reasons, folders per step are checkpoints", async () => {
  const folder = join(root, "mixed");
  const seeds = Array.from({ length: 4 }, (_, index) => index);
  await writeDrawings(join(folder, "step_20"), seeds);
  await writeDrawings(join(folder, "step_3"), seeds);
  await mkdir(join(folder, "extra"), { recursive: true });
  for (const name of ["loss_curve", "real_samples", "5-interp"])
    await sharp(drawing(1))
      .png()
      .toFile(join(folder, "extra", `${name}.png`));
  const { checkpoints, skipped } = await openImages([folder]);
  expect(checkpoints.map(({ step, images }) => [step, images.length])).toEqual([
    [3, 4],
    [20, 4],
  ]);
  expect(skipped.map(({ path }) => path).sort()).toEqual([
    "extra/5-interp.png",
    "extra/loss_curve.png",
    "extra/real_samples.png",
  ]);
});

const REAL = fileURLToPath(new URL("../../../shared/data/realruns/", import.meta.url));
describe.skipIf(!existsSync(REAL))("real runs (skipped where they are not there)", () => {
  test.each([
    ["hollylxj_anime/DCgan/DCGANresults", ["8x8"]],
    ["hollylxj_anime/DCgan/SNGANresults", ["8x4", "8x8"]],
    ["duke661_gans/images/dcgan", ["5x8"]],
    ["rafailislam/images", ["5x5"]],
    ["rafailislam/Project_1", ["4x4"]],
    ["nhy0_gans/images/GAN", ["4x4"]],
    ["nhy0_gans/images/DCGAN", ["10x10"]],
    ["michaelwjohnson_dcgan_mnist/baseline", ["8x8"]],
    ["michaelwjohnson_dcgan_mnist/modified", ["8x8"]],
  ])("%s has the layout %j", async (folder, layouts) => {
    const { checkpoints } = await openImages([join(REAL, folder)]);
    expect([...new Set(checkpoints.map(({ layout }) => `${layout?.columns}x${layout?.rows}`))].sort()).toEqual(layouts);
  });
});
