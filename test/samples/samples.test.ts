import { readdirSync, readFileSync, statSync } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import sharp from "sharp";
import { beforeAll, describe, expect, test } from "vitest";
import type { Analysis } from "../../src/analysis/analysis.ts";
import { parseAnalysis } from "../../src/report/json/parse-analysis.ts";
import { renderTerminal } from "../../src/report/terminal/runs.ts";
import { run } from "../helpers/cli.ts";

const SAMPLES = fileURLToPath(new URL("../../samples/", import.meta.url));
const RUNS = ["healthy", "mode-collapse", "discriminator-dominates", "generator-dominates"];

const SIDE = 32;
const PITCH = SIDE + 2;
const SHEET = 8 * PITCH + 2;

/** The 64 tiles of a sheet in torchvision's layout, as red, green and blue of each pixel. */
const tilesOf = async (path: string): Promise<number[][]> => {
  const { data, info } = await sharp(path).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  expect([info.width, info.height, info.channels]).toEqual([SHEET, SHEET, 3]);
  return Array.from({ length: 64 }, (_, tile) =>
    Array.from({ length: SIDE }, (__, y) => {
      const start = ((2 + Math.floor(tile / 8) * PITCH + y) * SHEET + 2 + (tile % 8) * PITCH) * 3;
      return [...data.subarray(start, start + SIDE * 3)];
    }).flat(),
  );
};

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/** Shifted and scaled to a mean of 0 and a length of 1. */
const standard = (values: readonly number[]): number[] => {
  const middle = mean(values);
  const length = Math.sqrt(values.reduce((sum, value) => sum + (value - middle) ** 2, 0));
  return values.map((value) => (value - middle) / length);
};

const correlation = (a: readonly number[], b: readonly number[]): number => {
  const other = standard(b);
  return standard(a).reduce((sum, value, index) => sum + value * other[index]!, 0);
};

/** Mean correlation over all pairs of tiles, from the length of the sum of all tiles. */
const likeness = async (path: string): Promise<number> => {
  const tiles = (await tilesOf(path)).map(standard);
  const sum = tiles[0]!.map((_, index) => tiles.reduce((total, tile) => total + tile[index]!, 0));
  const { length: count } = tiles;
  return (sum.reduce((total, value) => total + value * value, 0) - count) / (count * (count - 1));
};

/** Mean correlation of pixels with their right neighbours: near 1 for smooth pictures, near 0 for noise. */
const smoothness = async (path: string): Promise<number> =>
  mean(
    (await tilesOf(path)).map((tile) =>
      correlation(
        tile.filter((_, value) => value % (SIDE * 3) < (SIDE - 1) * 3),
        tile.filter((_, value) => value % (SIDE * 3) >= 3),
      ),
    ),
  );

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

test.each(RUNS)(
  "%s has sheets named by step up to the log's last, black between the tiles, and a README",
  async (name) => {
    const steps = sheetsOf(name).map((file) => Number(/fake_samples_step_(\d{6})\.png$/.exec(file)![1]));
    const last = logOf(name).at(-1)![0]!;
    expect(steps).toEqual(Array.from({ length: 11 }, (_, index) => (index * last) / 10));
    expect(readdirSync(SAMPLES + name)).toEqual(expect.arrayContaining(["README.md", "real_samples.png"]));
    for (const file of [...sheetsOf(name), `${SAMPLES}${name}/real_samples.png`]) {
      const grey = await sharp(file).greyscale().raw().toBuffer();
      const gutters = grey.filter((_, pixel) => (pixel % SHEET) % PITCH < 2 || Math.floor(pixel / SHEET) % PITCH < 2);
      expect(Math.max(...gutters)).toBe(0);
    }
  },
);

test.each(RUNS)("%s's log counts upwards, and no score contradicts the other or the losses", (name) => {
  const text = readFileSync(`${SAMPLES}${name}/log.csv`, "utf8");
  expect(text.split("\n")[0]).toBe("step,scoreGenerator,scoreDiscriminator,lossGenerator,lossDiscriminator");
  const rows = logOf(name);
  const label = name.endsWith("dominates") ? 1 : 0.9;
  const rounding = 1e-5;
  rows.forEach(([step, generator, discriminator, , loss], index) => {
    expect(step).toBe((index + 1) * rows[0]![0]!);
    // scoreDiscriminator = real / 2 + (1 - fake) / 2 with real in [0, 1].
    const real = 2 * discriminator! - (1 - generator!);
    expect(real).toBeGreaterThanOrEqual(-3 * rounding);
    expect(real).toBeLessThanOrEqual(1 + 3 * rounding);
    // Jensen: a mean cross-entropy is at least the cross-entropy of the mean probability.
    const surely = (probability: number) => -Math.log(Math.min(1, probability + 3 * rounding));
    const least = label * surely(real) + (1 - label) * surely(1 - real) + surely(1 - generator!);
    expect(loss!).toBeGreaterThanOrEqual(least - rounding);
  });
});

test("the collapsed run's tiles are different until step 1500 and one picture from step 1800 to the end", async () => {
  const alike = await Promise.all(sheetsOf("mode-collapse").map(likeness));
  for (const before of alike.slice(0, 6)) expect(before).toBeLessThan(0.6);
  for (const after of alike.slice(6)) expect(after).toBeGreaterThan(0.95);
});

