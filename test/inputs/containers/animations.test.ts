import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import sharp from "sharp";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openImages } from "../../../src/inputs/open-images.ts";
import { AnimationFrames } from "../../../src/pixels/animation-frames.ts";
import { readPage, readPicture } from "../../../src/pixels/read-picture.ts";
import { zip } from "../../helpers/containers.ts";
import { apng, tiff } from "../../helpers/picture-bytes.ts";
import { drawing, writeDrawings } from "../../helpers/pictures.ts";

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "gan-diversity-"));
});
afterAll(() => rm(root, { recursive: true }));

const SIDE = 32;
const WHOLE = { grid: { columns: 1, rows: 1 } };
const rgb = (seed: number, side = SIDE) => sharp(drawing(seed)).resize(side, side).removeAlpha().raw().toBuffer();
const png = (seed: number) => sharp(drawing(seed)).removeAlpha().png().toBuffer();
const put = async (name: string, bytes: Uint8Array) => {
  const path = join(root, name);
  await mkdir(join(path, ".."), { recursive: true });
  await writeFile(path, bytes);
  return path;
};
const page = async (seed: number, side = SIDE) => ({
  width: side,
  height: side,
  channels: 3,
  values: new Uint8Array(await rgb(seed, side)),
});

const animated = (seeds: readonly number[]) => {
  const frames = seeds.map((seed) => sharp(drawing(seed)).resize(SIDE, SIDE).png().toBuffer());
  return {
    gif: () => ({
      toBuffer: async () =>
        sharp(await Promise.all(frames), { join: { animated: true } })
          .gif()
          .toBuffer(),
    }),
  };
};

const open = async (path: string) => {
  const { checkpoints, skipped } = await openImages([path], WHOLE);
  const pictures = await Promise.all(
    checkpoints.flatMap(({ images }) => images.map(({ source }) => readPicture(source))),
  );
  return { checkpoints, skipped, pictures };
};
const expectDrawing = async (pixels: Uint8Array, seed: number, tolerance = 0) => {
  const expected = await rgb(seed);
  const mean = pixels.reduce((sum, value, at) => sum + Math.abs(value - expected[at]!), 0) / pixels.length;
  expect(mean).toBeLessThanOrEqual(tolerance);
};

test("every page of a TIFF, every frame of an animated PNG and WebP is a checkpoint", async () => {
  const seeds = [1, 2, 3, 4];
  const frames = await Promise.all(seeds.map(png));
  const webp = await sharp(frames, { join: { animated: true } })
    .webp({ lossless: true })
    .toBuffer();
  const files: [string, string, Uint8Array][] = [
    ["pages.tif", "page", tiff(...(await Promise.all(seeds.map((seed) => page(seed)))))],
    ["frames.png", "frame", apng(...frames.map((frame) => ({ png: frame })))],
    ["frames.webp", "frame", webp],
  ];
  for (const [name, unit, bytes] of files) {
    const { checkpoints, pictures } = await open(await put(name, bytes));
    expect(checkpoints.map(({ label }) => label)).toEqual([0, 1, 2, 3].map((frame) => `${unit} ${frame}`));
    for (const [index, seed] of seeds.entries()) await expectDrawing(pictures[index]!.pixels, seed);
  }
});

test("frames of an animated PNG are laid over those before them, in any order of asking", async () => {
  const flat = (size: number, background: { r: number; g: number; b: number; alpha: number }) =>
    sharp({ create: { width: size, height: size, channels: 4, background } })
      .png()
      .toBuffer();
  const red = await flat(8, { r: 255, g: 0, b: 0, alpha: 1 });
  const blue = await flat(4, { r: 0, g: 0, b: 255, alpha: 1 });
  const clear = await flat(4, { r: 0, g: 0, b: 0, alpha: 0 });
  const path = await put(
    "laid.png",
    apng(
      { png: red },
      { png: blue, left: 4, top: 4, dispose: 2 },
      { png: clear, blend: 1 },
      { png: clear, blend: 0, dispose: 1 },
      { png: clear, left: 4, blend: 1 },
    ),
  );
  const { checkpoints } = await open(path);
  const colours: string[] = [];
  for (const index of [4, 0, 1, 2, 3]) {
    const { pixels } = await readPicture(checkpoints[index]!.images[0]!.source);
    const at = (x: number, y: number) => [...pixels.subarray((y * 8 + x) * 3, (y * 8 + x) * 3 + 3)].join();
    colours[index] = `${at(1, 1)} ${at(6, 6)}`;
  }
  const [RED, BLUE, WHITE] = ["255,0,0", "0,0,255", "255,255,255"];
  expect(colours).toEqual([`${RED} ${RED}`, `${RED} ${BLUE}`, `${RED} ${RED}`, `${WHITE} ${RED}`, `${WHITE} ${RED}`]);
});

