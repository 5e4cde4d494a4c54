import { cp, mkdir, mkdtemp, readdir, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import sharp from "sharp";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Analysis } from "../../src/analysis/analysis.ts";
import { run } from "../helpers/cli.ts";
import { notFinite } from "../helpers/mixtures.ts";
import { drawing, writeDrawings, writeSheetOf } from "../helpers/pictures.ts";

let root: string;
const at = (name: string) => join(root, name);
const seeds = (from: number, count: number) => Array.from({ length: count }, (_, index) => from + index);
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "gan-diversity-"));
  await writeDrawings(at("real"), seeds(1, 120));
  await writeDrawings(at("good"), seeds(1001, 64));
  // 64 different drawings, then 4 of them 16 times.
  await writeDrawings(
    at("poor"),
    seeds(0, 64).map((index) => 2001 + (index % 4)),
  );
  await writeDrawings(at("classes/0"), seeds(3001, 24));
  await writeDrawings(at("classes/1"), new Array(24).fill(4001));
  await writeDrawings(at("classes/2"), [5001]);
  await writeDrawings(at("one"), [1]);
});
afterAll(() => rm(root, { recursive: true }));

const check = (...args: string[]): Analysis => {
  const { stdout, stderr } = run("check", ...args, "--fail-on", "never", "--json", "-");
  expect(stderr).toBe("");
  return JSON.parse(stdout) as Analysis;
};
const figures = ({ checkpoints: [first] }: Analysis) => {
  const { twins: _, missingModes: __, ...numbers } = first!.reference!;
  return { metrics: first!.metrics, numbers };
};

test("samples of the reference's own source read near the null expectations, copies of few do not", () => {
  const good = check(at("good"), "--reference", at("real"));
  expect(good.threshold!.calibration).toMatchObject({ kind: "reference" });
  expect(good.reference).toMatchObject({ source: at("real"), images: 120 });
  const reference = good.checkpoints[0]!.reference!;
  expect(reference.recall!.high!).toBeGreaterThan(0.9 * reference.recall!.expected);
  expect(reference.diversityRatio!.high!).toBeGreaterThan(1);
  expect(reference.duplicates!.samples).toBeLessThan(0.1);

  const poor = check(at("poor"), "--reference", at("real")).checkpoints[0]!.reference!;
  expect(poor.recall!.high!).toBeLessThan(0.5 * poor.recall!.expected);
  expect(poor.diversityRatio!.high!).toBeLessThan(0.7);
  expect(poor.duplicates).toMatchObject({ samples: 1 });
});

test("other names and another order change no number", async () => {
  await cp(at("good"), at("renamed"), { recursive: true });
  for (const [index, name] of (await readdir(at("renamed"))).entries())
    await rename(join(at("renamed"), name), join(at("renamed"), `${(index * 37) % 101}_${name}`));
  await cp(at("real"), at("real-renamed"), { recursive: true });
  for (const [index, name] of (await readdir(at("real-renamed"))).entries())
    await rename(join(at("real-renamed"), name), join(at("real-renamed"), `${(index * 53) % 211}_${name}`));
  expect(figures(check(at("renamed"), "--reference", at("real-renamed")))).toEqual(
    figures(check(at("good"), "--reference", at("real"))),
  );
});

test("a reference of one image leaves no number undefined, and is called too small", () => {
  const one = check(at("good"), "--reference", at("one"));
  expect(notFinite(one)).toEqual([]);
  expect(one.checkpoints[0]!.reference!.notComputed.length).toBeGreaterThan(5);
  expect(one.threshold).toMatchObject({ calibration: { kind: "self" } });
  expect(one.warnings.join()).toContain("The reference has 1 distinct image, too few");
});

test("a limit is said, never silent", () => {
  const limited = check(at("good"), "--reference", at("real"), "--reference-limit", "100");
  expect(limited.reference!.images).toBe(100);
  expect(limited.warnings.join()).toContain("a sample of 100 of its 120 images");
  expect(limited.settings.reference).toEqual({ source: at("real"), limit: 100 });
});

test("each class is measured on its own, the worst first, and a class of one image says why not", () => {
  const analysis = check(at("classes"), "--classes", "folders");
  expect(analysis.checkpoints).toHaveLength(1);
  expect(notFinite(analysis)).toEqual([]);
  const classes = analysis.checkpoints[0]!.classes!;
  expect(classes.map(({ name, images }) => [name, images])).toEqual([
    ["1", 24],
    ["0", 24],
    ["2", 1],
  ]);
  expect(classes[0]!.metrics.duplicatePairShare.value).toBe(1);
  expect(classes[2]!.reason).toContain("has 1 of the 3 images");
});

test("classes come from a CSV file too, and images without one are counted", async () => {
  const rows = seeds(0, 60).map((index) => `image_${index}.png,${index % 2 ? "odd" : "even"}`);
  await writeFile(at("labels.csv"), `path,class\n${rows.join("\n")}\n`);
  const analysis = check(at("good"), "--classes", at("labels.csv"));
  expect(analysis.checkpoints[0]!.classes!.map(({ images }) => images)).toEqual([30, 30]);
  expect(analysis.warnings.join()).toContain("4 of 64 images have no class");
});

