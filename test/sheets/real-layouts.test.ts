import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { InputError } from "../../src/errors.ts";
import { openImages } from "../../src/inputs/open-images.ts";
import { writeSheetOf } from "../helpers/pictures.ts";

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "gan-diversity-"));
});
afterAll(() => rm(root, { recursive: true }));

const writeSheet = (folder: string, name: string, [columns, rows]: readonly [number, number], seed: number) =>
  writeSheetOf(
    join(folder, name),
    columns,
    Array.from({ length: columns * rows }, (_, index) => seed * 1000 + index),
  );

describe("runs as they lie on the disk, drawn here", () => {
  test("sheets of two layouts in one folder keep their own, and what is no sample is named", async () => {
    const folder = join(root, "mixed");
    for (const epoch of [1, 2, 3]) await writeSheet(folder, `epoch_${epoch}.png`, [8, 8], epoch);
    for (const epoch of [4, 5]) await writeSheet(folder, `epoch_${epoch}.png`, [8, 4], epoch);
    await writeSheet(folder, "real_samples.png", [8, 8], 6);
    await writeSheet(folder, "loss_curve.png", [2, 1], 7);
    const { checkpoints, skipped } = await openImages([folder]);
    expect(checkpoints.map(({ step, layout }) => `${step}: ${layout?.columns}x${layout?.rows}`)).toEqual([
      "1: 8x8",
      "2: 8x8",
      "3: 8x8",
      "4: 8x4",
      "5: 8x4",
    ]);
    expect(skipped.map(({ path }) => path)).toEqual(["loss_curve.png", "real_samples.png"]);
  });

  test("a sheet without a step among sheets with steps is no checkpoint", async () => {
    const folder = join(root, "stepless");
    for (const epoch of [1, 2, 3, 4]) await writeSheet(folder, `epoch_${epoch}.png`, [4, 4], epoch);
    for (const [index, name] of ["overview", "fakes_init", "samples-final"].entries())
      await writeSheet(folder, `${name}.png`, [4, 4], 10 + index);
    const { checkpoints, skipped } = await openImages([folder]);
    expect(checkpoints.map(({ source }) => source)).toEqual([
      "epoch_1.png",
      "epoch_2.png",
      "epoch_3.png",
      "epoch_4.png",
    ]);
    expect(skipped.map(({ path }) => path)).toEqual(["fakes_init.png", "overview.png", "samples-final.png"]);
  });

  test("a picture without a step hides no sheets of which only the names tell", async () => {
    const folder = join(root, "stepless-plain");
    const plain = sharp({ create: { width: 128, height: 64, channels: 3, background: "#405060" } });
    await mkdir(folder);
    for (const name of ["fakes_kimg_1", "fakes_kimg_2", "fakes_kimg_3"])
      await plain.toFile(join(folder, `${name}.png`));
    await plain.clone().resize(300, 200).toFile(join(folder, "overview.png"));
    await expect(openImages([folder])).rejects.toThrow(/a sheet of samples per training step/);
  });

  test("a folder per experiment is one run with a warning; given alone each is a run of its own", async () => {
    const folder = join(root, "experiments");
    for (const [index, name] of ["baseline", "modified"].entries())
      for (const epoch of [0, 5])
        await writeSheet(join(folder, name), `${epoch}_epoch.png`, [5, 5], index * 10 + epoch);
    const { checkpoints, warnings } = await openImages([folder]);
    expect(checkpoints.map(({ images }) => images.length)).toEqual([25, 25, 25, 25]);
    expect(warnings).toEqual([expect.stringContaining("2 folders")]);
    const alone = await openImages([join(folder, "baseline")]);
    expect([alone.checkpoints.length, alone.warnings]).toEqual([2, []]);
  });
});

/**
 * Columns x rows by folder, counted by eye, and how many sheets have them. Pictures that are no sheets by their name (loss curves,
 * real samples) are not counted; `null` is a folder whose pictures are all no sheets.
 */
