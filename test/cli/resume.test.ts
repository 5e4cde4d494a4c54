import { mkdtemp, open, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import type { Analysis } from "../../src/analysis/analysis.ts";
import { lcg } from "../helpers/random.ts";
import { started } from "../helpers/started.ts";

/** Embeddings of more than one segment of 8 MiB. */
const IMAGES = 9_000;
const SIDE = 8;

/** Images without any two alike, as one NumPy array. */
const array = (): Buffer => {
  const header = `{'descr': '|u1', 'fortran_order': False, 'shape': (${IMAGES}, ${SIDE}, ${SIDE}, 3), }`;
  const padded = `${header.padEnd(128 - 11)}\n`;
  const head = Buffer.from(`\x93NUMPY\x01\x00\x00\x00${padded}`, "latin1");
  head.writeUInt16LE(padded.length, 8);
  const next = lcg(1);
  return Buffer.concat([head, Buffer.from(Array.from({ length: IMAGES * SIDE * SIDE * 3 }, () => next() * 256))]);
};

/** Keys of all embeddings that lie in the cache, as the head of each segment counts them. */
const keptIn = async (folder: string): Promise<string[]> => {
  const names = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith(".segment"));
  const perSegment = await Promise.all(
    names.map(async (name) => {
      const file = await open(join(folder, name));
      const head = Buffer.alloc(16);
      await file.read(head, 0, 16, 0);
      const keys = Buffer.alloc(32 * head.readUInt32LE(12));
      await file.read(keys, 0, keys.length, 16);
      await file.close();
      return Array.from({ length: keys.length / 32 }, (_, at) => keys.toString("hex", 32 * at, 32 * (at + 1)));
    }),
  );
  return perSegment.flat();
};

test("killed while it embeds, the next run embeds what was not written, and nothing twice", async () => {
  const root = await mkdtemp(join(tmpdir(), "gan-diversity-"));
  const [pictures, cache, json] = ["fakes.npy", "cache", "a.json"].map((name) => join(root, name)) as [
    string,
    string,
    string,
  ];
  await writeFile(pictures, array());
  const check = ["check", pictures, "--quiet", "--fail-on", "never", "--cache-dir", cache, "--json", json];
  const first = started(check);
  while ((await keptIn(cache)).length === 0 && first.child.exitCode === null) await sleep(5);
  first.child.kill("SIGKILL");
  expect(await first.ended).toBeNull();
  const before = await keptIn(cache);
  expect(before.length).toBeGreaterThan(0);
  expect(before.length).toBeLessThan(IMAGES);

  expect(await started(check).ended).toBe(0);
  const after = await keptIn(cache);
  // An image that was embedded anew would be kept twice.
  expect(after).toHaveLength(IMAGES);
  expect(new Set(after).size).toBe(IMAGES);
  expect(before.every((key) => after.includes(key))).toBe(true);
  const analysis: Analysis = JSON.parse(await readFile(json, "utf8"));
  expect(analysis.checkpoints[0]!.images).toBe(IMAGES);
  await rm(root, { recursive: true });
}, 300_000);
