import { cp, mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openImages } from "../../src/inputs/open-images.ts";
import { writeDrawings } from "../helpers/pictures.ts";

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "gan-diversity-"));
});
afterAll(() => rm(root, { recursive: true }));

/** A folder with pictures of these names, all the same. */
const write = async (folder: string, ...names: string[]): Promise<string> => {
  const [picture] = await writeDrawings(join(root, "one"), [1]);
  for (const name of names) {
    const path = join(root, folder, name);
    await mkdir(join(path, ".."), { recursive: true });
    await cp(picture!, path);
  }
  return join(root, folder);
};
const realsOf = async (...inputs: string[]) =>
  (await openImages(inputs, { grid: { columns: 1, rows: 1 } })).reals.map(
    ({ name, files }) => `${relative(root, name)}: ${files.map(({ path }) => path).join(" ")}`,
  );

test("real pictures in the inputs are found, those that differ in numbers as one set", async () => {
  const folder = await write("a", "fake_1.png", "fake_2.png", "real_1.png", "real_2.png", "train_batch.png");
  expect(await realsOf(folder)).toEqual(["a/real_*.png: real_1.png real_2.png", "a/train_batch.png: train_batch.png"]);
});

test("a folder of real pictures is one set, in the inputs and directly beside them", async () => {
  const run = await write("b/run", "fake_1.png", "real/x.png", "real/deep/y.png");
  await write("b", "real/z.png", "deeper/real/no.png", "training_images/no.png", "real_samples.png");
  expect(await realsOf(run)).toEqual([
    "b/run/real: deep/y.png x.png",
    "b/real: z.png",
    "b/real_samples.png: real_samples.png",
  ]);
});

test("what lies beside a file or a glob is found too", async () => {
  const folder = await write("c", "fake_1.png", "fake_2.png", "real_samples.png");
  const expected = ["c/real_samples.png: real_samples.png"];
  expect(await realsOf(join(folder, "fake_1.png"))).toEqual(expected);
  expect(await realsOf(join(folder, "fake_*.png"))).toEqual(expected);
  expect(await realsOf(join(root, "**/fake_*.png"))).toEqual([]);
});

test("a folder that only has 'real' in its path makes nothing real", async () => {
  for (const name of ["real_nvp", "unrealistic", "real"]) {
    const folder = await write(`d/${name}`, "1.png", "2.png", "generated.png");
    expect(await realsOf(folder)).toEqual(
      name === "real" ? [] : expect.not.arrayContaining([expect.stringMatching(`^d/${name}`)]),
    );
    const set = await openImages([folder], { grid: { columns: 1, rows: 1 } });
    expect(set.checkpoints[0]!.images).toHaveLength(3);
  }
});

test("names of training data and of inputs exclude nothing where there is nothing else", async () => {
  const folder = await write("e", "dataset_1.png", "dataset_2.png", "target_1.png");
  const { checkpoints, skipped } = await openImages([folder], { grid: { columns: 1, rows: 1 } });
  expect(checkpoints[0]!.images).toHaveLength(3);
  expect(skipped).toEqual([]);
});
