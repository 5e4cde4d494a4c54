/** A training log as the other rooms see it: aligned series with the basis of every value. */
import type { ScoreBasis, ScoreSeries } from "../analysis.ts";

export interface ScoreLog {
  /** Path as given. */
  source: string;
  /** Name of the format, in words. */
  format: string;
  /** What the log counts: "iteration", "epoch", "row" ... */
  stepName: string;
  /** Ascending, one per row. */
  steps: number[];
  /** Epoch of every row where the log has both epochs and a finer count; lets pictures named by epoch be aligned. */
  epochs?: number[];
  series: FullSeries[];
  warnings: string[];
}

export interface FullSeries {
  name: ScoreSeries["name"];
  basis: ScoreBasis;
  columns: string[];
  /** One value per row. NaN and +-Infinity stand as logged; a missing cell is null. */
  values: (number | null)[];
}
