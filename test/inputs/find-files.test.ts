import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, expect, test } from "vitest";
import { findFiles, naturalOrder } from "../../src/inputs/find-files.ts";

const roots: string[] = [];
let root: string;
beforeEach(async () => {
  root = await realpath(await mkdtemp(join(tmpdir(), "gan-diversity-")));
  roots.push(root);
});
afterAll(() => Promise.all(roots.map((folder) => rm(folder, { recursive: true }))));

const put = async (...paths: string[]) => {
  for (const path of paths) {
    await mkdir(join(root, path, ".."), { recursive: true });
    await writeFile(join(root, path), path);
  }
};
const find = async (...inputs: string[]) => {
  const { files, skipped } = await findFiles(inputs.map((input) => join(root, input)));
  return { paths: files.map(({ path }) => path), skipped };
};

test("a folder is searched recursively, in natural order, without hidden files and other kinds of files", async () => {
  await put("run/10.png", "run/9.PNG", "run/deep/1.webp", "run/.hidden.png", "run/.cache/1.png", "run/log.csv");
  expect((await find("run")).paths).toEqual(["9.PNG", "10.png", "deep/1.webp"]);
});

test("names are relative to the folder, to the parent of a file, or to what several inputs have in common", async () => {
  await put("run/a/1.png", "run/b/2.png");
  expect((await find("run/a/1.png")).paths).toEqual(["1.png"]);
  expect((await find("run/a", "run/b")).paths).toEqual(["a/1.png", "b/2.png"]);
  expect((await find("run/*/*.png")).paths).toEqual(["a/1.png", "b/2.png"]);
  expect((await find("run/b/2.png", "run/a")).paths).toEqual(["a/1.png", "b/2.png"]);
});

test("the same picture given twice is there once", async () => {
  await put("run/1.png");
  expect((await find("run", "run/1.png", "run/*.png")).paths).toEqual(["1.png"]);
});

test("linked folders are read, links that lead round in circles are harmless", async () => {
  await put("elsewhere/1.png", "run/a/2.png");
  await symlink(join(root, "elsewhere"), join(root, "run/linked"));
  await symlink(join(root, "run"), join(root, "run/a/loop"));
  const { paths, skipped } = await find("run");
  expect(paths).toEqual(["a/2.png", "linked/1.png"]);
  expect(skipped).toEqual([]);
});

test("a link to a picture that is there already makes no second image of it, and is named", async () => {
  await put("run/epoch_10.png");
  await symlink(join(root, "run/epoch_10.png"), join(root, "run/a_latest.png"));
  for (const input of ["run", "run/*.png"])
    expect(await find(input)).toEqual({
      paths: ["epoch_10.png"],
      skipped: [{ path: "a_latest.png", reason: "the same file as epoch_10.png" }],
    });
});

test("a link that leads nowhere is named", async () => {
  await put("run/1.png");
  await symlink(join(root, "gone.png"), join(root, "run/2.png"));
  expect((await find("run")).skipped).toEqual([{ path: "2.png", reason: "a link that leads nowhere" }]);
});

test("a video beside pictures is named, with how to make pictures of it; snapshots of the network are not", async () => {
  await put("run/1.png", "run/walk.mp4", "run/net.pt");
  expect((await find("run")).skipped).toEqual([
    { path: "walk.mp4", reason: expect.stringMatching(/^a video; .*ffmpeg -i walk\.mp4/) as string },
  ]);
});

test.each([
  ["samples.mp4", /samples\.mp4 is a video; .*ffmpeg/],
  ["samples.pt", /samples\.pt is a file of PyTorch tensors; .*PNG/],
  ["samples.pkl", /samples\.pkl is a Python pickle.*PNG/],
  ["samples.svg", /samples\.svg is a drawing/],
])("%s is named for what it is, given by itself or alone in a folder", async (name, message) => {
  await put(`run/${name}`);
  await expect(find(`run/${name}`)).rejects.toThrow(message);
  await expect(find("run")).rejects.toThrow(message);
});

test.each([
  ["nothing.png", /nothing matches/],
  ["run", /found none among 1 files/],
  ["run/log.csv", /Expected a picture .* but found log\.csv.*`scores`/],
])("%s: the error says what was looked for and what to do", async (input, message) => {
  await put("run/log.csv");
  await expect(find(input)).rejects.toThrow(message);
});

test("names with numbers have the order of the collator, whatever stands before and behind them", () => {
  const collator = new Intl.Collator("en", { numeric: true });
  const parts = ["", "a", "A", "ä", "-", "_", ".", " ", "0", "1", "01", "9", "10", "99", "100", "12345678901234567890"];
  const names = parts.flatMap((one) => parts.flatMap((two) => [`${one}${two}`, `x${one}7${two}`, `${one}5/${two}z`]));
  for (const a of names)
    for (const b of names) {
      const expected = Math.sign(collator.compare(a, b)) || (a < b ? -1 : a > b ? 1 : 0);
      if (Math.sign(naturalOrder(a, b)) !== expected) expect.fail(`${a} | ${b}`);
    }
});
