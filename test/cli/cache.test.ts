import { copyFile, mkdir, mkdtemp, readdir, readFile, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { run } from "../helpers/cli.ts";
import { shell } from "../helpers/shell.ts";

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
  const kept = await readdir(folder);
  expect(kept.filter((name) => name.endsWith(".segment")).length).toBe(1);
  expect(analysis("--cache-dir", folder)).toEqual(plain);
  // Nothing new was learnt, so nothing was added.
  expect(await readdir(folder)).toEqual(kept);
});

test("a checkpoint that is new, changed or gone is measured, and the others are what they were", async () => {
  const own = join(folder, "live");
  const cache = ["--cache-dir", join(folder, "live-cache"), "--html", join(folder, "live.html")];
  await mkdir(own);
  const steps = (await readdir(SAMPLES)).filter((name) => name.includes("_step_")).sort();
  expect(steps.length).toBeGreaterThan(5);
  const put = (from: string, to = from) => copyFile(join(SAMPLES, from), join(own, to));
  const judged = (...options: string[]): unknown => {
    const { createdAt: _, timings: __, ...rest } = JSON.parse(run("check", own, "--json", "-", ...options).stdout);
    return rest;
  };
  for (const name of steps.slice(0, 4)) await put(name);
  judged(...cache);
  await put(steps[4]!);
  expect(judged(...cache)).toEqual(judged("--no-cache", ...cache.slice(2)));
  await put(steps[5]!, steps[1]!);
  expect(judged(...cache)).toEqual(judged("--no-cache", ...cache.slice(2)));
  await rm(join(own, steps[0]!));
  expect(judged(...cache)).toEqual(judged("--no-cache", ...cache.slice(2)));
}, 300_000);

test("embeddings that are damaged are not missed by who needs none, and made again for who does", async () => {
  const own = join(folder, "damaged");
  const kept = join(folder, "damaged-cache");
  const longAgo = new Date("2020-01-01");
  await mkdir(own);
  const steps = (await readdir(SAMPLES)).filter((name) => name.includes("_step_")).sort();
  // What was written just now may be written again, and is not remembered.
  const put = async (name: string) => {
    await copyFile(join(SAMPLES, name), join(own, name));
    await utimes(join(own, name), longAgo, longAgo);
  };
  const judged = (...options: string[]): unknown => {
    const { createdAt: _, timings: __, ...rest } = JSON.parse(run("check", own, "--json", "-", ...options).stdout);
    return rest;
  };
  for (const name of steps.slice(0, 3)) await put(name);
  const before = judged("--cache-dir", kept);
  const [segment] = (await readdir(kept)).filter((name) => name.endsWith(".segment"));
  const bytes = await readFile(join(kept, segment!));
  // The records are the last part; the keys in front of them stay.
  await writeFile(join(kept, segment!), bytes.fill(0, bytes.length / 2));
  expect(judged("--cache-dir", kept)).toEqual(before);
  // What lies between the last two checkpoints is measured from the embeddings of both.
  await put(steps[3]!);
  expect(judged("--cache-dir", kept)).toEqual(judged("--no-cache"));
}, 300_000);

test("--verify-cache notices what kept its path, size and time", async () => {
  const own = join(folder, "swapped");
  const cache = ["--cache-dir", join(folder, "swapped-cache")];
  await mkdir(own);
  const longAgo = new Date("2020-01-01");
  /** Raw pixels behind a fixed header: other pictures, as many bytes. */
  const write = async (shade: number) => {
    for (let index = 0; index < 20; index++) {
      const pixels = Uint8Array.from({ length: 16 * 16 * 3 }, (_, at) => (at * (index + shade)) % 251);
      const path = join(own, `${index}.ppm`);
      await writeFile(path, Buffer.concat([Buffer.from("P6 16 16 255\n"), pixels]));
      await utimes(path, longAgo, longAgo);
    }
  };
  const meanSimilarity = (...options: string[]): number =>
    JSON.parse(run("check", own, "--json", "-", ...options).stdout).checkpoints[0].metrics.meanSimilarity.value;
  await write(1);
  const before = meanSimilarity(...cache);
  await write(30);
  const now = meanSimilarity("--no-cache");
  expect(now).not.toBe(before);
  expect(meanSimilarity(...cache)).toBe(before);
  expect(meanSimilarity(...cache, "--verify-cache")).toBe(now);
  // And it is remembered as it is now.
  expect(meanSimilarity(...cache)).toBe(now);
}, 120_000);

test("--no-cache writes nothing", async () => {
  const other = join(folder, "unused");
  run("check", SAMPLES, "--no-cache", "--cache-dir", other);
  await expect(readdir(other)).rejects.toThrow("ENOENT");
});

test("cache shows what is kept, and clears the embeddings or the models alone", async () => {
  const own = join(folder, "shown");
  const home = join(folder, "home");
  const models = join(home, "gan-diversity", "models");
  await mkdir(models, { recursive: true });
  await writeFile(join(models, "mobilenetv2-12.onnx.partial"), Buffer.alloc(2_500_000));
  await writeFile(join(models, "of-the-user.onnx"), "x");
  run("check", SAMPLES, "--cache-dir", own, "--quiet");
  await writeFile(join(own, "of-the-user.segment"), "x");
  const cache = (options: string) => shell(`XDG_CACHE_HOME=${home} $TOOL cache --cache-dir ${own} ${options}`, folder);
  expect(cache("").stdout).toMatch(
    /^Embeddings: \d\.\d MB in \d+ files in .*shown, 536\.9 MB at most\nModels: 2\.5 MB in 1 file in .*models\n$/,
  );
  expect(cache("--clear")).toMatchObject({
    status: 0,
    stdout: expect.stringMatching(/^Removed \d\.\d MB in \d+ files of embeddings\n$/),
  });
  expect(await readdir(own)).toEqual(["of-the-user.segment"]);
  expect(JSON.parse(cache("--clear-models --json").stdout)).toMatchObject({
    models: { files: 0, bytes: 0, folder: models },
    embeddings: { files: 0 },
    removed: { models: { files: 1, bytes: 2_500_000 }, embeddings: { files: 0 } },
  });
  expect(await readdir(models)).toEqual(["of-the-user.onnx"]);
});
