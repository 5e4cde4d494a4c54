/** Every format of the four samples, from one check each, as a CI would read it. */
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Analysis } from "../../src/analysis/analysis.ts";
import { FORMAT_NAMES } from "../../src/report/formats.ts";
import { run } from "../helpers/cli.ts";
import { junitErrors } from "../helpers/junit-schema.ts";
import { shell } from "../helpers/shell.ts";

const SAMPLES = [
  ["healthy", 0],
  ["mode-collapse", 1],
  ["generator-dominates", 1],
  ["discriminator-dominates", 1],
] as const;

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "gan-diversity-"));
});
afterAll(() => rm(root, { recursive: true }));

describe.each(SAMPLES)("samples/%s", (name, exitCode) => {
  const at = (file: string) => join(root, `${name}-${file}`);
  let analysis: Analysis;
  beforeAll(async () => {
    const args = ["--quiet", "--scores", `samples/${name}/log.csv`];
    const { status } = run("check", `samples/${name}`, ...args, "--json", at("a.json"));
    expect(status).toBe(exitCode);
    analysis = JSON.parse(await readFile(at("a.json"), "utf8")) as Analysis;
    const asked = FORMAT_NAMES.flatMap((format) => ["--report", `${format}=${at(format)}`]);
    const again = run("report", at("a.json"), ...asked);
    expect([again.status, again.stdout]).toEqual([exitCode, ""]);
    expect(again.stderr.trim().split("\n")).toHaveLength(FORMAT_NAMES.length);
  }, 180_000);

  test("JUnit holds to the schema and fails as the exit code does", async () => {
    const xml = await readFile(at("junit"), "utf8");
    expect(await junitErrors(xml)).toEqual([]);
    expect(xml.includes("<failure")).toBe(exitCode === 1);
  });

  test("the tables have a row for each checkpoint and for each image of a group", async () => {
    expect(parse(await readFile(at("csv")))).toHaveLength(1 + analysis.checkpoints.length);
    const grouped = analysis.checkpoints.flatMap(({ groups }) => groups.flatMap(({ members }) => members));
    const rows = parse(await readFile(at("groups-csv")), { columns: true }) as Record<string, string>[];
    expect(rows.map(({ member }) => member)).toEqual(grouped);
    for (const { similarity, medoid } of rows) {
      expect(Number(similarity)).toBeGreaterThan(2 * analysis.threshold!.value - 1.001);
      if (medoid === "1") expect(Number(similarity)).toBe(1);
    }
  });

  test("annotations, Markdown and text say the verdict, the records and the page hold it", async () => {
    const { sentence } = analysis.verdict;
    const first = (await readFile(at("github"), "utf8")).split("\n")[0];
    expect(first).toContain(exitCode === 0 ? "::notice title=gan-diversity::" : "::error title=gan-diversity::");
    expect(first).toContain(sentence.replaceAll("%", "%25"));
    expect(await readFile(at("markdown"), "utf8")).toContain(sentence.split(/[(:_.]/)[0]);
    const [record] = (await readFile(at("ndjson"), "utf8")).split("\n");
    expect((JSON.parse(record!) as { verdict: object }).verdict).toEqual(analysis.verdict);
    const page = await readFile(at("html"), "utf8");
    for (const part of sentence.split(/(?<=\.) /))
      expect(page.includes(part.replaceAll("'", "&#39;")), part).toBe(true);
    expect(JSON.parse(await readFile(at("json"), "utf8"))).toEqual(analysis);
  });

  test("report ends as check would with another --fail-on", () => {
    expect(run("report", at("a.json"), "--fail-on", "never").status).toBe(0);
    expect(run("report", at("a.json"), "--fail-on", "fail").status).toBe(exitCode);
  });
});

describe("--report", () => {
  test.each(["junit", "junit=", "=a.xml", "xunit=a.xml", "JUnit=a.xml"])("%s is wrong usage", (value) => {
    const { status, stderr } = run("check", "samples/healthy", "--report", value);
    expect(stderr).toMatch(/^error: Expected FORMAT=FILE for --report with one of .*junit.* Next: /);
    expect(status).toBe(2);
  });

  test("two reports are never one file, and none is an input", async () => {
    await writeFile(join(root, "log.csv"), "step,scoreGenerator,scoreDiscriminator\n1,.5,.5\n");
    const check = (args: string) => shell(`$TOOL check --scores log.csv ${args}`, root);
    expect(check("--report csv=x.csv --report ndjson=./x.csv")).toMatchObject({ status: 2, stdout: "" });
    expect(check("--report csv=log.csv").stderr).toContain("Expected a file for --report csv that is not read");
  });

  test("in GitHub Actions the annotations go to the log and the Markdown to the summary", async () => {
    const summary = join(root, "summary.md");
    await writeFile(summary, "before\n");
    const { stdout, status } = shell(
      `GITHUB_ACTIONS=true GITHUB_STEP_SUMMARY=${summary} $TOOL report mode-collapse-a.json --report github=-`,
      root,
    );
    expect(stdout).toMatch(/^::error title=gan-diversity::/);
    expect(await readFile(summary, "utf8")).toMatch(/^before\n## Mode collapse/);
    expect(status).toBe(1);
  });

  test("a summary that can not be written is said", () => {
    const { status, stderr } = shell(
      "GITHUB_STEP_SUMMARY=./gone/summary.md $TOOL report healthy-a.json --report github=-",
      root,
    );
    expect(stderr).toMatch(/^error: Expected to write \.\/gone\/summary\.md but could not/);
    expect(status).toBe(3);
  });
});
