/** What other duplicate finders do not see: collapse of most images, flat images, noise, tiny and broken files. */
import { copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import sharp from "sharp";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Analysis, Checkpoint } from "../../src/analysis/analysis.ts";
import { analyze } from "../../src/run/analyze.ts";
import { drawing, writeDrawings } from "../helpers/pictures.ts";
import { lcg } from "../helpers/random.ts";

const IMAGES = 60;

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "gan-diversity-blind-"));
});
afterAll(() => rm(root, { recursive: true, force: true }));

const folder = async (name: string): Promise<string> => {
  const path = join(root, name);
  await mkdir(path, { recursive: true });
  return path;
};

const check = async (inputs: string): Promise<{ analysis: Analysis; last: Checkpoint }> => {
  const analysis = await analyze({ inputs: [inputs], threads: 1 });
  expectNumbers(analysis);
  return { analysis, last: analysis.checkpoints.at(-1)! };
};

/** No NaN and no infinity anywhere. */
const expectNumbers = (value: unknown, path = "analysis"): void => {
  if (typeof value === "number") expect(Number.isFinite(value), path).toBe(true);
  else if (value !== null && typeof value === "object")
    for (const [key, item] of Object.entries(value)) expectNumbers(item, `${path}.${key}`);
};

/** The drawing with grey noise of a standard deviation of about `sigma`, as a PNG. */
const noisy = async (source: Buffer | Uint8Array, sigma: number, seed: number): Promise<Buffer> => {
  const { data, info } = await sharp(source).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  const next = lcg(seed * 2 + 1);
  for (let skip = 0; skip < 20; skip++) next();
  // A sum of 12 uniform numbers has a standard deviation of 1.
  const normal = () => Array.from({ length: 12 }, next).reduce((sum, value) => sum + value, -6);
  const pixels = Uint8Array.from(data, (value) => Math.max(0, Math.min(255, Math.round(value + sigma * normal()))));
  return sharp(pixels, { raw: { width: info.width, height: info.height, channels: 3 } })
    .png()
    .toBuffer();
};

const seeds = (first: number, count: number): number[] => Array.from({ length: count }, (_, index) => first + index);

const flat = (red: number, green: number, blue: number): Buffer => {
  const pixels = Buffer.alloc(32 * 32 * 3);
  for (let index = 0; index < pixels.length; index += 3) pixels.set([red, green, blue], index);
  return pixels;
};
const flatPng = (red: number, green: number, blue: number): Promise<Buffer> =>
  sharp(flat(red, green, blue), { raw: { width: 32, height: 32, channels: 3 } })
    .png()
    .toBuffer();

const collapsed = ({ analysis }: { analysis: Analysis }): boolean =>
  analysis.findings.find(({ id }) => id === "mode-collapse")!.status === "fail";

test.each([0, 30, 60, 90, 100])("%i percent of the images are lightly noised copies of one", async (percent) => {
  const path = await folder(`collapse-${percent}`);
  const copies = (IMAGES * percent) / 100;
  for (let index = 0; index < IMAGES; index++) {
    const picture =
      index < copies
        ? await noisy(drawing(1), 2, index)
        : await sharp(drawing(100 + index))
            .png()
            .toBuffer();
    await writeFile(join(path, `${index}.png`), picture);
  }
  const result = await check(path);
  const { metrics, groups } = result.last;
  expect(Math.abs(metrics.duplicateShare - percent / 100)).toBeLessThanOrEqual(0.01);
  expect(Math.abs((groups[0]?.share ?? 0) - percent / 100)).toBeLessThanOrEqual(0.01);
  expect(collapsed(result)).toBe(percent >= 30);
  if (percent >= 90) expect(result.analysis.verdict).toMatchObject({ status: "mode-collapse", exitCode: 1 });
  if (percent === 0) expect(result.analysis.verdict.status).toBe("healthy");
});

test.each([1, 3, 10, 30])("%i modes of exact copies are counted", async (modes) => {
  const path = await folder(`modes-${modes}`);
  await writeDrawings(
    path,
    Array.from({ length: IMAGES }, (_, index) => 200 + (index % modes)),
  );
  const { metrics, groups } = (await check(path)).last;
  expect(groups.map(({ size }) => size)).toEqual(new Array(modes).fill(IMAGES / modes));
  expect(metrics).toMatchObject({ duplicateShare: 1, hill: { observed: modes } });
  expect(metrics.dominantModeShare).toBeCloseTo(1 / modes, 9);
  expect(metrics.sampleCoverage.value).toBeCloseTo(1, 9);
});

