import { mkdtemp, readFile, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Analysis } from "../../src/analysis/analysis.ts";
import { run } from "../helpers/cli.ts";
import { writeDrawings } from "../helpers/pictures.ts";

const N = 60;
const range = Array.from({ length: N }, (_, index) => index);
let root: string;
let distinct: string;
let alike: string;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "gan-diversity-"));
  distinct = join(root, "distinct");
  alike = join(root, "alike");
  await writeDrawings(distinct, range);
  await writeDrawings(
    alike,
    range.map(() => 5),
  );
});
afterAll(() => rm(root, { recursive: true }));

const analysisOf = (...args: string[]): Analysis => JSON.parse(run("check", ...args, "--json", "-").stdout) as Analysis;

test("distinct pictures are healthy and exit with 0", () => {
  const { status, stdout, stderr } = run("check", distinct);
  expect(stdout).toMatch(/^Healthy\n[\s\S]*\n\nHealthy, \w+ confidence, exit code 0\n$/);
  expect([status, stderr]).toEqual([0, ""]);
});

test("one picture again and again is mode collapse and exits with 1", () => {
  const { status, stdout, stderr } = run("check", alike);
  expect(stdout).toMatch(/^Mode collapse\n/);
  expect(stdout).toContain("100\u00a0% of all pairs are near-duplicates");
  expect([status, stderr]).toEqual([1, ""]);
});

test("--fail-on never reports the collapse and exits with 0", () => {
  expect(run("check", alike, "--fail-on", "never", "--quiet")).toMatchObject({
    status: 0,
    stdout: expect.stringMatching(/^alike: Mode collapse\. The generator .*\n$/),
  });
});

test("--verbose tells each check, and the exit code of the last line is that of the command", () => {
  const { status, stdout } = run("check", distinct, "--verbose", "--html", "/dev/full");
  expect(stdout).toMatch(/^PASS +mode-collapse: /m);
  expect(stdout).toMatch(/\n\nHealthy, \w+ confidence, exit code 3\n$/);
  expect(status).toBe(3);
});

test("names, order and threads change no group", async () => {
  const mixed = join(root, "mixed");
  const seeds = range.map((index) => index % 23);
  const paths = await writeDrawings(mixed, seeds);
  const sizesAndIds = (analysis: Analysis) =>
    JSON.stringify(
      analysis.checkpoints[0]!.groups.map(({ id, size, minSimilarity, meanSimilarity }) => ({
        id,
        size,
        minSimilarity,
        meanSimilarity,
      })),
    );
  const one = sizesAndIds(analysisOf(mixed, "--threads", "1"));
  expect(sizesAndIds(analysisOf(mixed, "--threads", "2"))).toBe(one);
  await Promise.all(paths.map((path, index) => rename(path, join(mixed, `${(index * 37) % N}_renamed.png`))));
  expect(sizesAndIds(analysisOf(mixed))).toBe(one);
  expect(JSON.parse(one)).toHaveLength(23);
});

test("a broken and an empty file are left out with their reasons and the run goes on", async () => {
  const folder = join(root, "broken");
  const [first] = await writeDrawings(folder, range);
  const whole = await readFile(first!);
  await writeFile(join(folder, "cut.png"), whole.subarray(0, whole.length / 2));
  await writeFile(join(folder, "empty.png"), "");
  const { checkpoints, skipped } = analysisOf(folder);
  expect(checkpoints[0]!.images).toBe(N);
  expect(skipped.map(({ path }) => path).sort()).toEqual(["cut.png", "empty.png"]);
  expect(skipped.find(({ path }) => path === "empty.png")!.reason).toContain("empty");
});

test("the HTML report and the JSON file are written where they were asked for, and the JSON renders again", () => {
  const html = join(root, "out", "report.html");
  const json = join(root, "out", "analysis.json");
  const { status, stderr } = run("check", alike, "--html", html, "--json", json);
  expect([status, stderr]).toEqual([1, `Analysis: ${json}\nHTML report: ${html}\n`]);
  expect(run("report", json).stdout).toContain("Mode collapse");
  expect(run("report", json, "--verbose").stdout).toMatch(/^PASS +divergence|^NOT JUDGED +divergence/m);
  expect(run("report", json, "--html", html)).toMatchObject({ status: 1, stderr: `HTML report: ${html}\n` });
});

test("scores alone are judged, and say what they can not rule out", async () => {
  const log = join(root, "log.csv");
  const rows = range.map((step) => `${step},0.4,0.6`);
  await writeFile(log, ["step,scoreGenerator,scoreDiscriminator", ...rows].join("\n"));
  const { status, stdout } = run("check", "--scores", log);
  expect(status).toBe(0);
  expect(stdout.replace(/\s+/g, " ")).toContain("scores alone can not rule out mode collapse");
});

test("TensorFlow.js finds the same groups as ONNX Runtime", () => {
  const groupsOn = (device: string) => {
    const { backend, checkpoints } = analysisOf(alike, distinct, "--device", device);
    return {
      name: backend!.name,
      groups: checkpoints[0]!.groups.map(({ id, members }) => ({ id, members: [...members].sort() })),
    };
  };
  const [onnx, tensorflow] = [groupsOn("cpu"), groupsOn("tfjs")];
  expect(onnx.name).toContain("ONNX");
  expect(tensorflow.name).toContain("TensorFlow");
  expect(tensorflow.groups).toEqual(onnx.groups);
});
