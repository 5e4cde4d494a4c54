import { execFileSync } from "node:child_process";
import { mkdtemp, readdir, readFile, readlink, rm, stat, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type CachedImage, EmbeddingCache } from "../../../src/embed/cache/embedding-cache.ts";

const D = 5;
let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "cache-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const image = (seed: number): CachedImage => ({
  contentHash: seed.toString(16).padStart(64, "0"),
  embedding: Float32Array.from({ length: D }, (_, k) => Math.fround(Math.sin(seed + k))),
  facts: [seed, Number.NaN],
});
const key = (seed: number) => EmbeddingCache.key("file", String(seed));

const write = async (seeds: readonly number[], limit?: number): Promise<void> => {
  const cache = new EmbeddingCache(folder, D, limit);
  await cache.open();
  for (const seed of seeds) await cache.add(key(seed), image(seed));
  await cache.close();
  expect(cache.problem).toBeNull();
};
const read = async (seeds: readonly number[]): Promise<(CachedImage | null)[]> => {
  const cache = new EmbeddingCache(folder, D);
  await cache.open();
  const found = [];
  for (const seed of seeds) found.push(cache.get(key(seed)));
  await cache.close();
  return found;
};

test("what one run adds the next one reads, to the last bit, and nothing else", async () => {
  await write([1, 2, 3]);
  expect(await read([2, 9, 3])).toEqual([image(2), null, image(3)]);
});

test("two runs at once keep what both add", async () => {
  await Promise.all([write([1, 2]), write([2, 3]), write([4])]);
  expect(await read([1, 2, 3, 4])).toEqual([1, 2, 3, 4].map(image));
});

test("a damaged record, a cut file and foreign bytes read as absent", async () => {
  await write([1, 2]);
  const [name] = await readdir(folder);
  const path = join(folder, name!);
  const bytes = await readFile(path);
  const damaged = Buffer.from(bytes);
  damaged[damaged.length - 3]! ^= 1;
  await writeFile(path, damaged);
  expect(await read([1, 2])).toEqual([image(1), null]);
  await writeFile(path, bytes.subarray(0, bytes.length - 1));
  expect(await read([1, 2])).toEqual([null, null]);
  const lying = Buffer.from(bytes);
  lying.writeUInt32LE(0xffffffff, 12);
  await writeFile(path, lying);
  expect(await read([1, 2])).toEqual([null, null]);
  await writeFile(path, "not a segment");
  expect(await read([1, 2])).toEqual([null, null]);
});

test("another dimension is another cache", async () => {
  await write([1]);
  const other = new EmbeddingCache(folder, D + 1);
  await other.open();
  expect(other.get(key(1))).toBeNull();
  await other.close();
});

test("the segments used longest ago go when the folder is full", async () => {
  await write([1]);
  await write([2]);
  const sizes = await Promise.all((await readdir(folder)).map(async (name) => (await stat(join(folder, name))).size));
  const past = new Date(Date.now() - 2 * 86_400_000);
  for (const name of await readdir(folder)) await utimes(join(folder, name), past, past);
  await read([1]);
  await write([3], 2.5 * sizes[0]!);
  expect(await read([1, 2, 3])).toEqual([image(1), null, image(3)]);
});

test("what a run wrote stays, however small the limit, and so does what it read, however old", async () => {
  const past = new Date(Date.now() - 2 * 86_400_000);
  const age = async () => {
    for (const name of await readdir(folder)) await utimes(join(folder, name), past, past);
  };
  await write([1]);
  await write([2]);
  await age();
  const cache = new EmbeddingCache(folder, D, 1);
  await cache.open();
  expect(cache.get(key(1))).toEqual(image(1));
  await cache.add(key(3), image(3));
  await cache.close();
  expect(await read([1, 2, 3])).toEqual([image(1), null, image(3)]);
});

test("what another run wrote today stays too: it may have been killed, and goes on later", async () => {
  await write([1]);
  await write([2], 1);
  expect(await read([1, 2])).toEqual([image(1), image(2)]);
});

test("a folder that can not be made is said and does not stop a run", async () => {
  const file = join(folder, "file");
  await writeFile(file, "");
  const cache = new EmbeddingCache(join(file, "below"), D);
  await cache.open();
  expect(cache.get(key(1))).toBeNull();
  await cache.add(key(1), image(1));
  await cache.close();
  expect(cache.problem).toContain("could not be used");
});

test.skipIf(process.platform !== "linux")("a folder of many segments leaves no file open (Linux only)", async () => {
  const seeds = Array.from({ length: 30 }, (_, seed) => seed);
  for (const seed of seeds) await write([seed]);
  const segmentsOpen = async () => {
    const links = await Promise.all(
      (await readdir("/proc/self/fd")).map((fd) => readlink(`/proc/self/fd/${fd}`).catch(() => "")),
    );
    return links.filter((path) => path.startsWith(folder)).length;
  };
  const cache = new EmbeddingCache(folder, D);
  await cache.open();
  for (const seed of seeds) expect(cache.get(key(seed))).toEqual(image(seed));
  expect(await segmentsOpen()).toBe(0);
  await cache.close();
});

test("more records than a block holds come back in any order, also where a copy of one is damaged", async () => {
  // 2^20 / (8 + 32 + 16 + 4 * 5) bytes: two blocks.
  const seeds = Array.from({ length: 20_000 }, (_, seed) => seed);
  await write(seeds);
  const [name] = await readdir(folder);
  await write([7]);
  const path = join(folder, name!);
  const bytes = await readFile(path);
  bytes[16 + 32 * seeds.length + 8 + 7 * 76 + 10]! ^= 1;
  await writeFile(path, bytes);
  const asked = [19_999, 0, 13_800, 7, 13_796, 13_797, 1];
  expect(await read(asked)).toEqual(asked.map(image));
});

test("what killed writers left is removed when it is old, counts while it is young, and nothing else is touched", async () => {
  const part = (digit: string) => join(folder, `${digit.repeat(24)}.part`);
  await write([1]);
  const past = new Date(Date.now() - 2 * 86_400_000);
  for (const name of await readdir(folder)) await utimes(join(folder, name), past, past);
  await writeFile(part("a"), Buffer.alloc(3000));
  await utimes(part("a"), new Date(0), new Date(0));
  await writeFile(part("b"), Buffer.alloc(3000));
  const other = join(folder, "of-the-user.segment");
  await writeFile(other, Buffer.alloc(9000));
  await utimes(other, new Date(0), new Date(0));
  await write([2], 3200);
  const names = await readdir(folder);
  expect(names).toContain("of-the-user.segment");
  expect(names).toContain(`${"b".repeat(24)}.part`);
  expect(names).not.toContain(`${"a".repeat(24)}.part`);
  // With the young part two segments are too much: the older one is gone.
  expect(await read([1, 2])).toEqual([null, image(2)]);
});

test("a pipe in the place of a segment is no segment", async () => {
  execFileSync("mkfifo", [join(folder, `${"c".repeat(24)}.segment`)]);
  await write([1]);
  expect(await read([1])).toEqual([image(1)]);
});
