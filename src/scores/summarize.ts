/** Shortens a log to what a report shows. */
import type { ScoreAnalysis, ScoreStretch } from "../analysis.ts";
import type { ScoreLog } from "./score-log.ts";

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
    })),
    stretches,
  };
};

/** null when no value is finite; the lower of the two middle values of an even number. */
export const medianOfFinite = (values: readonly (number | null)[]): number | null => {
  const finite = values
    .filter((value): value is number => value !== null && Number.isFinite(value))
    .sort((a, b) => a - b);
  return finite[Math.floor((finite.length - 1) / 2)] ?? null;
};
