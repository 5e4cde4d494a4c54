import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { floatsOfNpy } from "../../eval/embedder/npy.ts";
import type { Analysis } from "../../src/analysis/analysis.ts";
import { readEventFile } from "../../src/events/read-event-file.ts";
import { run } from "../helpers/cli.ts";
import { writeSheetOf } from "../helpers/pictures.ts";
import { eventsOf } from "../helpers/tensorboard-events.ts";

const COLUMNS = 5;
/** Pictures of the second epoch: twelve of one drawing, four of another, nine of their own. */
const SEEDS = [
  ...Array.from({ length: 12 }, () => 7),
  8,
  8,
  8,
  8,
  ...Array.from({ length: 9 }, (_, tile) => 100 + tile),
];

let root: string;
const at = (...parts: string[]) => join(root, ...parts);
type Row = Record<string, string>;
const table = async (...path: string[]) => parse(await readFile(at(...path)), { columns: true }) as Row[];

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "gan-diversity-"));
  const own = Array.from({ length: 25 }, (_, tile) => 200 + tile);
  await writeSheetOf(at("run", "epoch_1.png"), COLUMNS, own);
  await writeSheetOf(at("run", "epoch_2.png"), COLUMNS, SEEDS);
  await writeFile(at("log.csv"), "epoch,scoreGenerator,scoreDiscriminator\n1,0.4,0.6\n1.5,0.45,0.55\n2,0.5,0.5\n");
  for (const name of ["a", "b"])
    for (const epoch of [1, 2]) await writeSheetOf(at("runs", name, `epoch_${epoch}.png`), COLUMNS, own);
});
afterAll(() => rm(root, { recursive: true }));

