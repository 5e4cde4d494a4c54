import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { checkpointsOfFiles } from "../../src/inputs/checkpoints.ts";
import { readClassLabels } from "../../src/inputs/class-labels.ts";
import { PictureFile } from "../../src/pixels/picture-file.ts";
import { sampleFile } from "../helpers/pictures.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "gan-diversity-"));
});
afterAll(() => rm(folder, { recursive: true }));

const image = (member: string) => ({
  member,
  source: new PictureFile(join(folder, member.split("#")[0]!)),
  box: null,
});
const csv = async (text: string) => {
  const path = join(folder, "labels.csv");
  await writeFile(path, text);
  return path;
};

test("the folder of an image is its class; an image in no folder has none", async () => {
  const classOf = await readClassLabels("folders");
  expect(["cat/1.png", "epoch_3/dog/1.png", "1.png"].map((member) => classOf(image(member)))).toEqual([
    "cat",
    "dog",
    null,
  ]);
});

test("a CSV names images by their path in the input, or beside itself; quotes, spaces and further columns are fine", async () => {
  const classOf = await readClassLabels(
    await csv(
      '\ufeffscore, filename ,Label\n1,a/1.png,cat\n2,"b, c.png","big dog"\n3,sheet.png,bird\n4,"sheet.png#0,1",fish\n',
    ),
  );
  expect(classOf(image("a/1.png"))).toBe("cat");
  expect(classOf({ ...image("a/1.png"), member: "elsewhere/1.png" })).toBe("cat");
  expect(classOf(image("b, c.png"))).toBe("big dog");
  expect(classOf(image("sheet.png#0,0"))).toBe("bird");
  expect(classOf(image("sheet.png#0,1"))).toBe("fish");
  expect(classOf(image("a/2.png"))).toBeNull();
});

test.each([
  ["a,b\n1,2\n", /Expected the columns path and class .* found \["a","b"\]/],
  ["", /Expected the columns path and class/],
  ['path,class\n"1.png,cat\n', /Expected a CSV file .* Quote/],
])("%j is refused with what was expected", async (text, message) => {
  await expect(readClassLabels(await csv(text))).rejects.toThrow(message);
});

test("a file that is not there, or a folder, is refused with the next step", async () => {
  for (const path of [join(folder, "none.csv"), folder])
    await expect(readClassLabels(path)).rejects.toThrow(/Expected "folders" or a CSV file .* Next:/);
});

test("numbered class folders are one set, and steps above them are still steps", () => {
  const checkpointsOf = (...paths: string[]) => checkpointsOfFiles(paths.map(sampleFile), true).checkpoints;
  expect(checkpointsOf("0/a.png", "1/a.png").map(({ images }) => images.length)).toEqual([2]);
  expect(
    checkpointsOf("epoch_1/0/a.png", "epoch_1/1/a.png", "epoch_2/0/a.png").map(
      ({ label, images }) => `${label}: ${images.length}`,
    ),
  ).toEqual(["epoch 1: 2", "epoch 2: 1"]);
});