test.each([
  [["--reference", "real"], "Expected pictures together with --reference"],
  [["samples", "--reference-limit", "5"], "Expected --reference together with --reference-limit"],
  [["samples", "--reference", "real", "--reference-limit", "none"], "Expected a whole number from 1 on"],
])("%j is wrong usage", (args, message) => {
  const { status, stderr } = run("check", ...args, ...(args[0] === "--reference" ? ["--scores", "log.csv"] : []));
  expect(status).toBe(2);
  expect(stderr).toContain(message);
});

test("a reference that is not there is an error with the next step", () => {
  const { status, stderr } = run("check", at("good"), "--reference", at("nowhere"));
  expect(status).toBe(3);
  expect(stderr).toMatch(/Expected real images for --reference .* Next:/);
});

test("a sheet of real tiles is cut, given as a file and in a folder", async () => {
  await writeSheetOf(at("sheet/real_samples.png"), 8, seeds(1, 64));
  for (const name of ["sheet", "sheet/real_samples.png"])
    expect(check(at("good"), "--reference", at(name)).reference!.images).toBe(64);
});

test("real images that lie with the samples are the scale without being asked for, and it is said", async () => {
  await writeSheetOf(at("run/fake_samples_epoch_1.png"), 8, seeds(1001, 64));
  await writeSheetOf(at("run/fake_samples_epoch_2.png"), 8, seeds(2001, 64));
  await writeSheetOf(at("run/real_samples.png"), 8, seeds(1, 64));
  const found = check(at("run"));
  expect(found.checkpoints.map(({ step }) => step)).toEqual([1, 2]);
  expect(found.reference).toMatchObject({ source: at("run/real_samples.png"), found: expect.any(String), images: 64 });
  expect(found.checkpoints[1]!.reference).toBeDefined();
  expect(found.warnings.join()).toMatch(/real_samples.png looks like real images .* Next: --no-reference/);
  expect(found.settings.reference).toBeUndefined();

  expect(check(at("run"), "--no-reference").reference).toBeUndefined();
  const given = check(at("run"), "--reference", at("real"));
  expect(given.reference).toMatchObject({ source: at("real") });
  expect(given.reference!.found).toBeUndefined();
});

test("too few real images, and any beside classes, are only offered", async () => {
  await writeSheetOf(at("few/run/epoch_1.png"), 8, seeds(1001, 64));
  await writeSheetOf(at("few/real.png"), 3, seeds(1, 9));
  const few = check(at("few/run"));
  expect(few.reference).toBeUndefined();
  expect(few.warnings.join()).toMatch(/real.png looks like real images; 9 images are too few .* Next: --reference /);
  const classes = check(at("classes"), "--classes", "folders");
  expect(classes.reference).toBeUndefined();
  expect(classes.warnings.join()).toMatch(/real looks like real images; with --classes /);
});

test("the samples are no reference for themselves: as files, or pixel by pixel; found, such a reference is dropped", async () => {
  for (const name of ["good", "good-copy"]) {
    await writeDrawings(at("good-copy"), seeds(1001, 64), "other_");
    const { status, stderr } = run("check", at("good"), "--reference", at(name));
    expect(status).toBe(2);
    expect(stderr).toMatch(/holds the samples themselves: 64 of 64 .* Next:/);
  }
  await writeDrawings(at("same/run"), seeds(1001, 64));
  await writeDrawings(at("same/real"), seeds(1001, 64));
  const found = check(at("same/run"));
  expect(found.reference).toBeUndefined();
  expect(found.warnings.join()).toMatch(/real looks like real images but is not used\. .*the samples themselves/);
});

test("a reference that is nearly one image, or of other colours, is named", async () => {
  const folder = at("copies");
  await mkdir(folder);
  for (const index of seeds(0, 40))
    await sharp(drawing(7))
      .modulate({ brightness: 1 + index / 400 })
      .png()
      .toFile(join(folder, `${index}.png`));
  expect(check(at("good"), "--reference", folder).warnings.join()).toContain(
    "the reference itself is nearly one image",
  );

  await writeSheetOf(at("grey.png"), 8, seeds(1, 64), true);
  expect(check(at("good"), "--reference", at("grey.png")).warnings.join()).toContain(
    "the real images are grey and the samples are coloured",
  );
  expect(check(at("grey.png"), "--reference", at("real")).warnings.join()).toContain(
    "the real images are coloured and the samples are grey",
  );
  await writeSheetOf(at("tinted/run/epoch_1.png"), 8, seeds(1001, 64));
  await writeSheetOf(at("tinted/real.png"), 8, seeds(1, 64), true);
  const found = check(at("tinted/run"));
  expect(found.reference).toBeUndefined();
  expect(found.warnings.join()).toMatch(/real.png looks like real images but is not used. .* are grey and the samples/);
});
