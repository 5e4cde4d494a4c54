import { readdirSync, readFileSync, statSync } from "node:fs";
import { fileURLToPath } from "node:url";
import sharp from "sharp";
import { expect, test } from "vitest";
import { run } from "../helpers/cli.ts";

const SAMPLES = fileURLToPath(new URL("../../samples/", import.meta.url));
const RUNS = ["healthy", "mode-collapse", "discriminator-dominates", "generator-dominates"];

/** The 64 tiles of a sheet in torchvision's layout, as grey values. */
const tilesOf = async (path: string): Promise<number[][]> => {
  const { data, info } = await sharp(path).greyscale().raw().toBuffer({ resolveWithObject: true });
  expect([info.width, info.height]).toEqual([242, 242]);
  return Array.from({ length: 64 }, (_, tile) =>
    Array.from({ length: 28 * 28 }, (__, pixel) => {
      const y = 2 + Math.floor(tile / 8) * 30 + Math.floor(pixel / 28);
      const x = 2 + (tile % 8) * 30 + (pixel % 28);
      return data[y * info.width + x]!;
    }),
  );
};

const correlation = (a: readonly number[], b: readonly number[]): number => {
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [ma, mb] = [mean(a), mean(b)];
  const dot = (f: (index: number) => number) => a.reduce((sum, _, index) => sum + f(index), 0);
  const spread = Math.sqrt(dot((i) => (a[i]! - ma) ** 2) * dot((i) => (b[i]! - mb) ** 2));
  return spread === 0 ? 1 : dot((i) => (a[i]! - ma) * (b[i]! - mb)) / spread;
};

/** Mean pixel correlation of neighbouring tiles. */
const likeness = async (path: string): Promise<number> => {
  const tiles = await tilesOf(path);
  return tiles.slice(1).reduce((sum, tile, index) => sum + correlation(tile, tiles[index]!), 0) / 63;
};

const logOf = (name: string): number[][] =>
  readFileSync(`${SAMPLES}${name}/log.csv`, "utf8")
    .trim()
    .split("\n")
    .slice(1)
    .map((line) => line.split(",").map(Number));
const sheetsOf = (name: string): string[] =>
  readdirSync(SAMPLES + name)
    .filter((file) => file.startsWith("fake_samples"))
    .sort()
    .map((file) => `${SAMPLES}${name}/${file}`);

test.each(RUNS)("%s has 11 sheets and a log of 500 finite rows whose scores lie in [0, 1]", async (name) => {
  expect(sheetsOf(name)).toHaveLength(11);
  const rows = logOf(name);
  expect(rows).toHaveLength(500);
  for (const [, generator, discriminator, ...losses] of rows) {
    for (const score of [generator!, discriminator!]) expect(score >= 0 && score <= 1).toBe(true);
    for (const loss of losses) expect(Number.isFinite(loss)).toBe(true);
  }
});

test("the samples are small", () => {
  const sizes = readdirSync(SAMPLES, { recursive: true, encoding: "utf8" }).map(
    (file) => statSync(SAMPLES + file).size,
  );
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(3e6);
});

test("the collapsed run's tiles become one picture, the healthy run's stay different", async () => {
  expect(await likeness(sheetsOf("mode-collapse").at(-1)!)).toBeGreaterThan(0.8);
  expect(await likeness(sheetsOf("mode-collapse")[5]!)).toBeLessThan(0.5);
  expect(await likeness(sheetsOf("healthy").at(-1)!)).toBeLessThan(0.5);
});

test("the scores of the dominated runs end at the extremes", () => {
  const end = (name: string, column: number) =>
    logOf(name)
      .slice(-50)
      .reduce((sum, row) => sum + row[column]!, 0) / 50;
  expect(end("discriminator-dominates", 1)).toBeLessThan(0.05);
  expect(end("discriminator-dominates", 2)).toBeGreaterThan(0.95);
  expect(end("generator-dominates", 1)).toBeGreaterThan(0.95);
});

test.each([
  ["healthy", "Healthy", 0, null],
  ["mode-collapse", "Mode collapse", 1, "since step 2400"],
  ["discriminator-dominates", "No structure + Discriminator dominates", 1, "discriminator dominates since step 78"],
  ["generator-dominates", "No structure + Generator dominates", 1, "generator dominates since step 3"],
])("the tool calls %s what it is: %s", (name, headline, status, since) => {
  const result = run("check", SAMPLES + name, "--scores", `${SAMPLES}${name}/log.csv`);
  expect(result.stdout.split("\n")[0]).toBe(headline);
  expect(result.status).toBe(status);
  if (since) expect(result.stdout.replace(/\s+/g, " ")).toContain(since);
});

const REAL = fileURLToPath(new URL("../../../shared/data/realruns/", import.meta.url));
const there = (() => {
  try {
    return statSync(REAL).isDirectory();
  } catch {
    return false;
  }
})();

test.skipIf(!there).each<[string, string[], number, string, RegExp?]>([
  ["michaelwjohnson_dcgan_mnist/baseline", ["--scores", "losses.csv"], 0, "Healthy"],
  [
    "michaelwjohnson_dcgan_mnist/modified",
    ["--scores", "losses.csv"],
    1,
    "Mode collapse + Discriminator dominates",
    /modes since epoch 10 /,
  ],
  ["rafailislam/images", [], 1, "Mode collapse", /since step 1500/],
  ["rafailislam/Project_1", [], 0, "Healthy"],
  ["rrmina_gan_mnist/results - old", ["--grid", "10x2"], 1, "Mode collapse"],
  ["hollylxj_anime/DCgan/DCGANresults", [], 0, "Healthy"],
  ["duke661_gans/images/dcgan", [], 0, "Healthy"],
  ["duke661_gans/images/wgan_gp", [], 1, "No structure"],
])(
  "the real run %s is judged as people saw it (skipped where it is not there)",
  (folder, options, status, headline, since = /./) => {
    const result = run(
      "check",
      REAL + folder,
      ...options.map((option) => option.replace("losses.csv", `${REAL}${folder}/losses.csv`)),
    );
    expect(result.stdout.split("\n")[0]).toBe(headline);
    expect(result.stdout.replace(/\s+/g, " ")).toMatch(since);
    expect(result.status).toBe(status);
  },
);
