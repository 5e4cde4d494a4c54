/** Finds out what the columns of one table are, and what its rows count. */
import type { MetricSeries } from "../../analysis/analysis.ts";
import { InputError } from "../../errors.ts";
import type { Quantity } from "../table/columns.ts";
import { findColumns } from "../table/find-columns.ts";
import type { LogColumn, LogTable } from "../table/log-table.ts";
import { MetricCollector, metricName } from "../table/metric-series.ts";
import type { QuantityColumns } from "./loss-evidence.ts";
import { type OtherColumns, otherColumns } from "./other-columns.ts";
import { rowsByStep, type Steps, stepsOf } from "./steps.ts";

/** Which column holds which quantity, as the user says. */
export type ColumnChoice = Partial<Record<Quantity, string>>;

export interface ResolvedTable extends OtherColumns {
  table: LogTable;
  stepName: string;
  /** Ascending, one per row. */
  steps: number[];
  epochs?: number[];
  quantities: QuantityColumns;
  metrics: MetricSeries[];
  warnings: string[];
}

const COUNTS: ReadonlySet<Quantity> = new Set(["step", "epoch", "batch"]);

export const resolveTable = (table: LogTable, choice: ColumnChoice = {}): ResolvedTable => {
  const warnings: string[] = [];
  const places = placesOf(table, choice);
  const column = (quantity: Quantity): LogColumn | undefined => {
    const index = places[quantity];
    if (index === undefined) return undefined;
    const { name, values } = table.columns[index]!;
    if (values.some((value) => value !== null)) return { name: shortName(name), values };
    if (values.length > 0) warnings.push(`${shortName(name)} is not used: none of its cells is a number.`);
    return undefined;
  };
  const counts: Steps =
    table.columns.length === 0 ? { stepName: "row", steps: [] } : stepsOf(column, table.rows, table.hints);
  if (counts.note) warnings.push(counts.note);
  const groups = rowsByStep(counts.steps);
  const repeated = counts.steps.length - groups.length;
  if (repeated > 0)
    warnings.push(
      `Steps repeat in ${repeated} of ${counts.steps.length} rows (a resumed run, or several rows per step): of every step the last value of each column is used.`,
    );
  const perStep = (values: readonly (number | null)[]): (number | null)[] =>
    groups.map((rows) => values[rows.findLast((row) => values[row] !== null) ?? -1] ?? null);
  const quantities: QuantityColumns = {};
  for (const quantity of Object.keys(places) as Quantity[]) {
    const known = COUNTS.has(quantity) ? undefined : column(quantity);
    if (known) quantities[quantity] = { name: known.name, values: perStep(known.values) };
  }
  const steps = groups.map((rows) => counts.steps[rows.at(-1)!]!);
  return {
    table,
    stepName: counts.stepName,
    steps,
    ...(counts.epochs ? { epochs: groups.map((rows) => counts.epochs![rows.at(-1)!]!) } : {}),
    quantities,
    metrics: [...table.metrics, ...metricsOf(table.columns, steps, counts.stepName, perStep)],
    ...otherColumns(table.columns, perStep),
    warnings,
  };
};

/** Position of the column of every quantity: as the user says, else as the format knows, else by its name. */
const placesOf = ({ columns, roles, source }: LogTable, choice: ColumnChoice): Partial<Record<Quantity, number>> => {
  const header = columns.map(({ name }) => name);
  const places = findColumns(header);
  for (const [quantity, name] of Object.entries(roles) as [Quantity, string][]) {
    const index = header.indexOf(name);
    if (index !== -1) places[quantity] = index;
    // The format gives this quantity no other column, whatever the names say.
    else if (!COUNTS.has(quantity)) delete places[quantity];
  }
  const roleOf = new Map(Object.entries(roles).map(([quantity, name]) => [name, quantity]));
  for (const [quantity, index] of Object.entries(places) as [Quantity, number][]) {
    const role = roleOf.get(header[index]!);
    if (role !== undefined && role !== quantity) delete places[quantity];
  }
  for (const [quantity, name] of Object.entries(choice) as [Quantity, string][]) {
    const index = indexOfName(header, name);
    if (index === -1)
      throw new InputError(
        "SCORES_COLUMNS",
        `Expected the column ${JSON.stringify(name)} of --columns in ${source} but found ${header.slice(0, 20).map(shortName).join(", ")}. Next: use one of these names.`,
      );
    for (const [other, place] of Object.entries(places) as [Quantity, number][])
      if (place === index) delete places[other];
    places[quantity] = index;
  }
  return places;
};

/** By name, else by the number of the column, counted from 1. */
const indexOfName = (header: readonly string[], name: string): number => {
  const exact = header.indexOf(name);
  if (exact !== -1) return exact;
  return /^\d{1,4}$/.test(name) && Number(name) >= 1 && Number(name) <= header.length ? Number(name) - 1 : -1;
};

const metricsOf = (
  columns: readonly LogColumn[],
  steps: readonly number[],
  stepName: string,
  perStep: (values: readonly (number | null)[]) => (number | null)[],
): MetricSeries[] => {
  const collector = new MetricCollector(stepName);
  for (const { name, values } of columns) {
    const metric = metricName(name);
    if (metric === null) continue;
    perStep(values).forEach((value, row) => {
      if (value !== null) collector.add(metric, steps[row]!, value);
    });
  }
  return collector.series();
};

/** Headers are hostile too: one name may be a whole file. */
export const shortName = (name: string): string => (name.length > 40 ? `${name.slice(0, 39)}…` : name);
