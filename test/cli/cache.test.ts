import { mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
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
    /^Embeddings: \d\.\d MB in 1 file in .*shown, 536\.9 MB at most\nModels: 2\.5 MB in 1 file in .*models\n$/,
  );
  expect(cache("--clear")).toMatchObject({
    status: 0,
    stdout: expect.stringMatching(/^Removed \d\.\d MB in 1 file of embeddings\n$/),
  });
  expect(await readdir(own)).toEqual(["of-the-user.segment"]);
  expect(JSON.parse(cache("--clear-models --json").stdout)).toMatchObject({
    models: { files: 0, bytes: 0, folder: models },
    embeddings: { files: 0 },
    removed: { models: { files: 1, bytes: 2_500_000 }, embeddings: { files: 0 } },
  });
  expect(await readdir(models)).toEqual(["of-the-user.onnx"]);
});
