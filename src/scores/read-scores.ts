/** Reads a score log: the table, its steps, and the series that can be derived from it. */
import { readFile, stat } from "node:fs/promises";
import { InputError } from "../errors.ts";
import { ALIASES, findColumns, type Quantity } from "./columns.ts";
import { parseTable, type Table } from "./delimited.ts";
import { type Column, deriveSeries, type LoggedColumns } from "./derive.ts";
import type { ScoreLog } from "./score-log.ts";
import { rowsByStep, stepsOf } from "./steps.ts";

/** More than a million rows; they take about twenty times as much memory. */
const MOST_MEBIBYTES = 64;
const DELIMITER_NAMES: Record<string, string> = {
  ",": "CSV",
  ";": "CSV with semicolons",
  "\t": "TSV",
  "|": "table with bars",
};

/** @throws InputError when the file is missing, too large, no table, or has no column that is understood */
export const readScores = async (path: string): Promise<ScoreLog> => {
  const info = await stat(path).catch((cause: Error) => {
    throw new InputError(
      "SCORES_MISSING",
      `Expected a score log at ${path} but: ${cause.message}. Next: check the path given to --scores.`,
      { cause },
    );
  });
  if (!info.isFile())
    throw new InputError(
      "SCORES_FORMAT",
      `Expected a file for --scores but ${path} is a folder. Next: name the CSV file in it.`,
    );
  if (info.size > MOST_MEBIBYTES * 2 ** 20)
    throw new InputError(
      "SCORES_SIZE",
      `Expected a log of at most ${MOST_MEBIBYTES} MiB but ${path} has ${Math.round(info.size / 2 ** 20)} MiB. Next: keep every tenth row.`,
    );
  const bytes = await readFile(path).catch((cause: Error) => {
    throw new InputError(
      "SCORES_UNREADABLE",
      `Expected a readable score log at ${path} but: ${cause.message}. Next: check its permissions.`,
      { cause },
    );
  });
  // Spreadsheets and PowerShell write UTF-16, which its byte order mark gives away.
  const encoding = bytes[0] === 0xff && bytes[1] === 0xfe ? "utf-16le" : "utf-8";
  return parseScores(new TextDecoder(encoding).decode(bytes), path);
};

/**
 * @param source path as given, for messages
 * @throws InputError as readScores
 */
export const parseScores = (text: string, source: string): ScoreLog => {
  const table = parseTable(text, source);
  const found = findColumns(table.header);
  const warnings: string[] = [];
  if (table.unfinished) warnings.push("The last line of the log is unfinished and was left out.");
  if (table.overlong > 0)
    warnings.push(
      `${table.overlong} rows have more cells than the header and were left out: quote cells that hold commas, and name every column.`,
    );
  const column = (quantity: Quantity): Column | undefined => {
    const index = found[quantity];
    if (index === undefined) return undefined;
    const name = shortName(table.header[index]!);
    const values = table.rows.map((row) => row[index]!);
    if (values.some((value) => value !== null)) return { name, values };
    if (values.length > 0) warnings.push(`${name} is not used: none of its cells is a number.`);
    return undefined;
  };
  const { stepName, steps, epochs } = stepsOf(column, table.rows.length);
  const groups = rowsByStep(steps);
  if (groups.length < steps.length)
    warnings.push(
      `Steps repeat in ${steps.length - groups.length} of ${steps.length} rows (a resumed run, or several rows per step): of every step the last value of each column is used.`,
    );

  const logged: LoggedColumns = {};
  for (const quantity of LOGGED) {
    const known = column(quantity);
    if (known)
      logged[quantity] = {
        name: known.name,
        values: groups.map((rows) => known.values[rows.findLast((row) => known.values[row] !== null) ?? -1] ?? null),
      };
  }
  const derived = deriveSeries(logged);
  warnings.push(...derived.warnings);
  if (derived.series.length === 0 || groups.length === 0) throw nothingUsable(table, source, warnings);
  return {
    source,
    format: DELIMITER_NAMES[table.delimiter]!,
    stepName,
    steps: groups.map((rows) => steps[rows.at(-1)!]!),
    ...(epochs ? { epochs: groups.map((rows) => epochs[rows.at(-1)!]!) } : {}),
    series: derived.series,
    warnings,
  };
};

const LOGGED = [
  "scoreGenerator",
  "scoreDiscriminator",
  "probabilityReal",
  "probabilityFake",
  "lossGenerator",
  "lossDiscriminator",
  "lossReal",
  "lossFake",
] as const;

const nothingUsable = (table: Table, source: string, reasons: readonly string[]): InputError => {
  const names = (
    [
      "scoreGenerator",
      "scoreDiscriminator",
      "probabilityReal",
      "probabilityFake",
      "lossGenerator",
      "lossDiscriminator",
    ] as const
  ).map((quantity) => ALIASES[quantity].slice(0, 2).join(" or "));
  return new InputError(
    "SCORES_COLUMNS",
    `Expected columns such as ${names.join(", ")} with at least one row in ${source} but found ${table.header.slice(0, 20).map(shortName).join(", ")} and ${table.rows.length} rows. ${reasons.join(" ")} Next: rename the columns.`,
  );
};

/** Headers are hostile too: one name may be a whole file. */
const shortName = (name: string): string => (name.length > 40 ? `${name.slice(0, 39)}…` : name);
