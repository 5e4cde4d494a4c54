import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import sharp, { type Sharp } from "sharp";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openImages } from "../../src/inputs/open-images.ts";
import { decodeImages } from "../../src/pixels/decode.ts";
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
  if (path.endsWith("jpg")) await picture.jpeg({ quality: 92, chromaSubsampling: "4:4:4" }).toFile(path);
  else if (path.endsWith("webp")) await picture.webp({ quality: 95, smartSubsample: true }).toFile(path);
  else await picture.png().toFile(path);
  return boxes;
};

/** White dots of any size somewhere in black tiles without gutters: nothing shows where a tile ends. */
const darkSheet = (columns: number, rows: number, tile: number, seed: number) => {
  const next = lcg(seed);
  const dots = Array.from({ length: columns * rows }, () => ({
    x: tile * (0.3 + next() * 0.4),
    y: tile * (0.3 + next() * 0.4),
    radius: tile * (0.1 + next() * 0.18),
  }));
  const width = columns * tile;
  const pixels = new Uint8Array(width * rows * tile).map((_, index) => {
    const [left, top] = [index % width, Math.floor(index / width)];
    const { x, y, radius } = dots[Math.floor(top / tile) * columns + Math.floor(left / tile)]!;
    return ((left % tile) - x) ** 2 + ((top % tile) - y) ** 2 < radius ** 2 ? 255 : 0;
  });
  return sharp(pixels, { raw: { width, height: rows * tile, channels: 1 } });
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

test("--grid takes the exact boxes where the same grid can be seen", async () => {
  const folder = await mkdtemp(join(root, "given-figure-"));
  const sheet = { columns: 4, rows: 4, tile: 49, padding: 11, gutter: "#ffffff", margin: 40 };
  const truth = await writeSheet(join(folder, "epoch_1.png"), sheet);
  const { checkpoints } = await openImages([folder], { grid: { columns: 4, rows: 4 } });
  expect(checkpoints[0]!.images.map(({ box }) => box)).toEqual(truth);
});

test("--grid that is not what a sheet plainly shows is refused with what was seen; --padding insists", async () => {
  const folder = await mkdtemp(join(root, "given-wrong-"));
  await writeSheet(join(folder, "epoch_1.png"), { columns: 8, rows: 6, tile: 32, padding: 2 });
  await expect(openImages([folder], { grid: { columns: 4, rows: 4 } })).rejects.toThrow(
    /received `grid` 4x4: gutters of one colour make it 8x6/,
  );
  const insisted = await openImages([folder], { grid: { columns: 4, rows: 3 }, padding: 2 });
  expect(insisted.checkpoints[0]!.images).toHaveLength(12);
});

test("a sheet that plainly shows another layout keeps it among others of its size", async () => {
  const folder = await mkdtemp(join(root, "own-"));
  // 8 x 34 + 2 = 3 x 90 + 2 + 2: the same size.
  for (const epoch of [1, 2, 3, 4])
    await writeSheet(join(folder, `epoch_${epoch}.png`), { columns: 8, rows: 8, tile: 32, padding: 2 }, epoch);
  await writeSheet(join(folder, "epoch_5.png"), { columns: 3, rows: 3, tile: 88, padding: 2 }, 5);
  await sharp(join(folder, "epoch_5.png"))
    .extend({ right: 2, bottom: 2, background: "#000000" })
    .toFile(join(folder, "epoch_6.png"));
  await rm(join(folder, "epoch_5.png"));
  const { checkpoints } = await openImages([folder]);
  expect(checkpoints.map(({ layout }) => `${layout?.columns}x${layout?.rows}`)).toEqual([
    "8x8",
    "8x8",
    "8x8",
    "8x8",
    "3x3",
  ]);
});

test("--grid cuts the picture inside a figure and not its margins", async () => {
  const folder = await mkdtemp(join(root, "given-inside-"));
  await writeSheet(join(folder, "inner.png"), { columns: 8, rows: 3, tile: 40, padding: 0 });
  const inner = await readFile(join(folder, "inner.png"));
  await rm(join(folder, "inner.png"));
  await sharp({ create: { width: 420, height: 300, channels: 3, background: "#ffffff" } })
    .composite([{ input: inner, left: 50, top: 100 }])
    .png()
    .toFile(join(folder, "epoch_1.png"));
  const { checkpoints } = await openImages([folder], { grid: { columns: 8, rows: 3 } });
  expect(checkpoints[0]!.images.map(({ box }) => box)).toEqual(
    Array.from({ length: 24 }, (_, index) => ({
      left: 50 + (index % 8) * 40,
      top: 100 + Math.floor(index / 8) * 40,
      width: 40,
      height: 40,
    })),
  );
});

test("--grid with --padding leaves out empty cells at the end and says how many", async () => {
  const folder = await mkdtemp(join(root, "given-empty-"));
  await writeSheet(join(folder, "epoch_1.png"), { columns: 8, rows: 4, tile: 30, padding: 2, cells: 29 });
  const { checkpoints } = await openImages([folder], { grid: { columns: 8, rows: 4 }, padding: 2 });
  expect(checkpoints[0]!.images).toHaveLength(29);
  expect(checkpoints[0]!.layout!.basis).toContain("3 empty cells");
});

test("a --grid that leaves no pixels is wrong usage", async () => {
  const folder = await mkdtemp(join(root, "given-small-"));
  await sharp(drawing(1)).png().toFile(join(folder, "1.png"));
  await expect(openImages([folder], { grid: { columns: 30, rows: 30 }, padding: 4 })).rejects.toThrow(
    /Expected a layout that fits into 1\.png \(32 x 32 pixels\)/,
  );
});

test("gutters are found whatever the layout, in lossless and in lossy files", async () => {
  const sheets = fc.record({
    columns: fc.integer({ min: 2, max: 6 }),
    rows: fc.integer({ min: 2, max: 6 }),
    tile: fc.constantFrom(28, 32, 48, 64),
    gutter: fc.constantFrom("#000000", "#ffffff", "#7f7f7f"),
    seed: fc.nat(1000),
    file: fc.oneof(
      fc.record({ extension: fc.constant("png"), padding: fc.constantFrom(1, 2, 4) }),
      // A lossy file mixes a single pixel with its neighbours.
      fc.record({ extension: fc.constantFrom("webp", "jpg"), padding: fc.constantFrom(2, 4) }),
    ),
  });
  await fc.assert(
    fc.asyncProperty(sheets, async ({ seed, file: { extension, padding }, ...shape }) => {
      const sheet = { ...shape, padding };
      const folder = await mkdtemp(join(root, "any-"));
      const truth = await writeSheet(join(folder, `epoch_1.${extension}`), sheet, seed);
      const { checkpoints } = await openImages([folder]);
      expect(checkpoints[0]!.images.map(({ box }) => box)).toEqual(truth);
    }),
    { numRuns: 30 },
  );
});

test("JPEG blurs gutters, and they are still found", async () => {
  const folder = await mkdtemp(join(root, "jpeg-"));
  const truth = await writeSheet(join(folder, "5.jpg"), { columns: 8, rows: 8, tile: 64, padding: 2 });
  expect((await openImages([folder])).checkpoints[0]!.images.map(({ box }) => box)).toEqual(truth);
});

test("a blank sheet has the layout of the other sheets, with all its tiles: blank output is evidence", async () => {
  const folder = await mkdtemp(join(root, "blank-"));
  for (const step of [1, 2])
    await writeSheet(join(folder, `epoch_${step}.png`), { columns: 4, rows: 4, tile: 32, padding: 2 }, step);
  await sharp({ create: { width: 138, height: 138, channels: 3, background: "#000000" } })
    .png()
    .toFile(join(folder, "epoch_3.png"));
  const { checkpoints } = await openImages([folder]);
  expect(checkpoints.map(({ images }) => images.length)).toEqual([16, 16, 16]);
  expect(checkpoints[2]!.layout!.basis).toContain("as in the other pictures");
});

test("sheets without gutters are cut at the seams of their tiles, with a warning", async () => {
  const folder = await mkdtemp(join(root, "seams-"));
  for (const epoch of [1, 2, 3])
    await writeSheet(join(folder, `epoch${epoch}.png`), { columns: 10, rows: 4, tile: 32, padding: 0 }, epoch);
  const { checkpoints, warnings } = await openImages([folder]);
  expect(checkpoints.map(({ layout }) => `${layout?.columns}x${layout?.rows}`)).toEqual(["10x4", "10x4", "10x4"]);
  expect(checkpoints[0]!.images[11]!.box).toEqual({ left: 32, top: 32, width: 32, height: 32 });
  expect(warnings).toEqual([expect.stringMatching(/10x4.*--grid/)]);
});

test("drawings on black without gutters are found by their repetition, and the warning says how sure that is", async () => {
  const folder = await mkdtemp(join(root, "dark-"));
  for (const epoch of [0, 1, 2]) await darkSheet(10, 2, 30, epoch * 500).toFile(join(folder, `epoch${epoch}.png`));
  const { checkpoints, warnings } = await openImages([folder]);
  expect(checkpoints.map(({ images }) => images.length)).toEqual([20, 20, 20]);
  expect(checkpoints[0]!.layout).toMatchObject({ columns: 10, rows: 2, padding: 0, confidence: 0.75, emptyCells: 0 });
  expect(warnings).toEqual([expect.stringMatching(/10x2 by repetition.*75 %.*--grid/)]);
});

/** A picture without seams or repetition, of a size that several usual tile sizes divide. */
const writeSmooth = (path: string, seed: number) =>
  sharp(drawing(seed)).resize(256, 128, { fit: "fill", kernel: "cubic" }).blur(3).png().toFile(path);

test("pictures per epoch without a visible grid are not guessed at: the layout is asked for with the two best guesses", async () => {
  const folder = await mkdtemp(join(root, "unseen-"));
  for (const epoch of [1, 2]) await writeSmooth(join(folder, `epoch${epoch}.png`), epoch);
  await expect(openImages([folder])).rejects.toThrow(
    /no grid in epoch1.png \(256 x 128 pixels\).*`grid` \d+x\d+ or `grid` \d+x\d+, or `grid` 1x1/,
  );
});

test("numbers that count in steps may be sheets: where repetition alone shows the layout, it is suggested", async () => {
  const folder = await mkdtemp(join(root, "steps-"));
  for (const step of [0, 500, 1000]) await darkSheet(10, 2, 30, step).toFile(join(folder, `${step}.png`));
  const { checkpoints, warnings } = await openImages([folder]);
  expect(checkpoints[0]!.images).toHaveLength(3);
  expect(warnings).toEqual([expect.stringContaining("--grid 10x2")]);
});

test("cells at the end that are black in every sheet without gutters are no images; a blank tile of one sheet is one", async () => {
  const folder = await mkdtemp(join(root, "packed-empty-"));
  for (const step of [1, 2, 3]) {
    const cells = step === 2 ? 28 : 29;
    await writeSheet(join(folder, `epoch${step}.png`), { columns: 8, rows: 4, tile: 32, padding: 0, cells }, step);
  }
  const { checkpoints } = await openImages([folder]);
  expect(checkpoints.map(({ images }) => images.length)).toEqual([29, 29, 29]);
  expect(checkpoints[1]!.layout).toMatchObject({ columns: 8, rows: 4, emptyCells: 3 });
});

test("one small object on a plain background is no grid of empty tiles", async () => {
  const folder = await mkdtemp(join(root, "object-"));
  for (const index of [1, 2, 3])
    await sharp({ create: { width: 64, height: 64, channels: 3, background: "#000000" } })
      .composite([{ input: await sharp(drawing(index)).resize(18, 18).png().toBuffer(), left: 40, top: 6 }])
      .png()
      .toFile(join(folder, `${index}.png`));
  const { checkpoints } = await openImages([folder]);
  expect(checkpoints[0]!.images.map(({ box }) => box)).toEqual([null, null, null]);
});

test("a broken file in a run of sheets is skipped when it is measured, an unreadable one at once", async () => {
  const folder = await mkdtemp(join(root, "broken-"));
  for (const step of [1, 2, 3])
    await writeSheet(join(folder, `epoch_${step}.png`), { columns: 4, rows: 4, tile: 32, padding: 2 }, step);
  const bytes = await readFile(join(folder, "epoch_2.png"));
  await writeFile(join(folder, "epoch_2.png"), bytes.subarray(0, bytes.length / 2));
  await writeFile(join(folder, "epoch_4.png"), "");
  const { checkpoints, skipped } = await openImages([folder]);
  expect(skipped).toEqual([{ path: "epoch_4.png", reason: "can not be opened: the file is empty" }]);
  expect(checkpoints).toHaveLength(3);
  const decoded = [];
  for await (const image of decodeImages(checkpoints[1]!.images, 8, 1)) decoded.push(image);
  expect(decoded).toEqual([{ path: "epoch_2.png", reason: expect.stringContaining("can not be decoded") as string }]);
});

test("tiles are decoded in order at their own pixels, whatever the concurrency", async () => {
  const folder = await mkdtemp(join(root, "decode-"));
  for (const step of [1, 2])
    await writeSheet(join(folder, `epoch_${step}.png`), { columns: 3, rows: 2, tile: 32, padding: 2 }, step);
  const { checkpoints } = await openImages([folder]);
  const all = checkpoints.flatMap(({ images }) => images);
  for (const concurrency of [1, 4]) {
    const members: string[] = [];
    for await (const image of decodeImages(all, 32, concurrency)) {
      if ("reason" in image) throw new Error(image.reason);
      const [, epoch, row, column] = /epoch_(\d)\.png#(\d),(\d)/.exec(image.member)!;
      const seed = Number(epoch) * 1000 + Number(row) * 3 + Number(column);
      const drawn = await sharp(drawing(seed)).removeAlpha().raw().toBuffer();
      expect(Buffer.from(image.pixels).equals(drawn)).toBe(true);
      expect([image.width, image.height]).toEqual([32, 32]);
      members.push(image.member);
    }
    expect(members).toEqual(all.map(({ member }) => member));
  }
});

test("animations beside still pictures are left out; alone, GIF and WebP are read frame by frame", async () => {
  const folder = await mkdtemp(join(root, "gif-"));
  const frames = await Promise.all([1, 2].map((seed) => sharp(drawing(seed)).png().toBuffer()));
  await sharp(frames, { join: { animated: true } })
    .gif()
    .toFile(join(folder, "run.gif"));
  await sharp(frames, { join: { animated: true } })
    .webp()
    .toFile(join(root, "run.webp"));
  for (const path of [folder, join(root, "run.webp")]) {
    const alone = await openImages([path], { grid: { columns: 1, rows: 1 } });
    expect(alone.checkpoints.map(({ label }) => label)).toEqual(["frame 0", "frame 1"]);
  }
  await writeDrawings(join(folder, "samples"), [1, 2, 3]);
  const { checkpoints, skipped } = await openImages([folder]);
  expect(checkpoints[0]!.images).toHaveLength(3);
  expect(skipped).toEqual([{ path: "run.gif", reason: "an animation, or several pages, beside still pictures" }]);
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

test("folders of real pictures and of latent sweeps are left out, whatever their files are called", async () => {
  const folder = join(root, "kinds");
  for (const kind of ["fake", "real", "varying_c1"]) await writeDrawings(join(folder, kind), [1, 2, 3]);
  const { checkpoints, skipped } = await openImages([folder]);
  expect(checkpoints.flatMap(({ images }) => images.map(({ member }) => member))).toEqual([
    "fake/image_0.png",
    "fake/image_1.png",
    "fake/image_2.png",
  ]);
  expect(skipped).toHaveLength(6);
  expect(skipped[0]!.reason).toMatch(/real pictures/);
  expect(skipped[5]!.reason).toMatch(/latent space/);
});

test.each<[string, (seed: number) => Sharp]>([
  ["drawings", (seed) => sharp(drawing(seed)).resize(96, 96)],
  ["drawings enlarged in blocks", (seed) => sharp(drawing(seed)).resize(128, 128, { kernel: "nearest" })],
  ["soft pictures", (seed) => sharp(drawing(seed)).resize(80, 64, { fit: "fill" }).blur(4)],
  [
    "noise",
    (seed) => {
      const next = lcg(seed + 11);
      const pixels = Uint8Array.from({ length: 64 * 64 * 3 }, () => next() * 256);
      return sharp(pixels, { raw: { width: 64, height: 64, channels: 3 } });
    },
  ],
  [
    "small drawings on a plain background",
    (seed) =>
      sharp(drawing(seed)).resize(24, 24).extend({ top: 20, bottom: 20, left: 12, right: 28, background: "#fff" }),
  ],
])("none of 40 single images is cut: %s", async (_, draw) => {
  const folder = await mkdtemp(join(root, "single-"));
  for (let seed = 0; seed < 40; seed++)
    await draw(seed)
      .png()
      .toFile(join(folder, `${seed}.png`));
  const { checkpoints, warnings } = await openImages([folder]);
  expect(checkpoints).toHaveLength(1);
  expect(checkpoints[0]!.images.map(({ box }) => box)).toEqual(new Array(40).fill(null));
  expect(warnings).toEqual([]);
});

const EVALUATION = fileURLToPath(new URL("../../../shared/data/eval/", import.meta.url));
describe.skipIf(!existsSync(EVALUATION))("evaluation sets (skipped where they are not there)", () => {
  test.each(["public", "reference"])(
    "no single image of %s is cut",
    async (kind) => {
      const folders = (await readdir(join(EVALUATION, kind), { withFileTypes: true })).filter((entry) =>
        entry.isDirectory(),
      );
      expect(folders.length).toBeGreaterThan(0);
      for (const { name } of folders) {
        const { checkpoints, warnings } = await openImages([join(EVALUATION, kind, name)]);
        expect(checkpoints, name).toHaveLength(1);
        expect(checkpoints[0]!.images.filter(({ box }) => box !== null)).toEqual([]);
        expect(warnings).toEqual([]);
      }
    },
    60_000,
  );
});
