/** A training log as the other rooms see it: aligned series with the basis of every value. */
import type {
  MetricSeries,
  ScoreBasis,
  ScoreRefusal,
  ScoreSeries,
  ScoreSignature,
  ScoreSource,
} from "../analysis/analysis.ts";
import type { LossKind } from "./table/loss-kind.ts";

export interface ScoreLog {
  /** Paths as given, joined by commas. */
  source: string;
  /** Name of the format, in words. */
  format: string;
  sources: ScoreSource[];
  /** What the log counts: "iteration", "epoch", "kimg", "row" ... */
  stepName: string;
  /** Ascending, one per row. */
  steps: number[];
  /** Epoch of every row where the log has both epochs and a finer count; lets pictures named by epoch be aligned. */
  epochs?: number[];
  /** Series that can be read, also those of losses that give no scores. */
  series: FullSeries[];
  /** Other columns that were finite and broke for good, whatever they hold: no score is made of them, but the run broke. */
  broken?: OtherColumn[];
  /** Other columns that grew, whatever they hold: one that explodes shows that the run did. */
  grown?: OtherColumn[];
  /** Which loss the log holds, and how that is known. */
  loss: { kind: LossKind; why: string };
  refusals: ScoreRefusal[];
  signatures: ScoreSignature[];
  metrics: MetricSeries[];
  warnings: string[];
}

export interface FullSeries {
  name: ScoreSeries["name"];
  basis: ScoreBasis;
  columns: string[];
  /** One value per row. NaN and +-Infinity stand as logged; a missing cell is null. */
  values: (number | null)[];
}

export interface OtherColumn {
  name: string;
  /** One value per row. */
  values: (number | null)[];
}
