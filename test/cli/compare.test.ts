import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { parseHTML } from "linkedom";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Comparison } from "../../src/analysis/analysis.ts";
import { run } from "../helpers/cli.ts";
import { writeSheetOf } from "../helpers/pictures.ts";

const TILES = 36;
let root: string;
const at = (...parts: string[]) => join(root, ...parts);
const tiles = (of: (tile: number) => number) => Array.from({ length: TILES }, (_, tile) => of(tile));

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "gan-diversity-"));
  for (const epoch of [1, 2]) {
    await writeSheetOf(
      at("diverse", `epoch_${epoch}.png`),
      6,
      tiles((tile) => 100 * epoch + tile),
    );
    await writeSheetOf(
      at("other", `epoch_${epoch}.png`),
      6,
      tiles((tile) => 1000 + 100 * epoch + tile),
    );
    await writeSheetOf(
      at("collapsed", `epoch_${epoch}.png`),
      6,
      tiles((tile) => (epoch === 2 ? 7 : 500 + tile)),
    );
  }
  run("check", at("diverse"), "--json", at("diverse.json"));
  run("check", at("collapsed"), "--json", at("collapsed.json"));
}, 300_000);
afterAll(() => rm(root, { recursive: true }));

const read = async (name: string): Promise<Comparison> => JSON.parse(await readFile(at(name), "utf8")) as Comparison;
const certain = ({ others }: Comparison) =>
  others.map(({ checkpoints }) =>
    checkpoints.map(({ step, figures }) => [step, figures.filter((figure) => figure.certain).map(({ name }) => name)]),
  );