test("small copies among the pages of a TIFF are left out by name", async () => {
  const path = await put("thumbs.tif", tiff(await page(1), await page(2, 8), await page(3)));
  const { checkpoints, skipped } = await open(path);
  expect(checkpoints.map(({ label }) => label)).toEqual(["page 0", "page 2"]);
  expect(skipped).toEqual([{ path: "thumbs.tif/page_1", reason: expect.stringContaining("another size") as string }]);
});

test("pages of several TIFFs with a step each are the images of these steps", async () => {
  for (const step of [5, 10])
    await put(`stacks/samples_${step}.tif`, tiff(await page(step), await page(step + 1), await page(step + 2)));
  const { checkpoints } = await openImages([join(root, "stacks")]);
  expect(checkpoints.map(({ step, images }) => [step, images.length])).toEqual([
    [5, 3],
    [10, 3],
  ]);
});

test("an animation beside samples is left out, beside one other picture it is the run", async () => {
  const animation = apng({ png: await png(1) }, { png: await png(2) }, { png: await png(3) });
  await put("beside/run.png", animation);
  await writeDrawings(join(root, "beside"), [1, 2, 3]);
  const beside = await openImages([join(root, "beside")]);
  expect(beside.skipped).toEqual([
    { path: "run.png", reason: expect.stringContaining("beside still pictures") as string },
  ]);
  await put("alone/run.png", animation);
  await put("alone/overview.png", await png(9));
  const alone = await openImages([join(root, "alone")], WHOLE);
  expect(alone.checkpoints.map(({ label }) => label)).toEqual(["frame 0", "frame 1", "frame 2"]);
});

test("an animation in an archive is refused, and not taken for its first frame", async () => {
  const path = await zip(
    join(root, "run.zip"),
    { "run.png": apng({ png: await png(1) }, { png: await png(2) }) },
    false,
  );
  await expect(openImages([path])).rejects.toThrow(/run\.png: an animation, or several pages, in an archive/);
});

test("an animated PNG whose frames lie outside it, or that ends early, is refused or read as far as it goes", async () => {
  const frames = await Promise.all([1, 2].map(png));
  const outside = await put("outside.png", apng({ png: frames[0]! }, { png: frames[1]!, left: 9 }));
  await expect(openImages([outside], WHOLE)).rejects.toThrow(/outside its picture/);
  const whole = apng({ png: frames[0]! }, { png: frames[1]! });
  const cut = await put("cut.png", whole.subarray(0, whole.length - 40));
  expect((await open(cut)).checkpoints).toHaveLength(1);
});

test("frames that are read together are those that are read one by one, in any order", async () => {
  const seeds = [1, 2, 3, 4, 5, 6, 7];
  const path = await put("together.gif", await animated(seeds).gif().toBuffer());
  const size = { width: 2 ** 12, height: 2 ** 11 };
  // As if the frames were so large that four go together.
  const frames = new AnimationFrames(path, size, seeds.length);
  for (const number of [0, 1, 2, 3, 4, 6, 5, 0])
    expect((await frames.read(number)).pixels).toEqual((await readPage(path, number)).pixels);
});

test("a frame that can not be drawn costs itself and those drawn on it", async () => {
  const whole = await animated([1, 2, 3, 4, 5]).gif().toBuffer();
  const path = await put("cut.gif", whole.subarray(0, Math.floor(whole.length * 0.7)));
  const frames = new AnimationFrames(path, { width: SIDE, height: SIDE }, 5);
  const read = await Promise.all([0, 1, 2, 3, 4].map((number) => frames.read(number).catch(() => null)));
  const alone = await Promise.all([0, 1, 2, 3, 4].map((number) => readPage(path, number).catch(() => null)));
  expect(read.map((picture) => picture?.pixels)).toEqual(alone.map((picture) => picture?.pixels));
  expect(read[0]).not.toBeNull();
  expect(read.at(-1)).toBeNull();
});

test("an animation of frames larger than any figure is refused by its header, and many large ones are cut short", async () => {
  const blank = (width: number, height: number) => sharp({ create: { width, height, channels: 3, background: "red" } });
  const still = await blank(5000, 4000).gif().toBuffer();
  // The graphics part again: a second frame of the same picture.
  const start = still.indexOf(Buffer.from([0x21, 0xf9]));
  const twice = Buffer.concat([still.subarray(0, -1), still.subarray(start === -1 ? still.indexOf(0x2c) : start)]);
  await expect(openImages([await put("huge.gif", twice)], WHOLE)).rejects.toThrow(
    "huge.gif: can not be opened: an animation of 5000 x 4000 pixels is too large",
  );
});