test("flat images are blank whatever their colour: no group, one mode, and named", async () => {
  const path = await folder("flat-colours");
  const colours: [number, number, number][] = [
    [0, 0, 0],
    [255, 255, 255],
    [40, 80, 220],
    [128, 128, 128],
  ];
  for (const [index, colour] of colours.entries())
    await writeFile(join(path, `flat ${index}.png`), await flatPng(...colour));
  await writeDrawings(
    path,
    Array.from({ length: 20 }, (_, index) => 300 + index),
  );
  const { analysis, last } = await check(path);
  expect(last.groups).toEqual([]);
  expect([...last.blanks!].sort()).toEqual(["flat 0.png", "flat 1.png", "flat 2.png", "flat 3.png"]);
  expect(last.metrics).toMatchObject({ blankShare: 4 / 24, duplicateShare: 4 / 24, hill: { observed: 21 } });
  const finding = analysis.findings.find(({ id }) => id === "blank-images")!;
  expect(finding.status).toBe("warn");
  expect(JSON.stringify(finding.evidence)).toContain("flat 0.png");
});

test("only black images are blank output, not a healthy run and not many modes", async () => {
  const path = await folder("flat-black");
  for (let index = 0; index < 20; index++) await writeFile(join(path, `${index}.png`), await flatPng(0, 0, 0));
  const { analysis, last } = await check(path);
  expect(analysis.verdict).toMatchObject({ status: "no-structure", exitCode: 1 });
  expect(last.metrics.diversityIndex.value).toBeCloseTo(1, 9);
});

test("flat images with noise under one grey level are blank, with more they are noise", async () => {
  const blank = await folder("flat-noise-half");
  const grain = await folder("flat-noise-5");
  for (let index = 0; index < 20; index++) {
    const grey = await flatPng(60, 60, 60);
    await writeFile(join(blank, `${index}.png`), await noisy(grey, 0.5, index));
    await writeFile(join(grain, `${index}.png`), await noisy(grey, 5, index));
  }
  expect((await check(blank)).last.metrics).toMatchObject({ blankShare: 1, structurelessShare: 0 });
  expect((await check(grain)).last.metrics).toMatchObject({ blankShare: 0, structurelessShare: 1 });
});

