import fs from "node:fs";
import { appendFile, mkdir, mkdtemp, readdir, rm, truncate, utimes, writeFile } from "node:fs/promises";
import { syncBuiltinESMExports } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { Analysis } from "../../src/analysis/analysis.ts";
import { isRunSet } from "../../src/report/runs.ts";
import { analyze } from "../../src/run/analyze.ts";
import { analyzeRuns } from "../../src/run/analyze-runs.ts";
import type { AnalyzeOptions } from "../../src/run/options.ts";
import { writeDrawings } from "../helpers/pictures.ts";

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "gan-diversity-unchanged-"));
});
afterAll(() => rm(root, { recursive: true }));

let samples: string;
let log: string;
let options: AnalyzeOptions;
let minutes = 0;

/** What was written just now is never remembered; every time it is another minute of long ago. */
const age = async (folder: string): Promise<void> => {
  const then = new Date(Date.UTC(2020, 0, 1, 0, ++minutes));
  for (const entry of await readdir(folder, { withFileTypes: true, recursive: true }))
    if (entry.isFile()) await utimes(join(entry.parentPath, entry.name), then, then);
};

beforeEach(async () => {
  const place = await mkdtemp(join(root, "run-"));
  samples = join(place, "samples");
  await mkdir(samples);
  await writeDrawings(
    samples,
    Array.from({ length: 20 }, (_, seed) => seed),
  );
  log = join(place, "log.csv");
  await writeFile(log, "step,d_loss,g_loss\n1,0.6,0.7\n2,0.6,0.7\n3,0.6,0.7\n");
  await age(place);
  options = { inputs: [samples], scores: log, threads: 1, cache: join(place, "cache") };
});

const wasJudged = ({ timings }: Analysis): boolean => timings.some(({ stage }) => stage === "embed");
const withoutTimes = ({ createdAt, timings, ...rest }: Analysis) => rest;

test("what has not changed is told again without being judged, and is what it was", async () => {
  const first = await analyze(options);
  expect(wasJudged(first)).toBe(true);
  const second = await analyze(options);
  expect(wasJudged(second)).toBe(false);
  expect(withoutTimes(second)).toEqual(withoutTimes(first));
  expect(Date.parse(second.createdAt)).toBeGreaterThan(Date.parse(first.createdAt));
});

test.each<[string, () => Promise<unknown>]>([
  ["a picture that was written anew", () => writeDrawings(samples, [900])],
  ["a picture more", () => writeDrawings(samples, [901], "other_")],
  ["a picture less", async () => rm(join(samples, (await readdir(samples)).sort()[0]!))],
  ["a line more in the log", () => appendFile(log, "4,0.6,0.7\n")],
  ["a file beside the samples that may hold real images", () => writeDrawings(dirname(samples), [902], "real_samples")],
])("%s is seen: the result is that of a run without a memory", async (_, change) => {
  await analyze(options);
  await change();
  await age(dirname(samples));
  const again = await analyze(options);
  expect(wasJudged(again)).toBe(true);
  const { cache, ...without } = options;
  expect(withoutTimes(again)).toEqual(withoutTimes(await analyze(without)));
});

test("another option, or not to believe the cache, is another run", async () => {
  await analyze(options);
  expect(wasJudged(await analyze({ ...options, threshold: 0.9 }))).toBe(true);
  expect(wasJudged(await analyze({ ...options, verifyCache: true }))).toBe(true);
  expect(wasJudged(await analyze(options))).toBe(false);
});

test("files of this very moment, and runs with pictures that can not be read, are judged every time", async () => {
  const moment = new Date();
  await utimes(join(samples, (await readdir(samples))[0]!), moment, moment);
  for (const _ of [1, 2]) expect(wasJudged(await analyze(options))).toBe(true);
  await truncate(join(samples, (await readdir(samples))[0]!), 100);
  await age(dirname(samples));
  for (const _ of [1, 2]) expect(wasJudged(await analyze(options))).toBe(true);
});

test("several runs are remembered together", async () => {
  const place = await mkdtemp(join(root, "runs-"));
  for (const run of ["a", "b"])
    for (const step of [100, 200, 300]) {
      const folder = join(place, run, `step_${step}`);
      await mkdir(folder, { recursive: true });
      await writeDrawings(
        folder,
        Array.from({ length: 16 }, (_, seed) => seed + step),
      );
    }
  await age(place);
  const judge = async () => {
    const result = await analyzeRuns({ inputs: [place], threads: 1, cache: join(root, "runs-cache") });
    if (!isRunSet(result)) throw new Error("they are two runs");
    return result.runs;
  };
  const before = await judge();
  const after = await judge();
  expect([before.some(wasJudged), after.some(wasJudged)]).toEqual([true, false]);
  expect(after.map(withoutTimes)).toEqual(before.map(withoutTimes));
});

test.each([
  ["with", true],
  ["without", false],
])("%s a cache a folder is listed once: a picture that is gone by then is left out by name", async (_, isCached) => {
  const { readdir: list } = fs.promises;
  const [gone] = (await readdir(samples)).sort();
  fs.promises.readdir = (async (...asked: Parameters<typeof list>) => {
    const entries = await list(...asked);
    await rm(join(samples, gone!), { force: true });
    return entries;
  }) as typeof list;
  syncBuiltinESMExports();
  try {
    const { cache, ...without } = options;
    const { skipped, verdict } = await analyze(isCached ? options : without);
    expect(skipped).toEqual([{ path: gone, reason: expect.stringContaining("can not be opened") }]);
    expect(verdict.images).toBe(19);
  } finally {
    fs.promises.readdir = list;
    syncBuiltinESMExports();
  }
});
