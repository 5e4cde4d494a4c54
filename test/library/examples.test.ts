/** The examples of docs/library.md run as they stand, against the built library. */
import { execFileSync } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { renderJson } from "../../src/index.ts";
import { collapsedAnalysis } from "../helpers/analysis-fixtures.ts";

let folder: string;
let examples: string[];
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "gan-diversity-"));
  await mkdir(join(folder, "node_modules"));
  await symlink(resolve("."), join(folder, "node_modules", "gan-diversity"), "dir");
  await symlink(resolve("samples"), join(folder, "samples"), "dir");
  await writeFile(join(folder, "analysis.json"), renderJson(collapsedAnalysis()));
  const text = await readFile("docs/library.md", "utf8");
  examples = [...text.matchAll(/^```js\n([\s\S]*?)^```/gm)].map(([, code]) => code!);
});
afterAll(() => rm(folder, { recursive: true }));

const run = async (example: number): Promise<{ output: string; exitCode: number | null }> => {
  const path = join(folder, `example-${example}.mjs`);
  await writeFile(path, examples[example]!);
  try {
    return { output: execFileSync(process.execPath, [path], { cwd: folder, encoding: "utf8" }), exitCode: 0 };
  } catch (error) {
    const { stdout, status } = error as { stdout: string; status: number | null };
    return { output: stdout, exitCode: status };
  }
};

test("there are three", () => {
  expect(examples).toHaveLength(3);
});

test("a folder is judged: the sample run has collapsed, and the report is written", async () => {
  const { output, exitCode } = await run(0);
  expect(output).toMatch(/^The generator collapsed onto few modes/);
  expect(output).toMatch(/^mode-collapse \d/m);
  expect(exitCode).toBe(1);
  expect(await readFile(join(folder, "report.html"), "utf8")).toMatch(/^<!doctype html>/);
});

test("images in memory are judged: 64 times one picture is one mode", async () => {
  const { output, exitCode } = await run(1);
  expect(output).toBe("mode-collapse 1.00\n");
  expect(exitCode).toBe(0);
});

test("a saved analysis is shown, and a log is read without a verdict", async () => {
  const { output, exitCode } = await run(2);
  expect(output).toMatch(/^scoreGenerator exact 0?\.\d+$/m);
  expect(output).toContain(collapsedAnalysis().verdict.sentence.slice(0, 30));
  expect(exitCode).toBe(0);
});
