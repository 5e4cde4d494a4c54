import { execFileSync } from "node:child_process";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ResultCache } from "../../../src/embed/cache/result-cache.ts";

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "gan-diversity-"));
});
afterAll(() => rm(root, { recursive: true }));

/** As a later process would see it. */
const kept = async (folder: string, from: readonly unknown[]): Promise<unknown> => {
  let isComputed = false;
  const cache = new ResultCache(folder);
  const value = await cache.of(from, async () => {
    isComputed = true;
    return null;
  });
  await cache.close();
  return isComputed ? "computed" : value;
};

const keep = async (folder: string, from: readonly unknown[], value: unknown): Promise<void> => {
  const cache = new ResultCache(folder);
  await cache.of(from, async () => value);
  await cache.close();
};

test("what was computed once is read again, and for nothing else", async () => {
  const folder = join(root, "again");
  const value = { list: [1, 0.1 + 0.2, 1e-300], text: "ä\u2028", none: null };
  await keep(folder, ["a", 1, { b: null }], value);
  expect(await kept(folder, ["a", 1, { b: null }])).toEqual(value);
  expect(await kept(folder, ["a", 2, { b: null }])).toBe("computed");
});

test("without a key everything is computed and nothing kept", async () => {
  const folder = join(root, "keyless");
  const cache = new ResultCache(folder);
  expect(await cache.of(null, async () => 5)).toBe(5);
  await cache.close();
  await expect(readdir(folder)).rejects.toThrow("ENOENT");
});

test("a file that is cut, changed or of another key reads as absent", async () => {
  const folder = join(root, "damaged");
  await keep(folder, ["x"], [1, 2, 3]);
  const path = join(folder, (await readdir(folder))[0]!);
  const whole = await readFile(path);
  const changes: ((bytes: Buffer) => Buffer)[] = [
    (bytes) => bytes.subarray(0, 20),
    (bytes) => bytes.subarray(0, -1),
    (bytes) => Buffer.alloc(bytes.length),
    (bytes) => Buffer.concat([bytes.subarray(0, -2), Buffer.from("4]")]),
    (bytes) => Buffer.concat([bytes.subarray(0, 30), Buffer.from([bytes[30]! ^ 1]), bytes.subarray(31)]),
  ];
  for (const change of changes) {
    await writeFile(path, change(Buffer.from(whole)));
    expect(await kept(folder, ["x"])).toBe("computed");
    await writeFile(path, whole);
  }
  expect(await kept(folder, ["x"])).toEqual([1, 2, 3]);
});

test.skipIf(process.platform === "win32")(
  "a named pipe in its place reads as absent, and nobody waits (POSIX only)",
  async () => {
    const folder = join(root, "pipe");
    await keep(folder, ["x"], 1);
    const path = join(folder, (await readdir(folder))[0]!);
    await rm(path);
    execFileSync("mkfifo", [path]);
    expect(await kept(folder, ["x"])).toBe("computed");
  },
);

test("numbers that JSON does not hold are not kept", async () => {
  const folder = join(root, "infinite");
  await keep(folder, ["x"], { low: Number.NEGATIVE_INFINITY });
  expect(await kept(folder, ["x"])).toBe("computed");
});

test("a folder that can not be written costs the memory only", async () => {
  const file = join(root, "file");
  await writeFile(file, "");
  const cache = new ResultCache(join(file, "below"));
  expect(await cache.of(["x"], async () => 7)).toBe(7);
  await cache.close();
});

test("a result of megabytes is read as it was put, and what JSON does not hold anywhere in it is not kept", async () => {
  const results = new ResultCache(join(root, "large"));
  const value = {
    names: Array.from({ length: 300_000 }, (_, index) => `folder/picture ${index}.png`),
    rest: [1, { a: null }],
  };
  results.put(["large"], value);
  results.put(["not held"], { ...value, rest: [1, { a: Number.NaN }] });
  await results.close();
  expect(await results.get(["large"])).toEqual(value);
  expect(await results.get(["not held"])).toBeUndefined();
});
