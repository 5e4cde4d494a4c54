import { parse } from "csv-parse/sync";
import { expect, test } from "vitest";
import { FIGURE_NAMES } from "../../../src/figures/figures.ts";
import { csv } from "../../../src/report/csv/cells.ts";
import { renderCsv } from "../../../src/report/csv/figures-csv.ts";
import { renderGroupsCsv } from "../../../src/report/csv/groups-csv.ts";
import { HOSTILE } from "../../helpers/analysis-fixtures.ts";
import { fullAnalysis, runSet } from "../../helpers/report-fixtures.ts";

/** By another CSV reader, strict about quotes, line ends and the number of cells. */
const rowsOf = (text: string): Record<string, string>[] =>
  parse(text, { columns: true, record_delimiter: "\r\n", relax_column_count: false, relax_quotes: false });

test("the figures are a row for each checkpoint, with the numbers of the analysis as they are", () => {
  const analysis = fullAnalysis();
  const rows = rowsOf(renderCsv(analysis));
  expect(rows.map(({ label, step }) => [label, step])).toEqual(
    analysis.checkpoints.map(({ label, step }) => [label, `${step}`]),
  );
  const { metrics, reference } = analysis.checkpoints[1]!;
  const last = rows[1]!;
  expect(Number(last["duplicatePairShare.low"])).toBe(metrics.duplicatePairShare.low);
  expect(Number(last.diversityIndex)).toBe(metrics.diversityIndex.value);
  expect(Number(last["hill.shannon.high"])).toBe(metrics.hill.shannon.high);
  expect(Number(last["reference.recall"])).toBe(reference!.recall!.value);
  expect(rows[0]!["reference.recall"]).toBe("");
});

test("every run has the same columns, all figures among them", () => {
  const [header] = parse(renderCsv(runSet()));
  expect(header).toEqual(parse(renderCsv({ ...fullAnalysis(), checkpoints: [] }))[0]);
  expect(header).toEqual(expect.arrayContaining([...FIGURE_NAMES]));
  expect(new Set(header).size).toBe(header!.length);
});

test("the groups are a row for each image, with its similarity to the medoid where the analysis has it", () => {
  const analysis = fullAnalysis();
  analysis.checkpoints[1]!.groups[0]!.similarities = [1, 0.93];
  const rows = rowsOf(renderGroupsCsv(analysis));
  expect(rows).toHaveLength(6);
  expect(rows[2]).toEqual({
    run: "",
    checkpoint: "a.png",
    step: "2",
    group: "aaaaaaaaaaaa",
    size: "2",
    member: "a.png",
    medoid: "1",
    similarity: "1",
  });
  expect(rows[3]!.similarity).toBe("0.93");
  expect(rows[0]!.similarity).toBe("");
});

test("names with quotes, commas and line breaks come back as they were", () => {
  const names = [`a"b`, "c,d", "e\nf", "g\r\nh", HOSTILE];
  const text = csv([["name"], ...names.map((name) => [name])]);
  expect(rowsOf(text).map(({ name }) => name)).toEqual(names);
});

test.each(["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", "\u200b=1", "\uFF1D1", "\uFF20a"])(
  "%j is text to a spreadsheet and no formula",
  (name) => {
    expect(rowsOf(csv([["name"], [name]]))[0]!.name).toBe(`'${name}`);
  },
);

test("negative numbers stay numbers, and what is no number is an empty cell", () => {
  expect(csv([[-0.5, 1e-7, Number.NaN, Number.POSITIVE_INFINITY, null]])).toBe("-0.5,1e-7,,,\r\n");
});
