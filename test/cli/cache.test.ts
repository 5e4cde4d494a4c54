import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { run } from "../helpers/cli.ts";

const SAMPLES = "samples/mode-collapse";
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "cache-cli-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Without what differs from run to run. */
const analysis = (...options: string[]): unknown => {
  const { createdAt: _, timings: __, ...rest } = JSON.parse(run("check", SAMPLES, "--json", "-", ...options).stdout);
  return rest;
};

test("a second run from the cache measures the same to the last digit", async () => {
  const plain = analysis("--no-cache");
  expect(analysis("--cache-dir", folder)).toEqual(plain);
  expect((await readdir(folder)).length).toBe(1);
  expect(analysis("--cache-dir", folder)).toEqual(plain);
  // Nothing new was learnt, so nothing was added.
  expect((await readdir(folder)).length).toBe(1);
});

test("--no-cache writes nothing", async () => {
  const other = join(folder, "unused");
  run("check", SAMPLES, "--no-cache", "--cache-dir", other);
  await expect(readdir(other)).rejects.toThrow("ENOENT");
});
