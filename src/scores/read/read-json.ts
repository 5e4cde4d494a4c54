/** JSON documents: notebooks (the text of their outputs), histories (a list per quantity), lists of rows. */

import { emptyTable, type LogTable, TableBuilder } from "../table/log-table.ts";
import { flatNumbers, parsePythonJson } from "../table/python-json.ts";
import { LineSplitter } from "./lines.ts";
import { TextLog } from "./read-text.ts";

/** null when the text is no JSON document, or one without any numbers in rows. */
export const readJsonDocument = (text: string, source: string): LogTable | null => {
  const value = parsePythonJson(text);
  if (typeof value !== "object" || value === null) return null;
  if (isNotebook(value)) return readNotebook(value, source);
  return Array.isArray(value) ? readRows(value, source) : readHistory(value as Record<string, unknown>, source);
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

const readRows = (rows: readonly unknown[], source: string): LogTable | null => {
  const builder = new TableBuilder();
  const table = emptyTable(source, "JSON list of rows");
  for (const row of rows) {
    const cells = flatNumbers(row).filter(([name]) => name !== "");
    if (cells.length > 0) {
      builder.add(cells);
      table.lines.read++;
    } else table.lines.refused++;
  }
  return table.lines.read > 0 ? { ...table, ...builder.finish() } : null;
};

/** `{"d_loss": [0.69, ...], "g_loss": [...]}`, as Keras' History and hand-made logs are kept; also one level deeper. */
const readHistory = (value: Record<string, unknown>, source: string): LogTable | null => {
  const lists = Object.entries(value).flatMap(([name, inner]): [string, unknown[]][] => {
    if (Array.isArray(inner)) return [[name, inner]];
    if (typeof inner !== "object" || inner === null) return [];
    return Object.entries(inner).flatMap(([deeper, list]): [string, unknown[]][] =>
      Array.isArray(list) ? [[deeper, list]] : [],
    );
  });
  const columns = lists.filter(([, list]) => list.some((item) => typeof item === "number"));
  const rows = Math.max(0, ...columns.map(([, list]) => list.length));
  if (rows === 0) return null;
  const builder = new TableBuilder();
  for (let row = 0; row < rows; row++)
    builder.add(
      columns.map(([name, list]) => [name, typeof list[row] === "number" ? (list[row] as number) : null] as const),
    );
  return { ...emptyTable(source, "JSON history"), ...builder.finish(), lines: { read: rows, refused: 0, other: 0 } };
};
