import { mkdtemp, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ResultCache } from "../../src/embed/cache/result-cache.ts";
import { KnownFiles } from "../../src/run/known-files.ts";

const YESTERDAY = new Date(Date.now() - 86_400_000);
let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "gan-diversity-"));
});
afterAll(() => rm(root, { recursive: true }));

/** A file of long ago. */
const file = async (name: string, text: string): Promise<string> => {
  const path = join(root, name);
  await writeFile(path, text);
  await utimes(path, YESTERDAY, YESTERDAY);
  return path;
};

/** One run: what is known of the files at its start; all get the facts. */
const inRun = async (paths: readonly string[], value: unknown, { build = "1", verify = false, most = 10 } = {}) => {
  const results = new ResultCache(join(root, "cache"));
  const files = await KnownFiles.open(results, { build, inputs: [root], verify, most });
  const known = paths.map((path) => files.of(path)?.get("what"));
  for (const path of paths) files.of(path)?.set("what", value);
  files.save();
  await results.close();
  return known;
};

test("what was seen in a file is known as long as its size and time are the same", async () => {
  const path = await file("a", "12345");
  expect(await inRun([path], { seen: [1] })).toEqual([undefined]);
  expect(await inRun([path], 2)).toEqual([{ seen: [1] }]);
  await file("a", "123456");
  expect(await inRun([path], 3)).toEqual([undefined]);
  await utimes(path, YESTERDAY, new Date(YESTERDAY.getTime() + 1000));
  expect(await inRun([path], 4)).toEqual([undefined]);
});

test("a file that was written just now may be written again, and is not remembered", async () => {
  const path = join(root, "new");
  await writeFile(path, "x");
  await inRun([path], 1);
  expect(await inRun([path], 1)).toEqual([undefined]);
});

test("another build, or whoever verifies, believes nothing", async () => {
  const path = await file("b", "x");
  await inRun([path], 1);
  expect(await inRun([path], 1, { build: "2" })).toEqual([undefined]);
  expect(await inRun([path], 1, { verify: true })).toEqual([undefined]);
  expect(await inRun([path], 1)).toEqual([1]);
});

test("of a file that is not there nothing is known or kept", async () => {
  const path = join(root, "missing");
  expect(await inRun([path], 1)).toEqual([undefined]);
  expect(await inRun([path], 1)).toEqual([undefined]);
});

test("the first file of which nothing is known is told of, once, and known ones are not", async () => {
  const paths = [await file("old", "1"), await file("older", "2")];
  await inRun(paths, 1);
  const told = async (asked: readonly string[]): Promise<number> => {
    const files = await KnownFiles.open(new ResultCache(join(root, "cache")), {
      build: "1",
      inputs: [root],
      verify: false,
    });
    let count = 0;
    files.onUnknown = () => {
      count++;
    };
    for (const path of asked) files.of(path)?.get("what");
    return count;
  };
  expect(await told(paths)).toBe(0);
  expect(await told([...paths, await file("new", "3"), await file("newer", "4")])).toBe(1);
});

test("of more files than can be remembered nothing is, and what was known stays", async () => {
  const paths = await Promise.all(["many1", "many2", "many3"].map((name) => file(name, "x")));
  await inRun(paths, 1);
  expect(await inRun(paths, 2, { most: 2 })).toEqual([1, 1, undefined]);
  expect(await inRun(paths, 3)).toEqual([1, 1, 1]);
});
