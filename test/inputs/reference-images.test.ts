import { mkdir, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import sharp from "sharp";
import { afterAll, beforeAll, expect, test } from "vitest";
import { InputError } from "../../src/errors.ts";
import type { SheetCut } from "../../src/inputs/image-set.ts";
import { openReferenceImages } from "../../src/inputs/reference-images.ts";
import { writeDrawings, writeSheetOf } from "../helpers/pictures.ts";

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "gan-diversity-"));
  await writeDrawings(join(root, "one"), [1, 2, 3, 4, 5, 6, 7, 8]);
  await writeDrawings(join(root, "other"), [5, 3, 8, 1, 7, 2, 6, 4], "real_");
  await mkdir(join(root, "empty"));
});
afterAll(() => rm(root, { recursive: true }));

const contents = async (folder: string, limit: number) => {
  const { checkpoint, found } = await openReferenceImages(join(root, folder), { limit });
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
  const { checkpoint } = await openReferenceImages(join(root, "other"), { limit: 100 });
  expect(checkpoint.images.map(({ member }) => basename(member))).toHaveLength(8);
  expect(checkpoint.images[0]!.member).toBe("real_0.png");
});

test("a folder without pictures is refused with the next step", async () => {
  await expect(openReferenceImages(join(root, "empty"), { limit: 10 })).rejects.toThrow(InputError);
  await expect(openReferenceImages(join(root, "none"), { limit: 10 })).rejects.toThrow(
    /real images for `reference` .* Next:/,
  );
});

const eight = Array.from({ length: 64 }, (_, index) => index);
const opened = async (name: string, cuts: readonly SheetCut[] = []) => {
  const { checkpoint, skipped } = await openReferenceImages(join(root, name), { limit: 1000, cuts });
  return [checkpoint.images.length, skipped.length];
};

test("sheets are cut, one as a file and several in a folder; a picture beside them is named", async () => {
  await writeSheetOf(join(root, "sheets/real_samples_1.png"), 8, eight);
  expect(await opened("sheets/real_samples_1.png")).toEqual([64, 0]);
  await writeSheetOf(join(root, "sheets/real_samples_2.png"), 8, eight);
  expect(await opened("sheets")).toEqual([128, 0]);
  await writeDrawings(join(root, "sheets"), [1]);
  expect(await opened("sheets")).toEqual([128, 1]);
});

test("one sheet among single pictures leaves them all single", async () => {
  await writeDrawings(join(root, "single"), eight);
  await writeSheetOf(join(root, "single/sheet.png"), 8, eight);
  expect(await opened("single")).toEqual([65, 0]);
});

test("a picture without visible grid is cut as the samples' sheets of its size, but not a folder of such pictures", async () => {
  const gutterless = sharp({ create: { width: 128, height: 128, channels: 3, background: "#405060" } });
  await mkdir(join(root, "plain"));
  await gutterless.toFile(join(root, "plain/real_0.png"));
  const cuts = [{ width: 128, height: 128, columns: 4, rows: 4 }];
  expect(await opened("plain")).toEqual([1, 0]);
  expect(await opened("plain", cuts)).toEqual([16, 0]);
  expect(await opened("plain", [{ ...cuts[0]!, width: 64 }])).toEqual([1, 0]);
  for (let index = 1; index < 16; index++) await gutterless.toFile(join(root, `plain/real_${index}.png`));
  expect(await opened("plain", cuts)).toEqual([16, 0]);
});
