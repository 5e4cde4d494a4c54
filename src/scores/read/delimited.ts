/** Reads a table with a header line: commas, semicolons, tabs or bars; quoted names; decimal commas. */
import { CsvError, parse } from "csv-parse/sync";
import { InputError } from "../../errors.ts";
import { parseCell, usesDecimalComma } from "../table/number-cell.ts";
import { tidyColumns } from "../table/tidy-table.ts";
import { delimiterOf } from "./table-fit.ts";
import { UnreadCells } from "./unread-cells.ts";

export interface Table {
  header: string[];
  /**
   * Numbers; null for an empty or unreadable cell. NaN and infinities are kept. Rows without any number are left out. A row may be
   * shorter than the header: filled up, 40,000 rows of three cells below 20,000 names would be gigabytes.
   */
  rows: (number | null)[][];
  delimiter: string;
  /** The last line had fewer cells than the header and was left out: a log that is still being written. */
  unfinished: boolean;
  /** Rows that had more cells than the header and were left out: their cells can not be told apart. */
  overlong: number;
  /** Rows without any number, such as a header that is written again. */
  wordy: number;
  decimalComma: boolean;
  /** Of every row the name of its number, where a row holds one number; else null. */
  labels: string[] | null;
  /** Columns behind the most that are kept. */
  leftOut: number;
  unread: UnreadCells;
}

/** No log of a training run has as many. */
export const MOST_COLUMNS = 2000;

/**
 * @param known of an earlier part of the same table, so that all parts are read alike
 * @throws InputError when the text is no table
 */
export const parseTable = (
  text: string,
  source: string,
  known?: Pick<Table, "delimiter" | "decimalComma" | "unread">,
): Table => {
  const delimiter = known?.delimiter ?? delimiterOfFirst(text, source);
  const { records, cut } = readRecords(text, delimiter, source);
  const [header = [], ...body] = records;
  const last = body.at(-1);
  const shortLast = last !== undefined && last.length < header.length && !endsWithLineBreak(text);
  const finished = shortLast && !cut ? body.slice(0, -1) : body;
  const fitting = finished.filter((cells) => cells.slice(header.length).every((cell) => cell === ""));
  const decimalComma = known?.decimalComma ?? usesDecimalComma(fitting.flat(), delimiter !== ",");
  // NumPy's savetxt writes its header as a comment.
  const names = header.slice(0, MOST_COLUMNS).map((name, index) => (index === 0 ? name.replace(/^#\s*/, "") : name));
  const label = tidyColumns(names)?.name;
  const labels: string[] = [];
  const unread = known?.unread ?? new UnreadCells();
  const rows: (number | null)[][] = [];
  for (const cells of fitting) {
    const row: (number | null)[] = [];
    for (let index = 0; index < Math.min(cells.length, names.length); index++) {
      const value = parseCell(cells[index], decimalComma);
      row.push(value);
      if (value === null) unread.add(index, cells[index]);
    }
    if (row.every((value) => value === null)) continue;
    rows.push(row);
    if (label !== undefined) labels.push(cells[label] ?? "");
  }
  return {
    header: names,
    leftOut: header.length - names.length,
    labels: label === undefined ? null : labels,
    rows,
    wordy: fitting.length - rows.length,
    decimalComma,
    unread,
    delimiter,
    unfinished: cut || shortLast,
    overlong: finished.length - fitting.length,
  };
};

const delimiterOfFirst = (text: string, source: string): string => {
  const firstLine =
    text
      .replace(/^\uFEFF/, "")
      .trimStart()
      .split(/\r\n|\n|\r/, 1)[0] ?? "";
  const delimiter = delimiterOf(firstLine);
  if (delimiter === null)
    throw new InputError(
      "SCORES_FORMAT",
      `Expected a table with a header line (CSV or TSV) in ${source} but its first line is ${JSON.stringify(firstLine.slice(0, 80))}. Next: write the log as CSV, for example step,scoreGenerator,scoreDiscriminator.`,
    );
  return delimiter;
};

/** `cut`: the text ended inside a quoted cell, so its last line was left out. */
const readRecords = (text: string, delimiter: string, source: string): { records: string[][]; cut: boolean } => {
  // Without quotes a split says the same, many times faster.
  if (!text.includes('"')) return { records: splitRecords(text, delimiter), cut: false };
  const read = (part: string): string[][] =>
    parse(part, {
      bom: true,
      delimiter,
      // Named, because the parser would otherwise expect the first line's ending on all lines.
      record_delimiter: ["\r\n", "\n", "\r"],
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
      skip_records_with_empty_values: true,
      trim: true,
    });
  try {
    try {
      return { records: read(text), cut: false };
    } catch (error) {
      if (!(error instanceof CsvError && error.code === "CSV_QUOTE_NOT_CLOSED")) throw error;
      return { records: read(text.slice(0, text.trimEnd().lastIndexOf("\n") + 1)), cut: true };
    }
  } catch (cause) {
    throw new InputError(
      "SCORES_FORMAT",
      `Expected a CSV or TSV table in ${source} but: ${(cause as Error).message}. Next: repair that line, or leave it out.`,
      { cause },
    );
  }
};

const splitRecords = (text: string, delimiter: string): string[][] =>
  text
    .replace(/^\uFEFF/, "")
    .split(/\r\n|\n|\r/)
    .map((line) => line.split(delimiter).map((cell) => cell.trim()))
    .filter((cells) => cells.some((cell) => cell !== ""));

const endsWithLineBreak = (text: string): boolean => /[\r\n]/.test(text.slice(text.trimEnd().length));
