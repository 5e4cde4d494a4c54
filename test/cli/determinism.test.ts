/** The same pictures give the same JSON, whatever stands around them. */
import { copyFile, mkdir, mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Analysis } from "../../src/analysis/analysis.ts";
import { run } from "../helpers/cli.ts";
import { writeDrawings } from "../helpers/pictures.ts";

/** Twenty drawings, some of them several times, so that there are groups. */
const SEEDS = [...Array(20).keys(), 3, 3, 3, 3, 7, 7, 7];

let root: string;
let first: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "gan-diversity-"));
  await writeDrawings(join(root, "run"), SEEDS);
  first = analysis("run", "--no-cache");
}, 300_000);
afterAll(() => rm(root, { recursive: true }));

/** As text, without when, how long and with how many threads. */
const analysis = (folder: string, ...options: string[]): string => {
  const { status, stdout } = run("check", join(root, folder), "--json", "-", "--fail-on", "never", ...options);
  expect(status).toBe(0);
  const { createdAt: _, timings: __, backend: ___, settings, ...rest } = JSON.parse(stdout) as Analysis;
  const asked = settings.options?.filter(({ name }) => name !== "threads");
  return JSON.stringify({ ...rest, settings: { ...settings, options: asked } });
};

test("again", () => {
  expect(JSON.parse(first).checkpoints[0].groups.length).toBeGreaterThan(0);
  expect(analysis("run", "--no-cache")).toBe(first);
}, 300_000);

test("with one thread and with two", () => {
  expect(analysis("run", "--no-cache", "--threads", "1")).toBe(first);
  expect(analysis("run", "--no-cache", "--threads", "2")).toBe(first);
}, 300_000);

test("with an empty cache and with a full one", () => {
  const cache = join(root, "cache");
  expect(analysis("run", "--cache-dir", cache)).toBe(first);
  expect(analysis("run", "--cache-dir", cache)).toBe(first);
}, 300_000);

test("under other names, but for the names themselves", async () => {
  const names = await readdir(join(root, "run"));
  const original = new Map<string, string>();
  await mkdir(join(root, "other"));
  for (const [index, name] of names.entries()) {
    // 10 and 27 have no common divisor, so every place is taken once.
    const other = `picture_${String((index * 10) % names.length).padStart(3, "0")}x.png`;
    original.set(other, name);
    await copyFile(join(root, "run", name), join(root, "other", other));
  }
  /** Names of equal pictures are interchangeable, so each becomes that of the first with its drawing. */
  const byDrawing = (text: string) =>
    text.replace(/image_(\d+)\.png/g, (_, index: string) => `drawing ${SEEDS[Number(index)]}`);
  const renamed = analysis("other", "--no-cache").replace(/picture_\d+x\.png/g, (name) => original.get(name)!);
  const pathless = (text: string) => {
    const { settings: _, ...rest } = JSON.parse(byDrawing(text)) as Analysis;
    return { ...rest, checkpoints: rest.checkpoints.map(({ source: __, label: ___, ...checkpoint }) => checkpoint) };
  };
  expect(pathless(renamed)).toEqual(pathless(first));
}, 300_000);
