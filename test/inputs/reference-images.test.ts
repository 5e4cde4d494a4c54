import { mkdir, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { InputError } from "../../src/errors.ts";
import { openReferenceImages } from "../../src/inputs/reference-images.ts";
import { writeDrawings } from "../helpers/pictures.ts";

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "gan-diversity-"));
  await writeDrawings(join(root, "one"), [1, 2, 3, 4, 5, 6, 7, 8]);
  await writeDrawings(join(root, "other"), [5, 3, 8, 1, 7, 2, 6, 4], "real_");
  await mkdir(join(root, "empty"));
});
afterAll(() => rm(root, { recursive: true }));

const contents = async (folder: string, limit: number) => {
  const { checkpoint, found } = await openReferenceImages(join(root, folder), limit);
  expect(found).toBe(8);
  return (
    await Promise.all(checkpoint.images.map(async ({ source }) => (await readFile(source.path!)).toString("base64")))
  ).sort();
};

test("a limit chooses the same pictures whatever their names and order", async () => {
  const chosen = await contents("one", 3);
  expect(chosen).toHaveLength(3);
  expect(await contents("other", 3)).toEqual(chosen);
});

test("real pictures count whatever their names say", async () => {
  const { checkpoint } = await openReferenceImages(join(root, "other"), 100);
  expect(checkpoint.images.map(({ member }) => basename(member))).toHaveLength(8);
  expect(checkpoint.images[0]!.member).toBe("real_0.png");
});

test("a folder without pictures is refused with the next step", async () => {
  await expect(openReferenceImages(join(root, "empty"), 10)).rejects.toThrow(InputError);
  await expect(openReferenceImages(join(root, "none"), 10)).rejects.toThrow(/real images for `reference` .* Next:/);
});
