import fc from "fast-check";
import { expect, test } from "vitest";
import { InputError } from "../../../src/errors.ts";
import { renderHtml } from "../../../src/index.ts";
import { renderJson } from "../../../src/report/json/json.ts";
import { parseAnalysis } from "../../../src/report/json/parse-analysis.ts";
import { collapsedAnalysis, HOSTILE } from "../../helpers/analysis-fixtures.ts";

test("an analysis comes back as it was written", () => {
  expect(parseAnalysis(renderJson(collapsedAnalysis()))).toEqual(collapsedAnalysis());
});

test("another schema version is refused by name", () => {
  expect(() => parseAnalysis(JSON.stringify({ ...collapsedAnalysis(), schemaVersion: 99 }))).toThrow(
    /schemaVersion is 99; this version reads 3/,
  );
});

const refusalOf = (json: string): string => {
  try {
    parseAnalysis(json);
  } catch (error) {
    expect(error).toBeInstanceOf(InputError);
    return (error as Error).message;
  }
  throw new Error("was not refused");
};

test("an older file is refused in one sentence with the next step", () => {
  expect(refusalOf(JSON.stringify({ ...collapsedAnalysis(), schemaVersion: 1 }))).toBe(
    "Expected an analysis written by gan-diversity check --json but its schemaVersion is 1; this version reads 3. Next: write it again with check --json.",
  );
});

test.each([
  ["skipped", [{ path: 7, reason: "x" }], "skipped[0].path is a number, not a string"],
  ["skipped", [{ reason: "x" }], "skipped[0].path is missing"],
  ["skipped", "x", "skipped is a string, not a list"],
  ["verdict", null, "verdict is null, not an object"],
  ["checkpoints", [7], "checkpoints[0] is a number, not an object"],
  ["timings", [{ stage: "embed", milliseconds: "12" }], "timings[0].milliseconds is a string, not a finite number"],
  ["settings", { ...collapsedAnalysis().settings, failOn: "no" }, "settings.failOn is a string, not one of warn, fail"],
])("a wrong %s is named with its path, what it is and what it should be (%#)", (field, value, words) => {
  expect(refusalOf(JSON.stringify({ ...collapsedAnalysis(), [field]: value }))).toContain(`the analysis.${words}`);
});

test.each([
  ["duplicateShare", 1.5, "1.5, not a number from 0 to 1"],
  ["blankShare", -0.1, "-0.1, not a number from 0 to 1"],
])("a %s of %d is out of range", (field, value, words) => {
  const analysis = collapsedAnalysis();
  Object.assign(analysis.checkpoints[0]!.metrics, { [field]: value });
  expect(refusalOf(renderJson(analysis))).toContain(`the analysis.checkpoints[0].metrics.${field} is ${words}`);
});

test("a count that is a fraction, a pair of three and evidence of an unknown kind are refused", () => {
  const [fraction, three, unknown] = [collapsedAnalysis(), collapsedAnalysis(), collapsedAnalysis()];
  fraction.checkpoints[0]!.images = 2.5;
  expect(refusalOf(renderJson(fraction))).toContain("checkpoints[0].images is 2.5, not a whole number from 0");
  (three.checkpoints[1]!.groups[0]!.farthestPair as string[]).push("c.png");
  expect(refusalOf(renderJson(three))).toContain("checkpoints[1].groups[0].farthestPair");
  Object.assign(unknown.findings[0]!, { evidence: [{ type: HOSTILE }] });
  expect(refusalOf(renderJson(unknown))).toContain("evidence[0].type is a string, not one of text, groups, stretch");
});

test("a number that is too large for a number is refused", () => {
  const json = renderJson(collapsedAnalysis()).replace('"milliseconds": 12', '"milliseconds": 1e999');
  expect(refusalOf(json)).toContain("timings[0].milliseconds is Infinity, not a finite number");
});

test("hostile and huge values are never repeated, and deep nesting does no harm", () => {
  const huge = HOSTILE.repeat(10_000);
  const nested = `${"[".repeat(100_000)}${"]".repeat(100_000)}`;
  const whole = collapsedAnalysis();
  for (const json of [
    huge,
    JSON.stringify(huge),
    JSON.stringify({ schemaVersion: huge }),
    JSON.stringify({ ...whole, tool: huge }),
    JSON.stringify({ ...whole, verdict: { ...whole.verdict, status: huge } }),
    JSON.stringify({ ...whole, threshold: { [huge]: 1 } }),
    nested,
    `{"schemaVersion":${nested}}`,
    JSON.stringify({ ...whole, warnings: "HERE" }).replace('"HERE"', nested),
  ]) {
    const message = refusalOf(json);
    expect(message.length).toBeLessThan(300);
    expect(message).not.toContain("alert");
    expect(message).toMatch(/^Expected an analysis [^.]*(\.[^ ][^.]*)*\. Next: write it again with check --json\.$/);
  }
});

test("fields that no Analysis has are left out", () => {
  const json = JSON.stringify({ ...collapsedAnalysis(), extra: HOSTILE });
  expect(parseAnalysis(json)).toEqual(collapsedAnalysis());
});

test("arbitrary text and arbitrary JSON are refused with the same kind of error", () => {
  const anything = fc.oneof(fc.string(), fc.json(), fc.constant(JSON.stringify({ schemaVersion: 3 })));
  fc.assert(
    fc.property(anything, (text) => {
      expect(() => parseAnalysis(text)).toThrow(InputError);
    }),
  );
});

test("removing any top-level field is noticed or leaves a value that still renders", () => {
  const { scores: _, ...required } = collapsedAnalysis();
  for (const field of Object.keys(required)) {
    const rest = Object.fromEntries(Object.entries(collapsedAnalysis()).filter(([name]) => name !== field));
    expect(() => parseAnalysis(JSON.stringify(rest)), field).toThrow(InputError);
  }
});

test("half a character in any text becomes visible, so that every report can show it", async () => {
  const half = "\ud800";
  const { checkpoints, ...rest } = collapsedAnalysis();
  const analysis = {
    ...rest,
    warnings: [`a${half}b`],
    checkpoints: checkpoints.map((one) => ({ ...one, groups: one.groups.map((group) => ({ ...group, id: half })) })),
  };
  const parsed = parseAnalysis(renderJson(analysis));
  expect(parsed.warnings).toEqual(["a\uFFFDb"]);
  expect(new Set(parsed.checkpoints.flatMap(({ groups }) => groups.map(({ id }) => id)))).toEqual(new Set(["\uFFFD"]));
  // The library may be handed one that was never written to a file.
  expect(await renderHtml(analysis)).toContain("%EF%BF%BD");
});
