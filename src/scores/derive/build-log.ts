/** From the tables of a run's logs to one score log. */
import { InputError } from "../../errors.ts";
import type { ScoreLog } from "../score-log.ts";
import { ALIASES } from "../table/columns.ts";
import type { LogHints, LogTable } from "../table/log-table.ts";
import { joinMetrics } from "../table/metric-series.ts";
import { type DeriveOptions, deriveSeries } from "./derive.ts";
import { joinTables } from "./join-tables.ts";
import { type ColumnChoice, type ResolvedTable, resolveTable, shortName } from "./resolve-table.ts";
import { findSignatures } from "./signatures.ts";

export interface ScoreOptions extends DeriveOptions {
  /** Which column holds which quantity, where the names do not say it. */
  columns?: ColumnChoice;
}

/** @throws InputError when nothing of the tables is understood, or they are of several runs */
export const buildLog = (tables: readonly LogTable[], options: ScoreOptions, isFolder: boolean): ScoreLog => {
  const { columns: choice = {}, ...deriveOptions } = options;
  const all = tables.map((table) => resolveTable(table, tables.length === 1 ? choice : choicesOf(table, choice)));
  checkChoice(tables, choice);
  // A folder holds other tables too: configurations, labels.
  const holding = all.filter(
    ({ quantities, metrics, broken }) => Object.keys(quantities).length + metrics.length + broken.length > 0,
  );
  const resolved = isFolder && holding.length > 0 ? holding : all;
  const joined = joinTables(resolved, isFolder);
  const hints = Object.assign({}, ...joined.used.map(({ table }) => table.hints).reverse()) as LogHints;
  const derived = deriveSeries(joined.quantities, hints, deriveOptions);
  const metrics = joinMetrics(resolved.flatMap((table) => table.metrics));
  const warnings = [
    ...resolved.flatMap(({ table, warnings }) => {
      const all = [...table.warnings, ...warnings];
      return resolved.length === 1 ? all : all.map((warning) => `${table.source}: ${warning}`);
    }),
    ...joined.warnings,
    ...derived.warnings,
  ];
  for (const { name, ignored } of metrics)
    if (ignored > 0) warnings.push(`${ignored} values of ${name} can not be right and were left out.`);
  const reasons = derived.refusals.map(({ reason }) => reason);
  const hasSeries = derived.series.length > 0 && joined.steps.length > 0;
  if (!hasSeries && metrics.length + joined.broken.length === 0)
    throw nothingUsable(resolved, [
      ...warnings,
      ...reasons,
      ...resolved.flatMap(({ table }) => table.hints.refuseTotals ?? []),
    ]);
  const leading = joined.used[0] ?? resolved[0]!;
  return {
    source: resolved.map(({ table }) => table.source).join(", "),
    format: [...new Set((joined.used.length > 0 ? joined.used : resolved).map(({ table }) => table.format))].join(", "),
    sources: resolved.map(({ table: { source, format, lines } }) => ({ path: source, format, lines })),
    stepName: leading.stepName,
    steps: joined.steps,
    ...(joined.epochs ? { epochs: joined.epochs } : {}),
    series: hasSeries ? derived.series : [],
    ...(joined.broken.length > 0 ? { broken: joined.broken } : {}),
    ...(joined.grown.length > 0 ? { grown: joined.grown } : {}),
    loss: derived.loss,
    refusals: hasSeries
      ? derived.refusals
      : resolved.flatMap(({ table }) =>
          table.hints.refuseTotals ? [{ quantity: "scores", reason: table.hints.refuseTotals }] : [],
        ),
    signatures: findSignatures(joined.steps, derived.series, derived.loss.kind),
    metrics,
    warnings,
  };
};

/** What the user says of the columns of one table of several. */
const choicesOf = ({ columns }: LogTable, choice: ColumnChoice): ColumnChoice =>
  Object.fromEntries(Object.entries(choice).filter(([, name]) => columns.some((column) => column.name === name)));

/** With several logs a column need not be in all of them, but in one. */
const checkChoice = (tables: readonly LogTable[], choice: ColumnChoice): void => {
  const names = tables.flatMap(({ columns }) => columns.map(({ name }) => name));
  const missing = tables.length > 1 ? Object.values(choice).find((name) => !names.includes(name)) : undefined;
  if (missing !== undefined)
    throw new InputError(
      "SCORES_COLUMNS",
      `Expected the column ${JSON.stringify(missing)} of --columns in one of the logs but found ${names.slice(0, 20).map(shortName).join(", ")}. Next: use one of these names.`,
    );
};

const nothingUsable = (tables: readonly ResolvedTable[], reasons: readonly string[]): InputError => {
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
  const found = tables.flatMap(({ table }) => table.columns.map(({ name }) => name));
  const rows = tables.reduce((sum, { table }) => sum + table.rows, 0);
  return new InputError(
    "SCORES_COLUMNS",
    `Expected columns such as ${names.join(", ")} with at least one row in ${tables.map(({ table }) => table.source).join(", ")} but found ${found.slice(0, 20).map(shortName).join(", ")} and ${rows} rows. ${reasons.join(" ")} Next: rename the columns, or say which they are with --columns.`,
  );
};
