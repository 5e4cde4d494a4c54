import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { run } from "../helpers/cli.ts";
import { writeDrawings } from "../helpers/pictures.ts";

let root: string;
let pictures: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "gan-diversity-"));
  pictures = join(root, "pictures");
  await writeDrawings(pictures, [1, 2, 3]);
});
afterAll(() => rm(root, { recursive: true }));

test.each([
  [["check"], "Expected pictures, --scores or both but received neither"],
  [["check", ".", "--grid", "8"], 'Expected COLSxROWS such as 8x8 for --grid but received "8"'],
  [["check", ".", "--threshold", "abc"], 'Expected a number between 0 and 1 for --threshold but received "abc"'],
  [["check", ".", "--threshold", ""], "Expected a number between 0 and 1"],
  [["check", ".", "--threads", "0"], "Expected a whole number from 1"],
  [["check", ".", "--device", "tpu"], "Expected one of auto, cpu, cuda, webgpu, directml, coreml, tfjs for --device"],
  [["check", ".", "--fail-on", "always"], "Expected one of warn, fail, never for --fail-on"],
  [["check", ".", "--quiet", "--verbose"], "Expected --quiet or --verbose but received both"],
  [["check", ".", "--padding", "2"], "Expected --grid together with --padding"],
  [["check", ".", "--no-such-option"], "unknown option"],
  [["nothing"], "unknown command"],
])("wrong usage %j exits with 2 and says what was expected", (args, message) => {
  const { status, stdout, stderr } = run(...args);
  expect(stderr).toContain(message);
  expect([status, stdout]).toEqual([2, ""]);
});

test.each([
  [["./samples"], "check ./samples"],
  [["my runs/*.png", "--scores", "log.csv"], "check 'my runs/*.png' --scores log.csv"],
  [["--debug", "--scores", "log.csv"], "check --scores log.csv"],
])("a run without a command %j is answered with the command that judges it", (args, command) => {
  const { status, stdout, stderr } = run(...args);
  expect(stderr).toMatch(/^error: unknown (?:command|option)/);
  expect(stderr.endsWith(`Next: gan-diversity ${command}\n`)).toBe(true);
  expect([status, stdout]).toEqual([2, ""]);
});

test("a misspelt command or option is no run", () => {
  expect(run("chek").stderr).not.toContain("Next:");
  expect(run("check", ".", "--score", "log.csv").stderr).not.toContain("Next:");
});

test.skipIf(process.platform === "win32").each([
  ["https://host/samples.zip", "nothing is fetched: download it"],
  ["~/samples", "inside quotes"],
  ["C:\\runs\\a", "/mnt/c/runs/a"],
  ["runs\\a", "write runs/a."],
])("%s as pictures, log or reference gets a hint of its own (POSIX only)", (path, hint) => {
  for (const args of [[path], ["--scores", path], [pictures, "--reference", path]])
    expect(run("check", ...args)).toMatchObject({ status: 3, stderr: expect.stringContaining(hint) as string });
});

test("an unknown model is answered with the presets", () => {
  const { status, stderr } = run("check", pictures, "--model", "dino");
  expect(stderr).toMatch(
    /^error: Expected a model at dino but .* presets dinov2-small, clip-vit-b-32, mobilenet, sscd/,
  );
  expect(status).toBe(3);
});

test("a missing folder exits with 3 and shows the stack only with --debug", () => {
  const { status, stderr } = run("check", join(root, "nowhere"));
  expect(status).toBe(3);
  expect(stderr).toMatch(/^error: Expected a folder, a file or a glob but nothing matches .*nowhere/);
  expect(stderr).not.toContain("    at ");
  expect(run("--debug", "check", join(root, "nowhere")).stderr).toContain("    at ");
});

test("a file that is no analysis exits with 3", async () => {
  const path = join(root, "x.json");
  await writeFile(path, "{}");
  expect(run("report", path)).toMatchObject({ status: 3, stderr: expect.stringContaining("schemaVersion") as string });
});

test("an output file that can not be written is an error with a next step", async () => {
  const file = join(root, "file");
  const log = join(root, "log.csv");
  await writeFile(file, "");
  await writeFile(log, "step,scoreGenerator,scoreDiscriminator\n1,0.4,0.6\n");
  const { status, stderr } = run("check", "--scores", log, "--json", join(file, "inside", "x.json"));
  expect(stderr).toMatch(
    /\nerror: Expected to write .*x\.json but could not: .*Next: choose a folder you may write to\.\n$/,
  );
  expect(status).toBe(3);
});

test("help names the exit codes and the version is the package's", () => {
  expect(run("--help")).toMatchObject({ status: 0, stdout: expect.stringMatching(/Exit codes:\n[\s\S]*130 +stopped/) });
  expect(run("--version").stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
});

test.each([
  ["check", "no such\nFAIL  collapsed.png"],
  ["check", "--scores", "no such\nFAIL  collapsed.csv"],
  ["report", "no such\nFAIL  collapsed.json"],
])("a line break in a name makes no line of its own: %j", (...args) => {
  const { status, stderr } = run(...args);
  expect(stderr).toContain("no such\uFFFDFAIL");
  expect([status, stderr.split("\n").length]).toEqual([3, 2]);
});

test("flags are called by their names on the command line, and never as options of the library", async () => {
  const model = join(root, "x.onnx");
  await writeFile(model, "");
  const { stderr } = run("check", pictures, "--model", model);
  expect(stderr).toMatch(/Expected --threshold or --reference together with --model \S*x\.onnx/);
  expect(stderr).not.toContain("`");
});