describe("compare", () => {
  test("says at which step a run that collapses differs, by how much, and that another healthy one does not", async () => {
    const { status, stdout } = run("compare", at("diverse"), at("collapsed"), at("other"), "--json", at("c.json"));
    expect(status).toBe(0);
    expect(stdout).toMatch(/^B differs from A for certain at epoch 2 \(\d figures\)\.$/m);
    expect(stdout).toContain("Nothing differs for certain between A and C.");
    const comparison = await read("c.json");
    const [[before, after], others] = certain(comparison) as [[[number, string[]], [number, string[]]], unknown];
    expect([before, after![0], others]).toEqual([
      [1, []],
      2,
      [
        [1, []],
        [2, []],
      ],
    ]);
    expect(after![1]).toEqual(expect.arrayContaining(["meanSimilarity", "duplicatePairShare", "diversityIndex"]));
    const figure = comparison.others[0]!.checkpoints[1]!.figures.find(({ name }) => name === "duplicatePairShare")!;
    expect([figure.other, figure.difference]).toEqual([1, 1 - figure.base]);
  }, 240_000);

  test("finds what one run copied from the other, and which modes they share", async () => {
    const { status } = run("compare", at("diverse"), at("diverse"), "--json", at("s.json"), "--html", at("s.html"));
    const [{ checkpoints }] = (await read("s.json")).others as [Comparison["others"][number]];
    const { copiedShare, copies, modes, figures } = checkpoints[0]!;
    expect([status, copiedShare, modes!.lost, modes!.gained]).toEqual([0, 1, 0, 0]);
    expect(copies![0]!.similarity).toBeCloseTo(1, 5);
    for (const { difference } of figures) expect(difference).toBe(0);
    const { document } = parseHTML(await readFile(at("s.html"), "utf8"));
    const twins = [...document.querySelectorAll(".copies .twin")];
    expect(twins.map((twin) => twin.querySelectorAll(".pic").length)).toEqual(Array.from({ length: 24 }, () => 2));
  }, 240_000);

  test("takes saved analyses, alone or beside pictures", async () => {
    const { status, stdout } = run("compare", at("diverse.json"), at("collapsed.json"), "--json", at("j.json"));
    expect([status, stdout.includes("B differs from A for certain at epoch 2")]).toEqual([0, true]);
    expect(run("compare", at("diverse.json"), at("collapsed")).stdout).toContain(
      "B differs from A for certain at epoch 2",
    );
    expect(run("compare", at("diverse.json"), at("diverse.json")).stdout).toContain("Nothing differs for certain");
  }, 240_000);

  test("the page shows the sheets of every run, all curves in a chart for each figure, and what differs", async () => {
    const { status, stderr } = run("compare", at("diverse"), at("collapsed"), at("other"), "--html", at("c.html"));
    expect([status, stderr]).toEqual([0, `HTML report: ${at("c.html")}\n`]);
    const { document } = parseHTML(await readFile(at("c.html"), "utf8"));
    const words = (selector: string) => [...document.querySelectorAll(selector)].map((found) => found.textContent);
    expect(words("h1")).toEqual(["B differs from A for certain, C does not"]);
    expect(document.querySelectorAll(".beside .sheet")).toHaveLength(3);
    expect(words(".beside .run-letter")).toEqual(["A", "B", "C"]);
    // Each is drawn twice, for wide pages and for narrow ones.
    for (const chart of document.querySelectorAll(".curves .chart svg"))
      expect(["a", "b", "c"].map((run) => chart.querySelectorAll(`.line.run-${run}`).length)).toEqual([1, 1, 1]);
    expect(document.querySelectorAll(".curves .chart").length).toBeGreaterThan(4);
    expect(document.querySelectorAll(".abreast .sheet")).toHaveLength(6);
    expect(words(".certain th")).toContain("duplicatePairShare");
  }, 240_000);

  test("with --baseline it ends with 1 where diversity has dropped for certain, with the figures, and else with 0", async () => {
    const held = (name: string, ...more: string[]) =>
      run("compare", at(name), "--baseline", at("diverse.json"), ...more, "--json", at("b.json"));
    const broken = held("collapsed", "--max-drop", "10%");
    expect(broken.stdout).toMatch(/^DROPPED {2}diversityIndex +\S+ -> \S+ +drop \S+.% \(\S+.% to \S+.%\)$/m);
    expect(broken.status).toBe(1);
    const { baseline } = await read("b.json");
    expect([baseline!.maxDrop, baseline!.regressed]).toEqual([0.1, true]);
    for (const { base, other, drop, low, regressed } of baseline!.figures) {
      expect(drop).toBeCloseTo(1 - other / base, 12);
      expect(regressed).toBe(low !== null && low > 0.1);
    }
    // One mode of what were many is still not all of it.
    expect(held("collapsed", "--max-drop", "99.9%").status).toBe(0);
    expect(held("other").status).toBe(0);
    expect(held("collapsed.json").status).toBe(1);
    expect((await read("b.json")).baseline!.maxDrop).toBe(0);
  }, 240_000);

  test("writes what the published schema describes", async () => {
    const schema = JSON.parse(await readFile("schema/analysis.schema.json", "utf8")) as object;
    const validate = new Ajv2020().compile(schema);
    for (const name of ["c.json", "j.json", "b.json"])
      expect(validate(await read(name)), JSON.stringify(validate.errors)).toBe(true);
  });

  test("several runs are not taken for one, whether they are measured now or were saved", () => {
    run("check", at("diverse"), at("other"), "--json", at("two.json"), "--quiet");
    const saved = run("compare", at("two.json"), at("diverse.json"));
    expect(saved.stderr).toContain(`Expected the analysis of one run in ${at("two.json")} but it holds 2 runs`);
    const measured = run("compare", at("diverse.json"), root);
    expect(measured.stderr).toMatch(/Expected one run in \S+ but it holds 3: .*collapsed.*diverse.*other.* Next: /);
    expect([saved.status, measured.status]).toEqual([3, 3]);
  }, 120_000);

  test("figures of another threshold are not set beside each other", () => {
    const { status, stderr } = run("compare", at("diverse.json"), at("collapsed"), "--threshold", "0.9");
    expect(stderr).toMatch(/to be measured at one threshold but found 0\.81\d* and 0\.9\. Next: /);
    expect(status).toBe(3);
  });

  test.each([
    [["one"], 2, "Expected two runs or more"],
    [["gone-a", "gone-b"], 3, "Expected"],
    [["a", "b", "--seed", "-1"], 2, "Expected a whole number from 0 on for --seed"],
    [["a", "--max-drop", "5%"], 2, "Expected --baseline together with --max-drop"],
    [["a", "b", "--baseline", "c.json"], 2, "Expected one run together with --baseline but received 2"],
    [
      ["a", "--baseline", "c.json", "--max-drop", "100%"],
      2,
      "Expected a share below 100% such as 10% or 0.1 for --max-drop",
    ],
    [["a", "--baseline", "gone.json"], 3, "Expected an analysis file at gone.json but it can not be read"],
    [["a", "--baseline", "package.json"], 3, "the file has no schemaVersion"],
    [["samples/healthy/log.csv", "samples/healthy"], 3, "Expected"],
  ])("%j ends with %i", (args, exitCode, words) => {
    const { status, stdout, stderr } = run("compare", ...args);
    expect(stderr).toContain(words);
    expect([status, stdout]).toEqual([exitCode, ""]);
  });

  test("its output never takes the place of an analysis that it reads", async () => {
    const before = await readFile(at("diverse.json"), "utf8");
    const { status } = run("compare", at("diverse.json"), at("collapsed.json"), "--json", at("diverse.json"));
    expect([status, await readFile(at("diverse.json"), "utf8")]).toEqual([2, before]);
  });
});
