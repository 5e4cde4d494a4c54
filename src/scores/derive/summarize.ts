/** Shortens a log to what a report shows. */
import type { MetricSeries, ScoreAnalysis, ScoreSeries, ScoreStretch } from "../../analysis/analysis.ts";
import { medianOfFinite } from "../../kit/stats.ts";
import type { ScoreLog } from "../score-log.ts";

const MOST_POINTS = 400;

/** At most 400 points, each the median of an equal stretch of rows and standing at the middle row's step. */
export const summarizeScores = (log: ScoreLog, stretches: ScoreStretch[]): ScoreAnalysis => {
  const rows = log.steps.length;
  const points = Math.min(rows, MOST_POINTS);
  const start = (point: number) => Math.floor((point * rows) / points);
  const indices = Array.from({ length: points }, (_, point) => point);
  return {
    source: log.source,
    format: log.format,
    rows,
    stepName: log.stepName,
    steps: indices.map((point) => log.steps[Math.floor((start(point) + start(point + 1) - 1) / 2)]!),
    series: log.series.map(({ name, basis, columns, values }) => ({
      name,
      basis,
      columns,
      values: indices.map((point) => medianOfFinite(values.slice(start(point), start(point + 1)))),
      range: rangeOf(values),
    })),
    stretches,
    ...(rows > 0 ? { extent: { from: log.steps[0]!, to: log.steps.at(-1)! } } : {}),
    loss: log.loss,
    sources: log.sources,
    refusals: log.refusals,
    signatures: log.signatures,
    metrics: log.metrics.map(shorten),
  };
};

const rangeOf = (values: readonly (number | null)[]): NonNullable<ScoreSeries["range"]> => {
  let low: number | null = null;
  let high: number | null = null;
  let broken = 0;
  for (const value of values) {
    if (value === null) continue;
    if (!Number.isFinite(value)) broken++;
    else {
      low = low === null || value < low ? value : low;
      high = high === null || value > high ? value : high;
    }
  }
  return { low, high, broken };
};

/** Every k-th value of a long series, and the last. */
const shorten = (series: MetricSeries): MetricSeries => {
  const every = Math.ceil(series.steps.length / MOST_POINTS);
  const keep = (_: number, index: number) => index % every === 0 || index === series.steps.length - 1;
  return { ...series, steps: series.steps.filter(keep), values: series.values.filter(keep) };
};
