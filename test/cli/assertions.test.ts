import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { configJsonSchema } from "../../schema/config-schema.ts";
import type { Analysis } from "../../src/analysis/analysis.ts";
import { junitErrors } from "../helpers/junit-schema.ts";
import { shell } from "../helpers/shell.ts";

const LOG = `step,scoreGenerator,scoreDiscriminator\n${Array.from({ length: 60 }, (_, step) => `${step},0.5,0.55`).join("\n")}\n`;

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "gan-diversity-"));
  await mkdir(join(root, "deep", "er"), { recursive: true });
  await writeFile(join(root, "log.csv"), LOG);
});
afterAll(() => rm(root, { recursive: true }));

const check = (args: string, folder = root) =>
  shell(`$TOOL check --scores ${folder === root ? "" : "../../"}log.csv ${args}`, folder);

describe("--assert", () => {
  test("ends with 0 where all hold, with 1 where one is broken, and tells all", async () => {
    const held = check('--assert "scoreGenerator <= 60%" --assert "scoreDiscriminator > 0.5"');
    expect([held.status, held.stdout.match(/^HOLDS/gm)]).toEqual([0, ["HOLDS", "HOLDS"]]);
    const asserted =
      '--assert "scoreGenerator <= 10%" --assert "scoreDiscriminator > 0.5" --assert "scoreGenerator > 0.9"';
    const broken = check(`${asserted} --fail-on never --json a.json --report junit=a.xml --html a.html`);
    expect([broken.status, broken.stdout.match(/^(HOLDS|BROKEN)/gm)]).toEqual([1, ["BROKEN", "HOLDS", "BROKEN"]]);
    const { assertions } = JSON.parse(await readFile(join(root, "a.json"), "utf8")) as Analysis;
    expect(assertions!.map(({ status, value }) => [status, value])).toEqual([
      ["broken", 0.5],
      ["held", 0.55],
      ["broken", 0.5],
    ]);
    const xml = await readFile(join(root, "a.xml"), "utf8");
    expect([await junitErrors(xml), xml.match(/<failure /g)]).toEqual([[], ["<failure ", "<failure "]]);
    expect(await readFile(join(root, "a.html"), "utf8")).toContain("scoreGenerator &lt;= 0.1 @ last");
  });

  test("ends with 2 where one is misspelt, before anything is measured, and names every such one", () => {
    const { status, stdout, stderr } = check(
      '--assert "scoreGenerater <= 1" --assert "images <= 1" --assert "recal > 1"',
    );
    expect(stderr).toMatch(/did you mean scoreGenerator.*did you mean reference\.recall/);
    expect([status, stdout]).toEqual([2, ""]);
  });

  test("ends with 3 where a figure was not measured", () => {
    const { status, stdout } = check('--assert "reference.recall > 0.5"');
    expect([
      status,
      stdout.includes("NOT MEASURED  reference.recall > 0.5 @ last: reference.recall was not measured"),
    ]).toEqual([3, true]);
  });

  test("holds a saved analysis to others", () => {
    check("--json saved.json");
    const report = (args: string) => shell(`$TOOL report saved.json ${args}`, root).status;
    expect(report("")).toBe(0);
    expect(report('--assert "scoreGenerator > 0.9"')).toBe(1);
    expect(report('--assert "scoreGeneratr > 0.9"')).toBe(2);
    expect(report("--min-modes 5")).toBe(3);
  });

  test.each(["--strict", "--max-duplicates 500%", "--max-duplicates many", "--min-modes 0"])(
    "%s alone is wrong usage",
    (args) => {
      const { status, stderr } = check(args);
      expect([status, stderr.startsWith("error: Expected ")]).toEqual([2, true]);
    },
  );
});

describe("gan-diversity.config.json", () => {
  const config = (values: unknown, name = "gan-diversity.config.json") =>
    writeFile(join(root, name), typeof values === "string" ? values : JSON.stringify(values));
  const settings = async (): Promise<Analysis["settings"]> =>
    (JSON.parse(await readFile(join(root, "c.json"), "utf8")) as Analysis).settings;
  const optionIn = ({ options }: Analysis["settings"], name: string) =>
    JSON.parse(options!.find((option) => option.name === name)!.value) as unknown;

  test("is found upwards, holds any option, and its paths lie beside it", async () => {
    const values = {
      scores: ["log.csv"],
      failOn: "warn",
      threshold: 0.7,
      cache: false,
      assert: "scoreGenerator < 1",
      json: "c.json",
      quiet: true,
    };
    expect(new Ajv2020({ allowUnionTypes: true }).compile(configJsonSchema())(values)).toBe(true);
    await config(values);
    const { status, stderr } = shell("$TOOL check", join(root, "deep", "er"));
    expect([status, stderr]).toEqual([0, "Analysis: ../../c.json\n"]);
    const told = await settings();
    expect([told.scores, told.failOn, told.config]).toEqual([
      "../../log.csv",
      "warn",
      "../../gan-diversity.config.json",
    ]);
    expect(optionIn(told, "threshold")).toBe(0.7);
  });

  test("gives way to the command line, and is not read with --no-config", async () => {
    await config({ threshold: 0.7, assert: ["scoreGenerator > 0.9"], failOn: "warn" });
    expect(check("").status).toBe(1);
    expect(check("--no-config").status).toBe(0);
    expect(check('--assert "scoreGenerator > 0.1" --threshold 0.9 --json c.json').status).toBe(0);
    const told = await settings();
    expect([optionIn(told, "threshold"), told.failOn]).toEqual([0.9, "warn"]);
  });

  test("may have another name", async () => {
    await config({ assert: "scoreGenerator > 0.9" }, "other.json");
    await config({});
    expect(check("--config other.json").status).toBe(1);
    expect(check("--config gone.json")).toMatchObject({ status: 2, stdout: "" });
  });

  test.each([
    ["{", "it can not be read"],
    ["[]", "it is no object"],
    [{ treshold: 0.7 }, 'no option is called "treshold"; there are pictures, '],
    [{ threshold: 7 }, "Expected a number between 0 and 1 for --threshold"],
    [{ threshold: [0.7] }, "threshold is [0.7]"],
    [{ msSsim: "yes" }, 'msSsim is "yes"'],
    [{ pictures: 3 }, "pictures is no list of paths"],
    [{ assert: "recal > 1" }, "did you mean reference.recall"],
  ])("%j is refused with what is wrong", async (values, words) => {
    await config(values);
    const { status, stderr } = check("");
    expect(stderr).toContain(words);
    expect(status).toBe(2);
  });

  test("has the published schema", async () => {
    expect(JSON.parse(await readFile("schema/config.schema.json", "utf8"))).toEqual(configJsonSchema());
  });
});
