import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import sharp, { type OverlayOptions } from "sharp";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openImages } from "../../src/inputs/open-images.ts";
import { drawing } from "../helpers/pictures.ts";
import { lcg } from "../helpers/random.ts";

/** Sheets as the codebases write them: sizes, margins and fillings are theirs, the drawings ours. */
let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "gan-diversity-"));
});
afterAll(() => rm(root, { recursive: true }));

interface Placed {
  left: number;
  top: number;
  width: number;
  height: number;
}

const compose = async (
  name: string,
  size: { width: number; height: number; background: string },
  places: readonly Placed[],
  tile: (index: number) => Buffer,
): Promise<string> => {
  const folder = await mkdtemp(join(root, "run-"));
  const tiles: OverlayOptions[] = await Promise.all(
    places.map(async ({ left, top, width, height }, index) => ({
      input: await sharp(tile(index)).resize(width, height, { fit: "fill" }).png().toBuffer(),
      left,
      top,
    })),
  );
  const picture = sharp({ create: { channels: 3, ...size } }).composite(tiles);
  const file = join(folder, name);
  if (/jpg$/.test(name)) await picture.jpeg({ quality: 90 }).toFile(file);
  else await picture.png().toFile(file);
  return file;
};

/** torchvision.utils.make_grid: padding around and between the tiles. */
const grid = (count: number, columns: number, tile: number, padding: number): Placed[] =>
  Array.from({ length: count }, (_, index) => ({
    left: padding + (index % columns) * (tile + padding),
    top: padding + Math.floor(index / columns) * (tile + padding),
    width: tile,
    height: tile,
  }));

/** matplotlib's subplots with its default margins (.125, .9, .11, .88) and spaces (.2); square pictures in their middle. */
const subplots = (columns: number, rows: number, width: number, height: number): Placed[] => {
  const across = (0.775 * width) / (columns + 0.2 * (columns - 1));
  const down = (0.77 * height) / (rows + 0.2 * (rows - 1));
  const side = Math.min(across, down);
  return Array.from({ length: columns * rows }, (_, index) => {
    const left = 0.125 * width + (index % columns) * across * 1.2 + (across - side) / 2;
    const top = 0.12 * height + Math.floor(index / columns) * down * 1.2 + (down - side) / 2;
    const [x, y] = [Math.round(left), Math.round(top)];
    return { left: x, top: y, width: Math.round(left + side) - x, height: Math.round(top + side) - y };
  });
};

const art =
  (seed: number) =>
  (index: number): Buffer =>
    drawing(seed * 1000 + index);

/** Strokes in the middle of a plain tile, as a handwritten digit. */
const digit =
  (ink: string, paper: string, seed: number) =>
  (index: number): Buffer => {
    const next = lcg(seed * 100_003 + index * 7919);
    for (let skip = 0; skip < 5; skip++) next();
    const at = () => 6 + next() * 16;
    const points = Array.from({ length: 4 }, (_, point) => `${at().toFixed(1)},${(5 + point * 6).toFixed(1)}`).join(
      " ",
    );
    return Buffer.from(
      `<svg xmlns="http://www.w3.org/2000/svg" width="28" height="28"><rect width="28" height="28" fill="${paper}"/><polyline points="${points}" stroke="${ink}" stroke-width="3" fill="none"/></svg>`,
    );
  };

interface Case {
  codebase: string;
  name: string;
  size: { width: number; height: number; background: string };
  places: Placed[];
  tile: (index: number) => Buffer;
  columns: number;
  rows: number;
}

