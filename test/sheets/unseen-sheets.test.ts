import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import sharp from "sharp";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openImages } from "../../src/inputs/open-images.ts";
import { lcg } from "../helpers/random.ts";

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "gan-diversity-"));
});
afterAll(() => rm(root, { recursive: true }));

/** Blobs on noisy dark ground: their distances show in part, no seam does. */
const noisyBlobs = (columns: number, rows: number, tile: number, seed: number) => {
  const next = lcg(seed);
  const blobs = Array.from({ length: columns * rows }, () => ({
    x: tile * (0.3 + 0.4 * next()),
    y: tile * (0.25 + 0.5 * next()),
    radius: tile * (0.1 + 0.2 * next()),
  }));
  const [width, height] = [columns * tile, rows * tile];
  const pixels = Uint8Array.from({ length: width * height }, (_, at) => {
    const [left, top] = [at % width, Math.floor(at / width)];
    const { x, y, radius } = blobs[Math.floor(top / tile) * columns + Math.floor(left / tile)]!;
    const isInk = ((left % tile) - x) ** 2 + ((top % tile) - y) ** 2 < radius ** 2;
    return (isInk ? 200 : 10) + 50 * next();
  });
  return sharp(pixels, { raw: { width, height, channels: 1 } });
};

test("a box on a page that shows no tiles is asked for, and the page is never cut by the sizes that divide it", async () => {
  const folder = await mkdtemp(join(root, "page-"));
  const box = await noisyBlobs(8, 3, 190, 5).png().toBuffer();
  // 1900 x 800: of the usual tile sizes only 100 divides it.
  await sharp({ create: { width: 1900, height: 800, channels: 3, background: "#ffffff" } })
    .composite([{ input: box, left: 190, top: 110 }])
    .png()
    .toFile(join(folder, "epoch_12.png"));
  await expect(openImages([folder])).rejects.toThrow(/name the layout with/);
});

test("a folder of a few sheets that show no layout gets the suggestion that a single one gets", async () => {
  const folder = join(root, "few");
  await mkdir(folder);
  for (const [index, name] of ["left", "right", "other"].entries())
    await noisyBlobs(5, 4, 40, 31 + index)
      .png()
      .toFile(join(folder, `${name}.png`));
  const { checkpoints, warnings } = await openImages([folder]);
  const isCut = checkpoints.every(({ layout }) => layout?.columns === 5 && layout.rows === 4);
  expect(isCut || warnings.some((warning) => warning.includes("--grid 5x4"))).toBe(true);
});
