/** Columns that broke for good. A run is broken whatever the column is called, and whether or not a score can be made of it. */
import type { BrokenColumn } from "../score-log.ts";
import type { LogColumn } from "../table/log-table.ts";
import { metricName } from "../table/metric-series.ts";

/** Words of what a training step computes; a learning rate or a validation may end without harm. */
const OF_TRAINING = /loss|score|critic|valid|logit|prob|penalty|norm|grad|disc|gen|real|fake|err/i;
/** Broken rows up to the end that are no chance. */
const FEWEST_BROKEN = 3;

export const brokenColumns = (
  columns: readonly LogColumn[],
  perStep: (values: LogColumn["values"]) => LogColumn["values"],
): BrokenColumn[] =>
  columns
    .filter(({ name, values }) => OF_TRAINING.test(name) && metricName(name) === null && values.some(isBroken))
    .map(({ name, values }) => ({ name, values: perStep(values) }))
    .filter(({ values }) => brokeForGood(values));

/** Finite up to a row, broken from there on: a column that is only filled now and then has NaN between its numbers. */
const brokeForGood = (values: LogColumn["values"]): boolean => {
  const first = values.findIndex(isBroken);
  const isSound = (value: number | null) => Number.isFinite(value);
  return (
    first !== -1 &&
    values.slice(0, first).some(isSound) &&
    !values.slice(first).some(isSound) &&
    values.slice(first).filter(isBroken).length >= FEWEST_BROKEN
  );
};

const isBroken = (value: number | null): boolean => value !== null && !Number.isFinite(value);