test("a smooth walk through the latent space is no collapse", async () => {
  const path = await folder("latent-walk");
  for (let frame = 0; frame < IMAGES; frame++) {
    const t = frame / (IMAGES - 1);
    const shape = (k: number) => {
      const angle = 2 * Math.PI * (0.7 * t + k / 5);
      const [x, y] = [16 + 11 * Math.cos(angle * (1 + k / 3)), 16 + 11 * Math.sin(angle)];
      return `<ellipse cx="${x}" cy="${y}" rx="${3 + 7 * Math.abs(Math.sin(3 * t + k))}" ry="${3 + 6 * Math.abs(Math.cos(4 * t + 2 * k))}" fill="hsl(${(360 * (t + k / 5)) % 360},80%,${30 + 40 * Math.abs(Math.sin(5 * t + k))}%)"/>`;
    };
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="32" height="32"><rect width="32" height="32" fill="hsl(${300 * t},50%,${20 + 60 * t}%)"/>${[0, 1, 2, 3, 4].map(shape).join("")}</svg>`;
    await sharp(Buffer.from(svg))
      .png()
      .toFile(join(path, `${String(frame).padStart(3, "0")}.png`));
  }
  expect(collapsed(await check(path))).toBe(false);
});

test("PNGs under 1 KB count as any other image", async () => {
  const path = await folder("tiny-png");
  const files = await Promise.all(
    Array.from({ length: 20 }, (_, index) =>
      sharp(drawing(400 + index))
        .resize(8, 8)
        .png({ palette: true })
        .toBuffer(),
    ),
  );
  for (const [index, file] of files.entries()) {
    expect(file.length).toBeLessThan(1024);
    await writeFile(join(path, `${index}.png`), file);
  }
  expect((await check(path)).last.images).toBe(20);
});

test("a corrupt, an empty and a truncated file are named with their reasons, and lose nothing else", async () => {
  const path = await folder("broken");
  const [first] = await writeDrawings(
    path,
    Array.from({ length: 20 }, (_, index) => 500 + index),
  );
  const whole = await readFile(first!);
  await writeFile(join(path, "corrupt.png"), "this is no picture");
  await writeFile(join(path, "empty.png"), "");
  await writeFile(join(path, "truncated.png"), whole.subarray(0, Math.floor(whole.length / 2)));
  const { analysis, last } = await check(path);
  expect(last.images).toBe(20);
  expect(analysis.skipped.map(({ path: file }) => file).sort()).toEqual(["corrupt.png", "empty.png", "truncated.png"]);
  for (const { reason } of analysis.skipped) expect(reason.length).toBeGreaterThan(10);
});

test("the same pixels from another encoder are duplicates", async () => {
  const path = await folder("encoders");
  await writeDrawings(
    path,
    Array.from({ length: 20 }, (_, index) => 600 + index),
  );
  for (let index = 0; index < 5; index++) {
    const source = join(path, `image_${index}.png`);
    await sharp(source)
      .png({ compressionLevel: 0 })
      .toFile(join(path, `stored_${index}.png`));
    await sharp(source)
      .webp({ lossless: true })
      .toFile(join(path, `lossless_${index}.webp`));
  }
  const { groups, metrics } = (await check(path)).last;
  expect(groups.map(({ size }) => size)).toEqual([3, 3, 3, 3, 3]);
  expect(metrics.duplicateShare).toBeCloseTo(15 / 30, 9);
});

test("names in any script, with signs of HTML and spaces, change no number, and neither does their order", async () => {
  const plain = await folder("plain-names");
  const odd = await folder("odd-names");
  const paths = await writeDrawings(
    plain,
    Array.from({ length: 24 }, (_, index) => 700 + (index % 20)),
  );
  const names = ["фото", "写真", "a < b & c", 'it\'s "one"', "naïve é", "<b>", "100 %", "🙂"];
  for (const [index, path] of paths.entries())
    await copyFile(path, join(odd, `${names[index % names.length]} ${(index * 7) % 24}.png`));
  const [a, b] = [(await check(plain)).last, (await check(odd)).last];
  expect(b.images).toBe(24);
  expect(b.metrics).toEqual(a.metrics);
  expect(b.groups.map(({ id }) => id)).toEqual(a.groups.map(({ id }) => id));
});

test("pictures of many sizes are compared, and copies of one picture in two sizes are duplicates", async () => {
  const path = await folder("mixed-sizes");
  for (let index = 0; index < 20; index++) {
    const side = [24, 32, 48, 75, 130][index % 5]!;
    await sharp(drawing(800 + index))
      .resize(side, side + (index % 3))
      .png()
      .toFile(join(path, `${index}.png`));
  }
  await sharp(drawing(800)).resize(96, 96).png().toFile(join(path, "again.png"));
  const { last } = await check(path);
  expect(last.images).toBe(21);
  expect(last.groups.map(({ size }) => size)).toEqual([2]);
});

test.each([1, 2, 3])("%i images are never NaN", async (count) => {
  const path = await folder(`few-${count}`);
  await writeDrawings(
    path,
    Array.from({ length: count }, (_, index) => 900 + index),
  );
  const analysis = await analyze({ inputs: [path], threads: 1 });
  expectNumbers(analysis);
  expect(analysis.verdict.status).toBe("inconclusive");
  if (count < 3) expect(analysis.warnings.join()).toContain("fewer than 3 readable images");
});

test("no image at all is an error that says what was expected", async () => {
  await expect(analyze({ inputs: [await folder("nothing")] })).rejects.toThrow(/^Expected pictures/);
});

test("MS-SSIM is measured when asked for: 1 for one picture, less for many", async () => {
  const one = await folder("ssim-one");
  const many = await folder("ssim-many");
  await writeDrawings(one, new Array<number>(20).fill(1100));
  await writeDrawings(many, seeds(1100, 20));
  const msSsimOf = async (inputs: string) =>
    (await analyze({ inputs: [inputs], threads: 1, msSsim: true })).checkpoints[0]!.metrics.msSsim!;
  expect((await msSsimOf(one)).value).toBeCloseTo(1, 9);
  const { value, high, method } = await msSsimOf(many);
  expect(value).toBeLessThan(0.5);
  expect(high).toBeLessThan(0.6);
  expect(method).toContain("190 random pairs at 32 x 32 pixels");
});

test("the threshold is checked on changed copies of the images", async () => {
  const path = await folder("calibration");
  await writeDrawings(
    path,
    Array.from({ length: 20 }, (_, index) => 1000 + index),
  );
  const { analysis } = await check(path);
  expect(analysis.threshold!.calibration).toMatchObject({ kind: "self", images: 20 });
  expect(analysis.threshold!.calibration!.copies!.median).toBeGreaterThan(0.9);
  const strict = await analyze({ inputs: [path], threads: 1, threshold: 0.9999 });
  expect(strict.warnings.join()).toMatch(/Only \d+ % of 20 mildly changed copies/);
});
