import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseHTML } from "linkedom";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Analysis, RunSet } from "../../src/analysis/analysis.ts";
import { run } from "../helpers/cli.ts";
import { writeSheetOf } from "../helpers/pictures.ts";

const COLUMNS = 6;
const TILES = 36;
let root: string;
let runs: string;
const inRuns = (...names: string[]) => names.map((name) => join(runs, name));

/** Sheets of distinct drawings, all of one drawing from `collapse` on. */
const writeRun = async (name: string, epochs: readonly number[], collapse = Number.POSITIVE_INFINITY) => {
  for (const epoch of epochs)
    await writeSheetOf(
      join(runs, name, `epoch_${epoch}.png`),
      COLUMNS,
      Array.from({ length: TILES }, (_, tile) => (epoch >= collapse ? 7 : 100 * epoch + tile)),
    );
};

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "gan-diversity-"));
  runs = join(root, "runs");
  await writeRun("collapsed", [1, 2, 3], 2);
  await writeRun("healthy", [1, 2, 3]);
  await mkdir(join(root, "broken"));
  for (const epoch of [1, 2]) await writeFile(join(root, "broken", `epoch_${epoch}.png`), "no picture");
  const rows = Array.from({ length: 40 }, (_, step) => `${step},0.5,0.5`);
  await writeFile(join(runs, "healthy", "log.csv"), `step,scoreGenerator,scoreDiscriminator\n${rows.join("\n")}\n`);
  await writeFile(join(root, "log.csv"), `step,scoreGenerator,scoreDiscriminator\n${rows.join("\n")}\n`);
}, 120_000);
afterAll(() => rm(root, { recursive: true }));

const alone = (...args: string[]): Analysis => JSON.parse(run("check", ...args, "--json", "-").stdout) as Analysis;

describe("a folder of runs", () => {
  let said: ReturnType<typeof run>;
  let set: RunSet;
  beforeAll(async () => {
    const [json, html] = [join(root, "a.json"), join(root, "a.html")];
    said = run("check", runs, "--json", json, "--html", html);
    set = JSON.parse(await readFile(json, "utf8")) as RunSet;
  }, 180_000);

  test("is judged run by run: a row each, and the worst exit code", () => {
    expect(said.status).toBe(1);
    expect(said.stdout).toMatch(/^2 runs: 1 mode collapse, 1 healthy\n/);
    expect(said.stdout).toContain("--one-run joins them");
    expect(said.stdout).toMatch(/^collapsed +Mode collapse +epoch 2 +\w+ +36$/m);
    expect(said.stdout).toMatch(/^healthy +Healthy +- +\w+ +36$/m);
  });

  test("is one JSON with an analysis of each run, the same as when the run is given alone", () => {
    expect(set.runs.map(({ name, verdict }) => [name, verdict.status])).toEqual([
      ["collapsed", "mode-collapse"],
      ["healthy", "healthy"],
    ]);
    expect([set.exitCode, set.unread, set.skipped]).toEqual([1, [], []]);
    const { checkpoints, findings, verdict } = alone(...inRuns("collapsed"));
    const [collapsed] = set.runs;
    const numbers = (all: Analysis["checkpoints"]) =>
      all.map(({ label, source, metrics }) => ({ label, source, metrics }));
    expect(numbers(collapsed!.checkpoints)).toEqual(numbers(checkpoints));
    expect([collapsed!.findings, collapsed!.verdict]).toEqual([findings, verdict]);
  });

  test("is one page with both, which report makes again from the JSON", async () => {
    const html = await readFile(join(root, "a.html"), "utf8");
    const { document } = parseHTML(html);
    expect([...document.querySelectorAll(".judged .run-name")].map(({ textContent }) => textContent)).toEqual([
      "run collapsed",
      "run healthy",
    ]);
    expect(document.querySelectorAll(".overview .sheet")).toHaveLength(2);
    const again = run("report", join(root, "a.json"), "--html", join(root, "b.html"));
    expect([again.status, await readFile(join(root, "b.html"), "utf8")]).toEqual([1, html]);
    expect(run("report", join(root, "a.json")).stdout).toBe(said.stdout);
  });
});

test("two folders are two runs, --quiet has a line for each, and --fail-on holds for all", () => {
  const { status, stdout } = run("check", ...inRuns("healthy", "collapsed"), "--quiet", "--fail-on", "never");
  expect(stdout).toMatch(/^collapsed: Mode collapse, since epoch 2\. .*\nhealthy: Healthy\. .*\n$/);
  expect(status).toBe(0);
}, 120_000);

test("--one-run joins them to one run", () => {
  const joined = alone(runs, "--one-run");
  expect(joined.checkpoints.map(({ step }) => step)).toEqual([1, 1, 2, 2, 3, 3]);
  expect(joined.name).toBeUndefined();
}, 120_000);

test("a run that can not be read, or is not there, hides none of the others", () => {
  const { status, stdout } = run("check", ...inRuns("collapsed", "healthy", "gone"), join(root, "broken"));
  expect(status).toBe(3);
  expect(stdout).toMatch(/collapsed +Mode collapse/);
  expect(stdout).toMatch(/healthy +Healthy/);
  expect(stdout).toMatch(/broken +Not judged/);
  expect(stdout).toMatch(/gone: Not judged\nExpected a folder, a file or a glob but/);
}, 120_000);

test("what is wrong with an option is said once, and not of each run", () => {
  const { status, stdout, stderr } = run("check", runs, "--reference", join(root, "gone"));
  expect([status, stdout]).toEqual([3, ""]);
  expect(stderr).toMatch(/^error: Expected real images for --reference but found none in [^\n]*\n$/);
}, 120_000);

describe("a score log", () => {
  test("is of the run whose folder it lies in", () => {
    const { stdout } = run("check", runs, "--scores", join(runs, "healthy", "log.csv"), "--json", "-");
    const set = JSON.parse(stdout) as RunSet;
    expect(set.runs.map(({ scores }) => scores?.rows)).toEqual([undefined, 40]);
  }, 120_000);

  test("that lies in none is refused", () => {
    const { status, stdout, stderr } = run("check", runs, "--scores", join(root, "log.csv"));
    expect([status, stdout]).toEqual([2, ""]);
    expect(stderr).toMatch(
      /^error: Expected every log of --scores in the folder of one of the 2 runs \(collapsed, healthy\) but .*log\.csv lies in none/,
    );
  });
});
