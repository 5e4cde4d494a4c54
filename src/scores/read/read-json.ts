/** JSON documents: notebooks (the text of their outputs), and numbers of a training in any shape (json-parts.ts). */

import { InputError } from "../../errors.ts";
import { meaningOf } from "../table/find-columns.ts";
import { emptyTable, type LogTable, TableBuilder } from "../table/log-table.ts";
import { metricName } from "../table/metric-series.ts";
import { parsePythonJson } from "../table/python-json.ts";
import { parsePythonLiteral } from "../table/python-literal.ts";
import { TidyTable } from "../table/tidy-table.ts";
import { type JsonParts, type JsonSeries, jsonParts } from "./json-parts.ts";
import { LineSplitter } from "./lines.ts";
import { lossNamedInJson, withWords } from "./loss-words.ts";
import { TextLog } from "./read-text.ts";
import { tagOfFile } from "./tag-of-file.ts";

/** Lists that are kept, the known ones first: no log of a training run has as many. */
const MOST_SERIES = 2000;

/**
 * null when the text is no JSON document.
 * @throws InputError when it holds no numbers in lists or rows
 */
export const readJsonDocument = (text: string, source: string): LogTable | null => {
  const json = parsePythonJson(text);
  // What Python prints of a dictionary of lists.
  const value = json ?? parsePythonLiteral(text);
  if (typeof value !== "object" || value === null) return null;
  if (isNotebook(value)) return readNotebook(value, source);
  const tables = tablesOf(jsonParts(value), source);
  const table = tables.reduce<LogTable | null>((best, one) => (best && worth(best) >= worth(one) ? best : one), null);
  if (!table && json === undefined) return null;
  if (!table)
    throw new InputError(
      "SCORES_FORMAT",
      `Expected a score log in ${source} but it is a JSON document without any list of numbers or of rows. Next: give the file that the training wrote step by step.`,
    );
  return withWords(table, lossNamedInJson(text));
};

interface Notebook {
  cells: unknown[];
}

const isNotebook = (value: object): value is Notebook => Array.isArray((value as Partial<Notebook>).cells);

const readNotebook = ({ cells }: Notebook, source: string): LogTable => {
  const log = new TextLog(source);
  for (const cell of cells) {
    const { outputs } = (cell ?? {}) as { outputs?: unknown };
    for (const output of Array.isArray(outputs) ? outputs : []) {
      const { text, data } = (output ?? {}) as { text?: unknown; data?: Record<string, unknown> };
      const splitter = new LineSplitter((line) => log.line(line, true));
      splitter.push(textOf(text ?? data?.["text/plain"]));
      splitter.end();
    }
  }
  const table = log.finish();
  return { ...table, format: `notebook: ${table.format}` };
};

/** Notebooks keep a text as one string or as a list of lines. */
const textOf = (value: unknown): string => {
  if (typeof value === "string") return value;
  return Array.isArray(value) ? value.filter((part) => typeof part === "string").join("") : "";
};

/** A document holds other numbers too: the part with most quantities that are known is the log, of equals the longest. */
const worth = ({ columns, rows }: LogTable): number => columns.filter(({ name }) => isKnown(name)).length * 1e9 + rows;

const isKnown = (name: string): boolean =>
  !["step", "epoch", "batch", undefined].includes(meaningOf(name)?.quantity) || metricName(name) !== null;

const tablesOf = ({ rows, series, records }: JsonParts, source: string): LogTable[] => [
  ...rows.map((list) => tableOfRows(list, source)),
  ...(series.length > 0 ? [tableOfSeries(series, source)] : []),
  ...(records.length > 0 ? [tableOfRecords(records, "JSON records of one number each", source)] : []),
];

const tableOfRows = (rows: JsonParts["rows"][number], source: string): LogTable => {
  const builder = new TableBuilder();
  for (const row of rows) builder.add(row);
  const read = rows.filter((row) => row.length > 0).length;
  return {
    ...emptyTable(source, "JSON list of rows"),
    ...builder.finish(),
    lines: { read, refused: rows.length - read, other: 0 },
  };
};

const tableOfRecords = (records: JsonParts["records"], format: string, source: string): LogTable => {
  const table = new TidyTable();
  for (const record of records) table.add(record);
  return { ...emptyTable(source, format), ...table.finish(), lines: { read: records.length, refused: 0, other: 0 } };
};

/** `{"d_loss": [0.69, ...], "g_loss": [...]}`, as Keras' History, Sacred and hand-made logs are kept. */
const tableOfSeries = (all: readonly JsonSeries[], source: string): LogTable => {
  const named = withNames(all, source);
  const series = named.length > MOST_SERIES ? knownFirst(named).slice(0, MOST_SERIES) : named;
  const warnings =
    series.length < named.length ? [`${named.length - series.length} of ${named.length} lists were left out.`] : [];
  if (series.some(({ steps }) => steps !== null)) {
    const records = series.flatMap(({ name, values, steps, stepName }) =>
      values.flatMap((value, index) => {
        const at = steps?.[index] ?? index;
        return value === null
          ? []
          : [{ name, value, step: stepName === "step" ? at : null, epoch: stepName === "epoch" ? at : null }];
      }),
    );
    const table = tableOfRecords(records, "JSON lists with steps", source);
    return { ...table, warnings: [...warnings, ...table.warnings] };
  }
  // The longest first, so that a row need not look at those that have ended.
  const longest = series.toSorted((a, b) => b.values.length - a.values.length);
  const rows = longest[0]?.values.length ?? 0;
  const builder = new TableBuilder();
  for (let row = 0, open = longest.length; row < rows; row++) {
    while (longest[open - 1]!.values.length <= row) open--;
    builder.add(longest.slice(0, open).map(({ name, values }) => [name, values[row] ?? null] as const));
  }
  const built = builder.finish();
  return {
    ...emptyTable(source, "JSON history"),
    ...built,
    warnings: [...warnings, ...built.warnings],
    lines: { read: rows, refused: 0, other: 0 },
  };
};

const knownFirst = <One extends { name: string }>(all: readonly One[]): One[] => {
  const isNamed = ({ name }: One) => meaningOf(name) !== null || metricName(name) !== null;
  return [...all.filter(isNamed), ...all.filter((one) => !isNamed(one))];
};

/** By its path without what all have in common; a list that is alone in its file has the file's name. */
const withNames = (all: readonly JsonSeries[], source: string): (JsonSeries & { name: string })[] => {
  const [first] = all;
  let shared = 0;
  const isShared = (depth: number) =>
    all.every(({ path }) => path.length > depth + 1 && path[depth] === first!.path[depth]);
  while (isShared(shared)) shared++;
  return all.map((series) => ({ ...series, name: series.path.slice(shared).join("/") || tagOfFile(source) }));
};