describe("what a check takes along", () => {
  let analysis: Analysis;
  let said: string;
  beforeAll(async () => {
    const asked = ["--embeddings", at("e.npy"), "--tensorboard", at("tb"), "--representatives", at("modes")];
    const others = ["--charts", at("charts"), "--json", at("a.json"), "--quiet"];
    const { status, stderr } = run("check", at("run"), "--scores", at("log.csv"), ...asked, ...others);
    said = stderr;
    analysis = JSON.parse(await readFile(at("a.json"), "utf8")) as Analysis;
    expect(status).toBe(analysis.verdict.exitCode);
  }, 120_000);

  test("is told, each with where it went", () => {
    expect(said).toContain(`Embeddings: 50 rows of 384 in ${at("e.npy")}\n`);
    expect(said).toContain(`TensorBoard: ${at("tb")}\n`);
    expect(said).toMatch(/^Representatives: \d+ modes in /m);
    expect(said).toMatch(/^Charts: \d+ charts in /m);
  });

  test("embeddings stand in the rows that the table names: their products are the similarities of the groups", async () => {
    const { values, rows, columns } = floatsOfNpy(await readFile(at("e.npy")));
    const members = await table("e.csv");
    expect([rows, members.length, columns]).toEqual([50, 50, analysis.embedder!.dimension]);
    const rowOf = (checkpoint: number, member: string) => {
      const found = members.find((one) => one.checkpoint === `${checkpoint}` && one.member === member)!;
      return values.subarray(Number(found.row) * columns, (Number(found.row) + 1) * columns);
    };
    const dot = (a: Float32Array, b: Float32Array) => a.reduce((sum, value, k) => sum + value * b[k]!, 0);
    const grouped = analysis.checkpoints.flatMap(({ groups }, index) => groups.map((group) => ({ index, ...group })));
    expect(grouped[0]!.size).toBeGreaterThanOrEqual(12);
    for (const { index, medoid, members: of, similarities } of grouped)
      for (const [place, member] of of.entries())
        expect(dot(rowOf(index, medoid), rowOf(index, member))).toBeCloseTo(similarities![place]!, 5);
    expect(members[0]).toMatchObject({ run: "", checkpoint: "0", step: "1", label: "epoch 1", row: "0" });
  });

  test("the event file holds the figures at the steps, the scores at theirs, and the groups as pictures", async () => {
    const [name, ...more] = await readdir(at("tb"));
    expect([name, more]).toEqual([expect.stringMatching(/^events\.out\.tfevents\.\d+\.gan-diversity$/), []]);
    const events = eventsOf(await readFile(at("tb", name!)));
    const scalars = (tag: string) =>
      events.flatMap(({ step, summary }) =>
        (summary?.value ?? []).flatMap((value) => (value.tag === tag ? [[step, value.simpleValue]] : [])),
      );
    const own = analysis.checkpoints.map(({ step, metrics }) => [step, Math.fround(metrics.diversityIndex.value)]);
    expect(scalars("gan-diversity/diversityIndex")).toEqual(own);
    // Steps of event files are whole.
    expect(scalars("gan-diversity/scoreGenerator")).toEqual(
      [0.4, 0.45, 0.5].map((value, row) => [[1, 2, 2][row], Math.fround(value)]),
    );
    const pictures = new Map<string, Buffer>();
    const end = await readEventFile(at("tb", name!), ({ step, tag, images }) => {
      if (images) pictures.set(`${step} ${tag}`, images[0]!);
    });
    expect(end).toMatchObject({ damaged: 0, unreadBytes: 0, records: events.length });
    // Twelve pictures of 32 pixels, as square as they fit.
    const largest = await sharp(pictures.get("2 gan-diversity/near-duplicates/1")!).metadata();
    expect([largest.format, largest.width, largest.height]).toEqual(["png", 4 * 32, 3 * 32]);
  });

  test("every mode of the last checkpoint has a picture, the tile itself", async () => {
    const listed = await table("modes", "representatives.csv");
    const last = analysis.checkpoints[1]!;
    expect(listed).toHaveLength(last.metrics.hill.observed);
    expect((await readdir(at("modes"))).sort()).toEqual(
      [...listed.map(({ file }) => file!), "representatives.csv"].sort(),
    );
    expect(listed.reduce((sum, { size }) => sum + Number(size), 0)).toBe(last.images);
    for (const { file, member } of listed) {
      const [, row, column] = /#(\d+),(\d+)$/.exec(member!)!;
      const box = { left: 2 + 34 * Number(column), top: 2 + 34 * Number(row), width: 32, height: 32 };
      const cut = sharp(at("run", "epoch_2.png")).extract(box).removeAlpha().raw();
      expect((await sharp(at("modes", file!)).raw().toBuffer()).equals(await cut.toBuffer()), file).toBe(true);
    }
  });

  test("every chart is there as SVG and as a PNG of three times its size, with its words", async () => {
    const files = await readdir(at("charts"));
    const captions = (await readFile(at("charts", "captions.md"), "utf8")).trim().split("\n");
    expect(files).toHaveLength(2 * captions.length + 1);
    expect(files).toEqual(expect.arrayContaining(["scores.svg", "scores.png", "alike-pairs.svg", "rarefaction.png"]));
    const { width, height } = await sharp(at("charts", "alike-pairs.png")).metadata();
    const svg = await readFile(at("charts", "alike-pairs.svg"), "utf8");
    const side = (name: string) => Number(new RegExp(`<svg[^>]* ${name}="(\\d+)"`).exec(svg)?.[1]);
    expect([width, height]).toEqual([3 * side("width"), 3 * side("height")]);
    // Drawn, and not only sized.
    const { channels } = await sharp(at("charts", "alike-pairs.png")).stats();
    expect(channels.every(({ min, max }) => min < 120 && max === 255)).toBe(true);
  });

  test("charts can be made of a saved analysis", async () => {
    const { status, stdout } = run("report", at("a.json"), "--charts", at("again"));
    expect([status, stdout]).toEqual([analysis.verdict.exitCode, ""]);
    expect(await readFile(at("again", "scores.svg"), "utf8")).toBe(await readFile(at("charts", "scores.svg"), "utf8"));
  });
});

