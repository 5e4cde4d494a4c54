import { expect, test } from "vitest";
import { renderNdjson } from "../../../src/report/ndjson/ndjson.ts";
import { HOSTILE } from "../../helpers/analysis-fixtures.ts";
import { fullAnalysis, runSet } from "../../helpers/report-fixtures.ts";

const records = (text: string): Record<string, unknown>[] => {
  expect(text.endsWith("\n")).toBe(true);
  return text
    .slice(0, -1)
    .split("\n")
    .map((line) => JSON.parse(line) as Record<string, unknown>);
};

test("every line is an object with a type, whatever the names are", () => {
  const types = new Set(records(renderNdjson(runSet(`${HOSTILE}\n\u2028`))).map(({ type }) => type));
  expect([...types].sort()).toEqual(["checkpoint", "finding", "group", "run", "skipped", "unread"]);
});

test("the records of a run are its checkpoints, findings and groups, with the figures by name", () => {
  const analysis = fullAnalysis();
  const all = records(renderNdjson(analysis));
  const count = (type: string) => all.filter((record) => record.type === type).length;
  expect([count("run"), count("checkpoint"), count("finding"), count("group")]).toEqual([
    1,
    2,
    analysis.findings.length,
    3,
  ]);
  const last = all.filter(({ type }) => type === "checkpoint")[1]!.figures as Record<string, unknown>;
  const { value, low, high } = analysis.checkpoints[1]!.metrics.diversityIndex;
  expect(last.diversityIndex).toEqual({ value, low, high });
  expect(last.images).toEqual({ value: analysis.checkpoints[1]!.images });
});
