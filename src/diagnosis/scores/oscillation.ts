/** A generator's loss that swings with a period: seen in collapses that hop between modes, and so supporting evidence, never a finding. */
import { mean, quantile, sum } from "../../kit/stats.ts";
import type { ScoreLog } from "../../scores/score-log.ts";
import { OSCILLATION } from "./score-policy.ts";

/** Rows looked at, from the end of the log back. */
const MOST_ROWS = 2000;
const SHORTEST_PERIOD = 4;
/** Periods a log must hold to show one. */
const FEWEST_PERIODS = 4;

/** The period in rows and the amplitude, null when there is none. */
export const oscillation = (
  log: ScoreLog | null,
): { period: number; amplitude: number; correlation: number } | null => {
  const values = log?.series.find(({ name }) => name === "lossGenerator")?.values.slice(-MOST_ROWS) ?? [];
  if (values.length < SHORTEST_PERIOD * FEWEST_PERIODS || !values.every((value) => Number.isFinite(value))) return null;
  const swings = withoutTrend(values as number[]);
  const amplitude = (quantile(swings, 0.95) - quantile(swings, 0.05)) / 2;
  const power = sum(swings.map((value) => value * value));
  if (amplitude <= OSCILLATION.amplitude || power === 0) return null;
  let best: { period: number; correlation: number } = { period: 0, correlation: OSCILLATION.correlation };
  let fellBelowZero = false;
  for (let lag = 1; lag <= swings.length / FEWEST_PERIODS; lag++) {
    let products = 0;
    for (let row = lag; row < swings.length; row++) products += swings[row]! * swings[row - lag]!;
    const correlation = (products / (swings.length - lag)) * (swings.length / power);
    // Slow values correlate at short lags too; a swing must have turned before it returns.
    fellBelowZero ||= correlation < 0;
    if (fellBelowZero && lag >= SHORTEST_PERIOD && correlation > best.correlation) best = { period: lag, correlation };
  }
  return best.period === 0 ? null : { ...best, amplitude };
};

/** Minus the line through the values (least squares). */
const withoutTrend = (values: readonly number[]): number[] => {
  const n = values.length;
  const centre = (n - 1) / 2;
  const level = mean(values);
  const slope = sum(values.map((value, row) => (row - centre) * (value - level))) / ((n * (n * n - 1)) / 12);
  return values.map((value, row) => value - level - slope * (row - centre));
};
