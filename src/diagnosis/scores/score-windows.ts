/** Cuts a log into windows and finds the windows in which a state holds. */

import { medianOfFinite } from "../../kit/stats.ts";
import type { ScoreLog } from "../../scores/score-log.ts";
import { WINDOWS } from "./score-policy.ts";

export interface ScoreWindow {
  /** Index of the first and the last row. */
  start: number;
  end: number;
  /** Medians of the finite values; null where there is none. */
  generator: number | null;
  discriminator: number | null;
  losses: (number | null)[];
}

/** A log never changes and every score check looks at the same windows; sorting half a million rows once is enough. */
const known = new WeakMap<ScoreLog, ScoreWindow[]>();

/** Windows that differ by at most one row, so that no single batch decides how a run ends. */
export const cutWindows = (log: ScoreLog): readonly ScoreWindow[] => {
  const windows = known.get(log) ?? cut(log);
  known.set(log, windows);
  return windows;
};

/** One row as a window of its own. */
export const rowOf = (log: ScoreLog, row: number): ScoreWindow => {
  const value = (name: string) => log.series.find((series) => series.name === name)?.values[row] ?? null;
  return {
    start: row,
    end: row,
    generator: value("scoreGenerator"),
    discriminator: value("scoreDiscriminator"),
    losses: [value("lossGenerator"), value("lossDiscriminator")],
  };
};

const cut = (log: ScoreLog): ScoreWindow[] => {
  const rows = log.steps.length;
  const windows = Math.min(rows, WINDOWS);
  const values = (name: string) => log.series.find((series) => series.name === name)?.values;
  const generator = values("scoreGenerator");
  const discriminator = values("scoreDiscriminator");
  const losses = [values("lossGenerator"), values("lossDiscriminator")];
  return Array.from({ length: windows }, (_, index) => {
    const start = Math.floor((index * rows) / windows);
    const end = Math.floor(((index + 1) * rows) / windows);
    const median = (series: readonly (number | null)[] | undefined) =>
      series ? medianOfFinite(series.slice(start, end)) : null;
    return {
      start,
      end: end - 1,
      generator: median(generator),
      discriminator: median(discriminator),
      losses: losses.map(median),
    };
  });
};
