import { expect, test } from "vitest";
import { renderTerminal } from "../../../src/report/terminal/runs.ts";
import { collapsedAnalysis, HOSTILE } from "../../helpers/analysis-fixtures.ts";

const bare = { color: false, width: 80, verbose: true };

test("the verdict comes first, then what failed with its numbers and what to try", () => {
  const text = renderTerminal(collapsedAnalysis(), bare);
  const at = (part: string) => {
    expect(text).toContain(part);
    return text.indexOf(part);
  };
  expect(text.startsWith("Mode collapse\n")).toBe(true);
  expect(at("based on")).toBeLessThan(at("FAIL The generator has collapsed"));
  expect(at("0.81 share of pairs that repeat a mode, 95 % interval 0.7 to 0.81")).toBeLessThan(at("Try next:"));
  expect(at("Use a larger input (latent) dimension.")).toBeLessThan(at("checkpoint"));
  expect(text).toMatch(/\n\nMode collapse, since [^\n]+, exit code 1\n$/);
});

test("no line is wider than the terminal", () => {
  const lines = renderTerminal(collapsedAnalysis(), { ...bare, width: 64 }).split("\n");
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(64);
});

test("steps and the ends of long paths are shown whole at every width", () => {
  const analysis = collapsedAnalysis();
  const [first] = analysis.checkpoints;
  const labels = [
    "step 1200",
    "step 12000",
    "runs/a_run_with_a_long_name/fixed_samples/step_7.png",
    "runs/other/step_7.png",
  ];
  analysis.checkpoints = labels.map((label, step) => ({ ...first!, step, label }));
  for (const width of [40, 60, 80, 110]) {
    const text = renderTerminal(analysis, { ...bare, width });
    for (const end of ["step 1200 ", "step 12000 ", "step_7.png "]) expect(text).toContain(end);
    const table = text.split("\n").filter((line) => /^(?:checkpoint|step |run)/.test(line) && line.includes("  "));
    expect(Math.max(...table.map(({ length }) => length))).toBeLessThanOrEqual(width);
    expect(new Set(table).size).toBe(5);
  }
});

test("names can neither colour the terminal nor turn the text around", () => {
  const text = renderTerminal(collapsedAnalysis(HOSTILE), bare);
  for (const character of ["\u001b", "\u202e"]) expect(text).not.toContain(character);
});

test("colours appear only when asked for", () => {
  expect(renderTerminal(collapsedAnalysis(), { ...bare, color: true })).toContain("\u001b[31m");
});

test("long runs show their first and last checkpoints and count the rest", () => {
  const analysis = collapsedAnalysis();
  const [first] = analysis.checkpoints;
  analysis.checkpoints = Array.from({ length: 30 }, (_, step) => ({ ...first!, step, label: `epoch ${step}` }));
  const text = renderTerminal(analysis, bare);
  expect(text).toContain("... 14 more checkpoints ...");
  expect(text).toMatch(/^epoch 0 /m);
  expect(text).toMatch(/^epoch 29 /m);
  expect(text).not.toMatch(/^epoch 15 /m);
});