const CASES: Case[] = [
  {
    codebase: "pytorch/examples dcgan, a batch of 50: 8x7 with 6 empty cells",
    name: "fake_samples_epoch_012.png",
    size: { width: 530, height: 464, background: "#000000" },
    places: grid(50, 8, 64, 2),
    tile: art(1),
    columns: 8,
    rows: 7,
  },
  {
    codebase: "PyTorch-GAN, 25 digits",
    name: "400.png",
    size: { width: 152, height: 152, background: "#000000" },
    places: grid(25, 5, 28, 2),
    tile: digit("#ffffff", "#000000", 2),
    columns: 5,
    rows: 5,
  },
  {
    codebase: "lucidrains, 8x8 as JPEG",
    name: "12-ema.jpg",
    size: { width: 1042, height: 1042, background: "#000000" },
    places: grid(64, 8, 128, 2),
    tile: art(3),
    columns: 8,
    rows: 8,
  },
  {
    codebase: "mimicry, normalised again: the gutters are not black",
    name: "fake_samples_step_500.png",
    size: { width: 274, height: 274, background: "#1c1c1c" },
    places: grid(64, 8, 32, 2),
    tile: art(4),
    columns: 8,
    rows: 8,
  },
  {
    codebase: "Keras-GAN, 5x5 subplots of 640x480",
    name: "mnist_200.png",
    size: { width: 640, height: 480, background: "#ffffff" },
    places: subplots(5, 5, 640, 480),
    tile: digit("#ffffff", "#000000", 5),
    columns: 5,
    rows: 5,
  },
  {
    codebase: "Keras DCGAN tutorial, 4x4 subplots of 288x288",
    name: "image_at_epoch_0007.png",
    size: { width: 288, height: 288, background: "#ffffff" },
    places: subplots(4, 4, 288, 288),
    tile: digit("#fde725", "#440154", 6),
    columns: 4,
    rows: 4,
  },
  {
    codebase: "machinelearningmastery, 10x10 subplots of digits on black",
    name: "generated_plot_e010.png",
    size: { width: 640, height: 480, background: "#ffffff" },
    places: subplots(10, 10, 640, 480),
    tile: digit("#ffffff", "#000000", 7),
    columns: 10,
    rows: 10,
  },
  {
    codebase: "machinelearningmastery, 10x10 subplots of digits on white: no tile has an edge",
    name: "generated_plot_e020.png",
    size: { width: 640, height: 480, background: "#ffffff" },
    places: subplots(10, 10, 640, 480),
    tile: digit("#000000", "#ffffff", 8),
    columns: 10,
    rows: 10,
  },
  {
    codebase: "StyleGAN2-ADA, 30x16 without padding",
    name: "fakes000200.png",
    size: { width: 960, height: 512, background: "#000000" },
    places: grid(480, 30, 32, 0),
    tile: art(9),
    columns: 30,
    rows: 16,
  },
  {
    codebase: "PGGAN, 7x4 without padding",
    name: "fakes000300.png",
    size: { width: 896, height: 512, background: "#000000" },
    places: grid(28, 7, 128, 0),
    tile: art(10),
    columns: 7,
    rows: 4,
  },
  {
    codebase: "mmgeneration, 4x4 without padding",
    name: "iter_1000.png",
    size: { width: 256, height: 256, background: "#000000" },
    places: grid(16, 4, 64, 0),
    tile: art(11),
    columns: 4,
    rows: 4,
  },
  {
    codebase: "BigGAN, 10x10 as JPEG",
    name: "fixed_samples100.jpg",
    size: { width: 342, height: 342, background: "#000000" },
    places: grid(100, 10, 32, 2),
    tile: art(12),
    columns: 10,
    rows: 10,
  },
];

test.each(CASES)("$codebase", async ({ name, size, places, tile, columns, rows }) => {
  const { checkpoints } = await openImages([await compose(name, size, places, tile)], { sheets: true });
  const [checkpoint] = checkpoints;
  expect(checkpoint!.layout).toMatchObject({ columns, rows, emptyCells: columns * rows - places.length });
  expect(checkpoint!.images).toHaveLength(places.length);
  for (const [index, { box }] of checkpoint!.images.entries()) {
    const { left, top, width, height } = places[index]!;
    expect(Math.abs(box!.left + box!.width / 2 - left - width / 2), `tile ${index}`).toBeLessThanOrEqual(2);
    expect(Math.abs(box!.top + box!.height / 2 - top - height / 2), `tile ${index}`).toBeLessThanOrEqual(2);
  }
});
