import { mkdir, mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import sharp from "sharp";
import { afterAll, beforeAll, expect, test } from "vitest";
import { run } from "../helpers/cli.ts";
import { drawing } from "../helpers/pictures.ts";

let root: string;
let folder: string;

/** 3 x 2 tiles of 32 pixels between gutters of 2; the last cell stays empty. */
const writeSheet = async (path: string, seed: number) => {
  const tiles = await Promise.all(
    [0, 1, 2, 3, 4].map(async (index) => ({
      input: await sharp(drawing(seed + index))
        .png()
        .toBuffer(),
      left: 2 + (index % 3) * 34,
      top: 2 + Math.floor(index / 3) * 34,
    })),
  );
  await sharp({ create: { width: 104, height: 70, channels: 3, background: "#000000" } })
    .composite(tiles)
    .png()
    .toFile(path);
};

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "gan-diversity-"));
  folder = join(root, "run");
  await mkdir(join(folder, "deep"), { recursive: true });
  await writeSheet(join(folder, "deep", "epoch_1.png"), 10);
  await writeSheet(join(folder, "epoch_2.png"), 20);
  await writeSheet(join(folder, "loss_curve.png"), 30);
});
afterAll(() => rm(root, { recursive: true }));

test("grid says how each sheet of a folder is cut, how sure that is, and what is left out", () => {
  const { status, stdout } = run("grid", folder);
  expect(status).toBe(0);
  const cut =
    "3x2, 5 tiles of 32 x 32 pixels, confidence 99 % (gutters of one colour, 1 empty cell at the end left out)";
  expect(stdout).toContain(`deep/epoch_1.png: ${cut}\n`);
  expect(stdout).toContain(`epoch_2.png: ${cut}\n`);
  expect(stdout).toContain("loss_curve.png: left out, a chart");
});

test("grid --json gives the box of every tile", () => {
  const { sheets } = JSON.parse(run("grid", join(folder, "epoch_2.png"), "--json").stdout);
  expect(sheets).toHaveLength(1);
  expect(sheets[0]).toMatchObject({
    path: "epoch_2.png",
    layout: { columns: 3, rows: 2, padding: 2, confidence: 0.99, emptyCells: 1 },
  });
  expect(sheets[0].tiles[4]).toEqual({ member: "epoch_2.png#1,1", left: 36, top: 36, width: 32, height: 32 });
});

test("grid --out writes the tiles of every sheet with the pixels that were drawn", async () => {
  const out = join(root, "tiles");
  const { status, stderr } = run("grid", folder, "--out", out);
  expect(status).toBe(0);
  expect(stderr).toContain("Tiles: 10 in");
  expect(await readdir(join(out, "deep"))).toHaveLength(5);
  const pixels = await sharp(join(out, "epoch_2.png_r1_c0.png")).removeAlpha().raw().toBuffer();
  expect(pixels.equals(await sharp(drawing(23)).removeAlpha().raw().toBuffer())).toBe(true);
});

test("a picture without a grid exits with 3 and names two guesses; --grid cuts it", async () => {
  const path = join(root, "photo.png");
  await sharp(drawing(3)).resize(256, 128, { fit: "fill", kernel: "cubic" }).blur(3).png().toFile(path);
  const asked = run("grid", path);
  expect(asked.status).toBe(3);
  expect(asked.stderr).toMatch(/--grid \d+x\d+ or --grid \d+x\d+/);
  expect(run("grid", path, "--grid", "4x2").stdout).toContain(
    "4x2, 8 tiles of 64 x 64 pixels, confidence 100 % (given",
  );
});

test("grid without sheets is wrong usage", () => {
  expect(run("grid").status).toBe(2);
  expect(run("grid", folder, "--padding", "2").status).toBe(2);
});
