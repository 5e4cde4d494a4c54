/** Reads a score log: the table, its steps, and the series that can be derived from it. */
import { readFile, stat } from "node:fs/promises";
import { InputError } from "../errors.ts";
import { ALIASES, findColumns, type Quantity } from "./columns.ts";
import { parseTable, type Table } from "./delimited.ts";
import { deriveSeries, type LoggedColumns } from "./derive.ts";
import type { ScoreLog } from "./score-log.ts";

const MOST_BYTES = 512 * 2 ** 20;
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
  if (info.size > MOST_BYTES)
    throw new InputError(
      "SCORES_SIZE",
      `Expected a log of at most 512 MiB but ${path} has ${Math.round(info.size / 2 ** 20)} MiB. Next: keep every tenth row.`,
    );
  return parseScores(await readFile(path, "utf8"), path);
};

/** @param source path as given, for messages */
export const parseScores = (text: string, source: string): ScoreLog => {
  const table = parseTable(text, source);
  const found = findColumns(table.header);
  const column = (quantity: Quantity) => {
    const index = found[quantity];
    return index === undefined
      ? undefined
      : { name: table.header[index]!, values: table.rows.map((row) => row[index]!) };
  };
  const warnings = table.unfinished ? ["The last line of the log is unfinished and was left out."] : [];
  const { stepName, steps, epochs } = stepsOf(
    column("step")?.values,
    column("epoch")?.values,
    column("batch")?.values,
    table,
  );
  const rows = lastOccurrences(steps);
  if (rows.length < steps.length)
    warnings.push(
      `Steps go back in the log (a resumed run): of ${steps.length} rows, the ${steps.length - rows.length} that were logged again later were left out.`,
    );

  const logged: LoggedColumns = {};
  for (const quantity of [
    "scoreGenerator",
    "scoreDiscriminator",
    "probabilityReal",
    "probabilityFake",
    "lossGenerator",
    "lossDiscriminator",
    "lossReal",
    "lossFake",
  ] as const) {
    const known = column(quantity);
    if (known) logged[quantity] = { name: known.name, values: rows.map((row) => known.values[row]!) };
  }
  const derived = deriveSeries(logged);
  if (derived.series.length === 0 || rows.length === 0) throw nothingUsable(table, source, derived.warnings);
  return {
    source,
    format: DELIMITER_NAMES[table.delimiter]!,
    stepName,
    steps: rows.map((row) => steps[row]!),
    ...(epochs ? { epochs: rows.map((row) => epochs[row]!) } : {}),
    series: derived.series,
    warnings: [...warnings, ...derived.warnings],
  };
};

/** The finest count the log has: a step, else epoch and batch together, else the epoch, else the row. */
const stepsOf = (
  step: readonly (number | null)[] | undefined,
  epoch: readonly (number | null)[] | undefined,
  batch: readonly (number | null)[] | undefined,
  { rows }: Table,
): { stepName: string; steps: number[]; epochs?: number[] } => {
  const filled = (values: readonly (number | null)[]): number[] => {
    let last = 0;
    return values.map((value) => {
      if (value !== null && Number.isFinite(value)) last = value;
      return last;
    });
  };
  if (step) return { stepName: "step", steps: filled(step), ...(epoch ? { epochs: filled(epoch) } : {}) };
  if (epoch && batch) {
    const epochs = filled(epoch);
    const batches = filled(batch);
    const perEpoch = batches.reduce((most, value) => Math.max(most, value), 0) + 1;
    return { stepName: "iteration", steps: epochs.map((value, row) => value * perEpoch + batches[row]!), epochs };
  }
  if (epoch && new Set(epoch).size === epoch.length)
    return { stepName: "epoch", steps: filled(epoch), epochs: filled(epoch) };
  const numbered = { stepName: "row", steps: rows.map((_, row) => row) };
  return epoch ? { ...numbered, epochs: filled(epoch) } : numbered;
};

/** Rows in step order; of rows with one step the last. */
const lastOccurrences = (steps: readonly number[]): number[] => {
  const rows = new Map<number, number>();
  steps.forEach((step, row) => {
    rows.set(step, row);
  });
  return [...rows.values()].sort((a, b) => steps[a]! - steps[b]!);
};

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
    `Expected columns such as ${names.join(", ")} with at least one row in ${source} but found ${table.header.slice(0, 20).join(", ")} and ${table.rows.length} rows. ${reasons.join(" ")} Next: rename the columns.`,
  );
};