test("the healthy run ends as varied and nearly as smooth as the real images", async () => {
  const real = `${SAMPLES}healthy/real_samples.png`;
  const end = sheetsOf("healthy").at(-1)!;
  expect(Math.abs((await likeness(end)) - (await likeness(real)))).toBeLessThan(0.1);
  expect(Math.abs((await smoothness(end)) - (await smoothness(real)))).toBeLessThan(0.2);
});

test("both dominated runs show no smooth picture to the end, and the dominating generator one pattern only", async () => {
  for (const name of ["discriminator-dominates", "generator-dominates"])
    for (const sheet of sheetsOf(name)) expect(await smoothness(sheet)).toBeLessThan(0);
  expect(await likeness(sheetsOf("discriminator-dominates").at(-1)!)).toBeLessThan(0.5);
  expect(await likeness(sheetsOf("generator-dominates").at(-1)!)).toBeGreaterThan(0.95);
});

test("the scores of the dominated runs reach the extremes early and never leave them", () => {
  for (const [, generator, discriminator] of logOf("discriminator-dominates").filter(([step]) => step! >= 4)) {
    expect(generator).toBeLessThan(0.05);
    expect(discriminator).toBeGreaterThan(0.95);
  }
  for (const [, generator] of logOf("generator-dominates").filter(([step]) => step! >= 24))
    expect(generator).toBeGreaterThan(0.95);
});

test("the healthy run's scores stay between the extremes", () => {
  for (const [, generator, discriminator] of logOf("healthy").slice(250)) {
    expect(generator).toBeGreaterThan(0.05);
    expect(generator).toBeLessThan(0.5);
    expect(discriminator).toBeGreaterThan(0.5);
    expect(discriminator).toBeLessThan(0.95);
  }
});

describe.each<[string, { headline: string; status: number; since?: string; dominates?: string; remedy?: string }]>([
  ["healthy", { headline: "Healthy", status: 0 }],
  [
    "mode-collapse",
    { headline: "Mode collapse", status: 1, since: "since step 1800", remedy: "Stop this run: it has not recovered" },
  ],
  [
    "discriminator-dominates",
    {
      headline: "No structure + Discriminator dominates",
      status: 1,
      dominates: "discriminator",
      remedy: "Flip the labels of some of the real images",
    },
  ],
  [
    "generator-dominates",
    {
      headline: "Mode collapse + Generator dominates",
      status: 1,
      dominates: "generator",
      remedy: "Stop this run: it has not recovered",
    },
  ],
])("the run %s", (name, { headline, status, since, dominates, remedy }) => {
  let analysis: Analysis;
  let said: ReturnType<typeof run>;
  beforeAll(async () => {
    const folder = await mkdtemp(join(tmpdir(), "gan-diversity-"));
    said = run("check", SAMPLES + name, "--scores", `${SAMPLES}${name}/log.csv`, "--json", join(folder, "a.json"));
    analysis = parseAnalysis(await readFile(join(folder, "a.json"), "utf8"));
    await rm(folder, { recursive: true });
  }, 60_000);

  test(`is called what it is: ${headline}`, () => {
    expect(said.stdout.split("\n")[0]).toBe(headline);
    expect(said.status).toBe(status);
    const words = said.stdout.replace(/\s+/g, " ");
    if (since) expect(words).toContain(since);
    if (!dominates) return;
    // As the log says, to 5 % of its length: single rows are smoothed before they are judged.
    const told = Number(new RegExp(`${dominates} dominates since step (\\d+)`).exec(words)![1]);
    const rows = logOf(name);
    const isWon = ([, generator]: readonly number[]) =>
      dominates === "generator" ? generator! > 0.95 : generator! < 0.05;
    const first = rows.find(isWon)![0]!;
    expect(Math.abs(told - first)).toBeLessThanOrEqual(0.05 * rows.at(-1)![0]!);
  });

  test("fits a screen of 80 columns, and the last of its 24 rows tell what matters", () => {
    const lines = said.stdout.trimEnd().split("\n");
    expect(lines.length).toBeLessThan(status === 0 ? 24 : 50);
    const bottom = lines.slice(-23).join("\n");
    const moment = analysis.findings.find(({ onset }) => onset)?.onset?.label;
    const told = [headline, ...(status === 0 ? [] : [`since ${moment}`]), "high confidence"].join(", ");
    expect(lines.at(-1)).toMatch(new RegExp(`^${told.replace("+", "\\+")}, exit (?:code )?${status}$`));
    expect(bottom.includes("Try next:\n- ")).toBe(remedy !== undefined);
    if (remedy) expect(bottom).toContain(`Try next:\n- ${remedy}`);
  });

  test.each([60, 80, 200])("keeps to %s columns, with the onset in sight", (width) => {
    for (const verbose of [false, true]) {
      const lines = renderTerminal(analysis, { color: false, width, verbose }).trimEnd().split("\n");
      // The path of a checkout may be longer than a line, and is one word.
      const breakable = lines.filter((line) => line.trim().includes(" "));
      expect(Math.max(...breakable.map(({ length }) => length))).toBeLessThanOrEqual(width);
      const table = lines.slice(lines.findIndex((line) => /^checkpoint +/.test(line)));
      const isPictures = analysis.findings.some(({ onset }) => onset?.axis === "checkpoints");
      expect(table.some((line) => / onset$/.test(line))).toBe(isPictures);
    }
  });
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
  // Noise of 32 x 32 pixels, enlarged by a plot.
  ["nhy0_gans/CIFAR10_images/WGAN", [], 1, "No structure"],
  ["nhy0_gans/LFW_images/WGAN", [], 1, "No structure"],
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