const TRUTH: Record<string, Record<string, number> | null> = {
  "csv_oddities/apolloaggrey": null,
  "duke661_gans/images": null,
  "duke661_gans/images/dcgan": { "5x8": 20 },
  "duke661_gans/images/wgan_gp": { "5x8": 2 },
  // A screenshot, 5x2 of pictures that each show one figure four times: the only sheet that is not cut as a person would.
  hexanol_stylegan2ada: null,
  "hollylxj_anime/DCgan/DCGANresults": { "8x8": 17 },
  "hollylxj_anime/DCgan/SNGANresults": { "8x4": 11, "8x8": 8 },
  "michaelwjohnson_dcgan_mnist/baseline": { "8x8": 11 },
  "michaelwjohnson_dcgan_mnist/modified": { "8x8": 11 },
  "nhy0_gans/CIFAR10_images": null,
  "nhy0_gans/CIFAR10_images/WGAN": { "10x10": 4 },
  "nhy0_gans/LFW_images": null,
  "nhy0_gans/LFW_images/WGAN": { "10x10": 4 },
  "nhy0_gans/images": null,
  "nhy0_gans/images/DCGAN": { "10x10": 4 },
  "nhy0_gans/images/DCWGAN": { "10x10": 4 },
  "nhy0_gans/images/GAN": { "4x4": 3 },
  "nhy0_gans/images/WGAN": { "10x10": 4 },
  "nhy0_gans/images/WGAN-BN": { "10x10": 4 },
  "nhy0_gans/images/WGAN-GP": { "10x10": 3 },
  "nhy0_gans/images/WGAN_0.0001": { "10x10": 4 },
  "nhy0_gans/images/WGAN_0.0003": { "10x10": 4 },
  "nhy0_gans/images/WGAN_256": { "10x10": 4 },
  "nhy0_gans/images/WGAN_64": { "10x10": 4 },
  "nhy0_gans/images/WGAN_clip": { "10x10": 4 },
  "rafailislam/Project_1/images": { "4x4": 6 },
  "rafailislam/images": { "5x5": 21 },
  "rrmina_gan_mnist/results": { "10x2": 14 },
  "rrmina_gan_mnist/results - Gaussian Latent - Normalized input": { "10x2": 14 },
  "rrmina_gan_mnist/results - old": { "10x2": 14 },
  "rrmina_gan_mnist/results fashion mnist": { "10x2": 14 },
  "rrmina_gan_mnist/results tanh dropout leakyrelu": { "10x2": 14 },
};

const REAL = fileURLToPath(new URL("../../../shared/data/realruns/", import.meta.url));
const isPicture = (name: string) => /\.(?:png|jpe?g|gif)$/i.test(name);

describe.skipIf(!existsSync(REAL))("real runs (skipped where they are not there)", () => {
  test("every folder with pictures has an expected layout", async () => {
    const entries = await readdir(REAL, { recursive: true, withFileTypes: true });
    const folders = entries
      .filter((entry) => entry.isFile() && isPicture(entry.name))
      .map((entry) => relative(REAL, entry.parentPath));
    expect([...new Set(folders)].sort()).toEqual(Object.keys(TRUTH).sort());
  });

  test.each(Object.entries(TRUTH))("%s has the layouts %j", async (folder, layouts) => {
    const opened = await openImages([join(REAL, folder, "*.{png,jpg,jpeg,gif}")]).catch((error: unknown) => {
      if (error instanceof InputError && error.code === "NO_SAMPLES") return null;
      throw error;
    });
    const found: Record<string, number> = {};
    for (const { layout } of opened?.checkpoints ?? []) {
      if (!layout) continue;
      const key = `${layout.columns}x${layout.rows}`;
      found[key] = (found[key] ?? 0) + 1;
      expect(layout.confidence).toBeGreaterThanOrEqual(0.5);
    }
    expect(found).toEqual(layouts ?? {});
  });
});
