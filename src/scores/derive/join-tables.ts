/** Brings the logs of one run together: by their steps, where they count the same. */
import { InputError } from "../../errors.ts";
import type { OtherColumn } from "../score-log.ts";
import type { Quantity } from "../table/columns.ts";
import type { QuantityColumns } from "./loss-evidence.ts";
import type { OtherColumns } from "./other-columns.ts";
import type { ResolvedTable } from "./resolve-table.ts";

export interface JoinedTables extends OtherColumns {
  /** The tables whose quantities were joined, the leading one first. */
  used: ResolvedTable[];
  stepName: string;
  steps: number[];
  epochs?: number[];
  quantities: QuantityColumns;
  warnings: string[];
}

/** Share of the steps of two logs that must agree for them to be two records of one run. */
const AGREEMENT = 0.9;
/** Relative difference of 32-bit numbers and of numbers that were rounded for print. */
const TOLERANCE = 2e-3;
/** A log that starts within this share of the other's range is no continuation of it. */
const SAME_START = 0.01;
/** A run whose log has no more than this share of the rows of another was stopped early. */
const STOPPED_SHARE = 0.25;
/** A log shorter than this share of another's rows does not decide what is counted. */
const SHORT_SHARE = 0.1;

/**
 * @param isFolder whether the tables were found and not named one by one
 * @throws InputError when a folder holds the logs of several runs
 */
export const joinTables = (tables: readonly ResolvedTable[], isFolder: boolean): JoinedTables => {
  const warnings: string[] = [];
  const withQuantities = tables.filter(({ quantities, broken }) => Object.keys(quantities).length + broken.length > 0);
  const stopped = isFolder ? stoppedAtOnce(withQuantities) : [];
  warnings.push(...stopped.map(({ why }) => why));
  const going = withQuantities.filter((table) => !stopped.some((other) => other.table === table));
  const longest = going.reduce((most, { steps }) => Math.max(most, steps.length), 0);
  const leading = going
    .filter(({ steps }) => steps.length >= SHORT_SHARE * longest)
    .reduce<ResolvedTable | null>((best, table) => (best === null || worth(table) > worth(best) ? table : best), null);
  if (!leading) return { used: [], stepName: "row", steps: [], quantities: {}, broken: [], grown: [], warnings };
  const used = going.filter(({ stepName }) => stepName === leading.stepName);
  for (const other of going)
    if (!used.includes(other))
      warnings.push(
        `${other.table.source} counts in ${other.stepName}s and ${leading.table.source} in ${leading.stepName}s: the losses and scores of the former are not used.`,
      );
  if (used.length === 1)
    return {
      used,
      stepName: leading.stepName,
      steps: leading.steps,
      ...(leading.epochs ? { epochs: leading.epochs } : {}),
      quantities: leading.quantities,
      broken: leading.broken,
      grown: leading.grown,
      warnings,
    };
  for (const [index, table] of used.entries())
    for (const earlier of used.slice(0, index)) checkSameRun(earlier, table, isFolder, warnings);
  return { used, warnings, ...outerJoin(used) };
};

/** Scores and losses count more than rows. */
const worth = ({ quantities, steps }: ResolvedTable): number => Object.keys(quantities).length * 1e9 + steps.length;

/** Runs that were stopped early and begun again leave their logs beside that of the run that went on. */
const stoppedAtOnce = (tables: readonly ResolvedTable[]): { table: ResolvedTable; why: string }[] =>
  tables.flatMap((table) => {
    const goesOn = tables.find(
      (other) => other.steps.length * STOPPED_SHARE >= table.steps.length && areOtherRuns(table, other),
    );
    const why = () =>
      `${table.table.source} starts where ${goesOn!.table.source} does, with other numbers, and ends after ${table.steps.length} rows: it is taken for a run that was stopped, and left out.`;
    return goesOn ? [{ table, why: why() }] : [];
  });

const areOtherRuns = (a: ResolvedTable, b: ResolvedTable): boolean => {
  const shared = (Object.keys(a.quantities) as Quantity[]).filter((quantity) => b.quantities[quantity]);
  return shared.length > 0 && a.stepName === b.stepName && startTogether(a, b) && !agree(a, b, shared[0]!);
};

const startTogether = (a: ResolvedTable, b: ResolvedTable): boolean => {
  const range = Math.max(a.steps.at(-1)!, b.steps.at(-1)!) - Math.min(a.steps[0]!, b.steps[0]!);
  return Math.abs(a.steps[0]! - b.steps[0]!) <= SAME_START * range;
};

const checkSameRun = (a: ResolvedTable, b: ResolvedTable, isFolder: boolean, warnings: string[]): void => {
  if (!areOtherRuns(a, b)) return;
  const sources = `${a.table.source} and ${b.table.source}`;
  if (isFolder)
    throw new InputError(
      "SCORES_SEVERAL",
      `Expected the logs of one run but ${sources} both start at ${a.stepName} ${a.steps[0]} with other numbers, as two runs do. Next: name one of them.`,
    );
  warnings.push(
    `${sources} hold other numbers for the same steps: where both have a value, that of the latter is used.`,
  );
};

const agree = (a: ResolvedTable, b: ResolvedTable, quantity: Quantity): boolean => {
  const other = new Map(b.steps.map((step, row) => [step, b.quantities[quantity]!.values[row]]));
  let both = 0;
  let same = 0;
  a.steps.forEach((step, row) => {
    const x = a.quantities[quantity]!.values[row];
    const y = other.get(step);
    if (x == null || y == null) return;
    both++;
    if (Object.is(x, y) || Math.abs(x - y) <= TOLERANCE * Math.max(1e-3, Math.abs(x))) same++;
  });
  return both === 0 || same >= AGREEMENT * both;
};

const outerJoin = (tables: readonly ResolvedTable[]): Omit<JoinedTables, "used" | "warnings"> => {
  const steps = [...new Set(tables.flatMap((table) => table.steps))].sort((x, y) => x - y);
  const rowOf = new Map(steps.map((step, row) => [step, row]));
  const quantities: QuantityColumns = {};
  const spread = ({ name, values }: OtherColumn, table: ResolvedTable): OtherColumn => {
    const joined = Array<number | null>(steps.length).fill(null);
    values.forEach((value, row) => {
      joined[rowOf.get(table.steps[row]!)!] = value;
    });
    return { name, values: joined };
  };
  const epochs = Array<number | null>(steps.length).fill(null);
  for (const table of tables) {
    for (const [quantity, { name, values }] of Object.entries(table.quantities) as [
      Quantity,
      { name: string; values: (number | null)[] },
    ][]) {
      const joined = quantities[quantity] ?? { name, values: Array<number | null>(steps.length).fill(null) };
      quantities[quantity] = joined;
      values.forEach((value, row) => {
        if (value !== null) joined.values[rowOf.get(table.steps[row]!)!] = value;
      });
    }
    table.epochs?.forEach((epoch, row) => {
      epochs[rowOf.get(table.steps[row]!)!] = epoch;
    });
  }
  return {
    stepName: tables[0]!.stepName,
    steps,
    quantities,
    broken: tables.flatMap((table) => table.broken.map((column) => spread(column, table))),
    grown: tables.flatMap((table) => table.grown.map((column) => spread(column, table))),
    ...(epochs.every((epoch) => epoch !== null) ? { epochs: epochs as number[] } : {}),
  };
};
