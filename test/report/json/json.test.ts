import fc from "fast-check";
import { expect, test } from "vitest";
import { InputError } from "../../../src/errors.ts";
import { renderJson } from "../../../src/report/json/json.ts";
import { parseAnalysis } from "../../../src/report/json/parse-analysis.ts";
import { collapsedAnalysis } from "../../helpers/analysis-fixtures.ts";

test("an analysis comes back as it was written", () => {
  expect(parseAnalysis(renderJson(collapsedAnalysis()))).toEqual(collapsedAnalysis());
});

test("another schema version is refused by name", () => {
  expect(() => parseAnalysis(JSON.stringify({ ...collapsedAnalysis(), schemaVersion: 99 }))).toThrow(
    /schemaVersion is 99; this version reads 2/,
  );
});

test("a wrong field is named with its path", () => {
  const broken = { ...collapsedAnalysis(), skipped: [{ path: 7, reason: "x" }] };
  expect(() => parseAnalysis(JSON.stringify(broken))).toThrow("the analysis.skipped[0].path is a number, not a string");
});

test("arbitrary text and arbitrary JSON are refused with the same kind of error", () => {
  const anything = fc.oneof(fc.string(), fc.json(), fc.constant(JSON.stringify({ schemaVersion: 2 })));
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
