import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import sharp from "sharp";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openImages } from "../../src/inputs/open-images.ts";
import { writeDrawings, writeSheetOf } from "../helpers/pictures.ts";

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "gan-diversity-"));
});
afterAll(() => rm(root, { recursive: true }));

const SIDE = 8 * 34 + 2;
const writeChart = (path: string, size = SIDE) =>
  sharp(
    Buffer.from(
      `<svg xmlns="http://www.w3.org/2000/svg" width="${size}" height="${size}"><rect width="100%" height="100%" fill="white"/><rect x="40.5" y="30.5" width="${size - 60}" height="${size - 70}" fill="none" stroke="black"/><polyline points="45,60 90,190 140,80 180,150 ${size - 30},60" fill="none" stroke="#1f77b4" stroke-width="2"/></svg>`,
    ),
  ).toFile(path);
const writeRun = async (name: string, epochs: readonly number[]) => {
  const folder = join(root, name);
  for (const epoch of epochs)
    await writeSheetOf(
      join(folder, `epoch_${epoch}.png`),
      8,
      Array.from({ length: 64 }, (_, index) => epoch * 64 + index),
    );
  return folder;
};
const sourcesOf = ({ checkpoints }: Awaited<ReturnType<typeof openImages>>) => checkpoints.map(({ source }) => source);

test("a chart of the size of the sheets is no checkpoint, whatever its name", async () => {
  const folder = await writeRun("charts", [1, 2, 3]);
  for (const name of ["figure_1", "epoch_4", "result_5"]) await writeChart(join(folder, `${name}.png`));
  const opened = await openImages([folder]);
  expect(sourcesOf(opened)).toEqual(["epoch_1.png", "epoch_2.png", "epoch_3.png"]);
  expect(opened.skipped.map(({ path }) => path)).toEqual(["epoch_4.png", "figure_1.png", "result_5.png"]);
  for (const { reason } of opened.skipped) expect(reason).toMatch(/chart by its look/);
});

test("what was named by itself is judged whatever its name and look say, with a note", async () => {
  const folder = await writeRun("explicit", [1, 2]);
  await writeSheetOf(
    join(folder, "training.png"),
    8,
    Array.from({ length: 64 }, (_, index) => index),
  );
  await writeChart(join(folder, "figure.png"));
  const sheet = await openImages([join(folder, "training.png")]);
  expect(sourcesOf(sheet)).toEqual(["training.png"]);
  expect(sheet.warnings).toEqual([
    expect.stringMatching(/training\.png is judged since it was named.*chart by its name/),
  ]);
  const figure = await openImages([join(folder, "figure.png")], { grid: { columns: 1, rows: 1 } });
  expect(figure.warnings).toEqual([expect.stringMatching(/figure\.png is judged.*chart by its look/)]);
  const beside = await openImages([folder, join(folder, "training.png")]);
  expect(sourcesOf(beside)).toEqual(["epoch_1.png", "epoch_2.png", "training.png"]);
});

test("all files of a folder named at once are what a shell makes of a pattern: charts among them stay out", async () => {
  const folder = await writeRun("pattern", [1, 2]);
  await writeChart(join(folder, "loss.png"));
  const files = ["epoch_1.png", "epoch_2.png", "loss.png"].map((name) => join(folder, name));
  const { skipped, warnings } = await openImages(files);
  expect(skipped.map(({ path }) => path)).toEqual(["loss.png"]);
  expect(warnings).toEqual([]);
});

test("a sheet cut otherwise keeps its own layout, and a picture that shows none takes none from sheets of its size", async () => {
  const folder = await writeRun("own", [1, 2, 3]);
  const large = Array.from({ length: 16 }, (_, index) => index);
  const tile = async (seed: number) =>
    sharp(
      Buffer.from(
        await sharp({
          create: { width: 66, height: 66, channels: 3, background: `rgb(${seed * 9},${250 - seed * 9},90)` },
        })
          .png()
          .toBuffer(),
      ),
    ).toBuffer();
  const four = sharp({ create: { width: SIDE, height: SIDE, channels: 3, background: "#000000" } }).composite(
    await Promise.all(
      large.map(async (seed) => ({
        input: await tile(seed),
        left: 2 + (seed % 4) * 68,
        top: 2 + Math.floor(seed / 4) * 68,
      })),
    ),
  );
  await four.toFile(join(folder, "epoch_4.png"));
  await writeDrawings(join(root, "photo"), [5]);
  await sharp(join(root, "photo/image_0.png")).resize(SIDE, SIDE).toFile(join(folder, "epoch_5.png"));
  const { checkpoints, skipped } = await openImages([folder]);
  expect(checkpoints.map(({ step, layout }) => `${step}: ${layout?.columns}x${layout?.rows}`)).toEqual([
    "1: 8x8",
    "2: 8x8",
    "3: 8x8",
    "4: 4x4",
  ]);
  expect(skipped.map(({ path }) => path)).toEqual(["epoch_5.png"]);
});

test("in folders that are steps, pictures of no step are no checkpoint", async () => {
  const folder = join(root, "folders");
  for (const epoch of [1, 2]) await writeDrawings(join(folder, `epoch_${epoch}`), [1, 2, 3, 4]);
  await writeDrawings(folder, [5, 6, 7], "other_");
  const { checkpoints, skipped } = await openImages([folder]);
  expect(checkpoints.map(({ label }) => label)).toEqual(["epoch 1", "epoch 2"]);
  expect(skipped).toHaveLength(3);
});

test("one sheet in a folder per step is a run in the order of the steps", async () => {
  const folder = join(root, "per-folder");
  for (const epoch of [2, 10, 1])
    await writeSheetOf(
      join(folder, `epoch_${epoch}/samples.png`),
      4,
      Array.from({ length: 16 }, (_, index) => epoch + index),
    );
  const { checkpoints, warnings } = await openImages([folder]);
  expect(checkpoints.map(({ label }) => label)).toEqual(["epoch 1", "epoch 2", "epoch 10"]);
  expect(warnings).toEqual([]);
});