test("several runs have a folder each, and a row each says of which it is", async () => {
  const asked = ["--embeddings", at("both.npy"), "--tensorboard", at("tbs"), "--representatives", at("both")];
  run("check", at("runs", "a"), at("runs", "b"), "--quiet", ...asked, "--charts", at("charts-both"));
  expect(await readdir(at("tbs"))).toHaveLength(2);
  const [first, second] = (await readdir(at("both"))).filter((name) => name !== "representatives.csv");
  expect((await readdir(at("both", first!))).length).toBeGreaterThan(20);
  expect((await table("both", "representatives.csv"))[0]!.file).toMatch(new RegExp(`^${first}/001_`));
  expect((await readdir(at("charts-both", second!))).length).toBeGreaterThan(3);
  const rows = await table("both.csv");
  expect([rows.length, new Set(rows.map((row) => row.run)).size]).toEqual([100, 2]);
  expect(floatsOfNpy(await readFile(at("both.npy"))).rows).toBe(100);
}, 120_000);

describe("nothing is lost", () => {
  test("an event file is added to those that are there", async () => {
    await mkdir(at("kept"), { recursive: true });
    await writeFile(at("kept", "events.out.tfevents.1.other"), "of another");
    run("check", "--scores", at("log.csv"), "--quiet", "--tensorboard", at("kept"));
    expect(await readdir(at("kept"))).toHaveLength(2);
    expect(await readFile(at("kept", "events.out.tfevents.1.other"), "utf8")).toBe("of another");
  });

  test.each(["--representatives", "--charts"])("%s takes no folder that holds something", async (flag) => {
    await mkdir(at("full"), { recursive: true });
    await writeFile(at("full", "thesis.tex"), "years");
    const { status, stdout, stderr } = run("check", at("run"), flag, at("full"));
    expect(stderr).toBe(
      `error: Expected a new or empty folder for ${flag} but ${at("full")} holds a file. Next: name another folder, or empty it\n`,
    );
    expect([status, stdout, await readdir(at("full"))]).toEqual([2, "", ["thesis.tex"]]);
  });

  test.each(["--representatives", "--charts", "--tensorboard"])(
    "%s takes no folder that is judged next time",
    (flag) => {
      const { status, stderr } = run("check", at("run"), flag, at("run", "new"));
      expect(stderr).toContain("so what is written would be judged next time");
      expect(status).toBe(2);
    },
  );

  test.each([
    ["--embeddings", "e.txt", "Expected a file that ends in .npy"],
    ["--embeddings", "-", "Expected a file that ends in .npy"],
    ["--charts", "-", "Expected a folder for --charts"],
    ["--tensorboard", "package.json", "Expected a folder for --tensorboard but package.json is none"],
  ])("%s %s is wrong usage", (flag, value, words) => {
    const { status, stdout, stderr } = run("check", at("run"), flag, value);
    expect(stderr).toContain(words);
    expect([status, stdout]).toEqual([2, ""]);
  });

  test("the table beside the embeddings is never an input", async () => {
    const { status, stderr } = run("check", at("run"), "--scores", at("log.csv"), "--embeddings", at("log.npy"));
    expect(stderr).toContain(`${at("log.csv")} is the score log, which would be lost`);
    expect([status, await readFile(at("log.csv"), "utf8")]).toEqual([2, expect.stringContaining("scoreGenerator")]);
  });

  test("a place that can not be written to is said, and takes neither the verdict nor the others with it", async () => {
    const asked = ["--embeddings", "/dev/full/e.npy", "--charts", at("still")];
    const { status, stdout, stderr } = run("check", at("run"), ...asked);
    expect(stderr).toContain("Expected to write /dev/full/e.npy but could not");
    expect(stdout).toContain("checks and 25 images");
    expect([status, (await readdir(at("still"))).includes("captions.md")]).toEqual([3, true]);
  });
});
