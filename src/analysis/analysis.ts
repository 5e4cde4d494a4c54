/**
 * The Analysis: the one result of a check. Every report is a pure rendering of it, so this file is the seam
 * between measuring and showing, and the manual of the JSON file. Names are stable within a schema version.
 */
import type { Checkpoint, Transition } from "./checkpoint.ts";
import type { ReferenceSet } from "./reference.ts";

export type * from "./checkpoint.ts";
export type * from "./reference.ts";

export const SCHEMA_VERSION = 1;

export interface Analysis {
  schemaVersion: typeof SCHEMA_VERSION;
  tool: { name: string; version: string };
  /** ISO 8601, UTC. */
  createdAt: string;
  settings: Settings;
  /** null when no pictures were given. */
  embedder: {
    id: string;
    dimension: number;
    /** What is done to an image before a user's model, in words; left out for the built-in embedder. */
    preparation?: string;
  } | null;
  backend: { name: string; device: string } | null;
  threshold: Threshold | null;
  /** In step order. */
  checkpoints: Checkpoint[];
  /** The real images the checkpoints were compared with; only with `--reference`. */
  reference?: ReferenceSet;
  /** What happened between neighbouring checkpoints, in step order. */
  transitions?: Transition[];
  scores?: ScoreAnalysis;
  /** Failing first, then warnings, errors, passes, information and what does not apply. */
  findings: Finding[];
  verdict: Verdict;
  /** Every file or tile that was left out, with the reason. */
  skipped: Skipped[];
  warnings: string[];
  timings: { stage: string; milliseconds: number }[];
}

/** What was asked for, as it was understood. */
export interface Settings {
  /** The picture inputs as given (folder, file or glob). */
  inputs: string[];
  scores: string | null;
  /** The real images as given, and the most that are measured; left out without `--reference`. */
  reference?: { source: string; limit: number };
  /** Where the classes come from, as given; left out without `--classes`. */
  classes?: string;
  grid: { columns: number; rows: number; padding: number | null } | null;
  device: string;
  failOn: FailOn;
  seed: number;
}

export type FailOn = "warn" | "fail" | "never";

export interface Threshold {
  /** Cosine similarity in [-1, 1] from which two images count as near-duplicates. */
  value: number;
  /** Cosine similarity that every pair of a group reaches; left out by analyses before groups were held to it. */
  groups?: number;
  /** Where the value comes from, in words. */
  basis: string;
  /** Share in [0, 1] of pairs of DIFFERENT real images that reach the value, on the data named in `basis`. */
  falseRate?: number;
  /** Whether the value was chosen, or checked, on images of this domain. Left out by analyses before this was measured. */
  calibration?: Calibration;
}

/** The similarity of images to what surely is the same, or surely is different. */
export interface Calibration {
  /** `reference`: held-out real images; `self`: images against mildly perturbed copies of themselves, a check only. */
  kind: "reference" | "self";
  /** Images it rests on. */
  images: number;
  /** 1st percentile and median of the similarity between an image and its perturbed copy; only for `self`. */
  copies?: { low: number; median: number };
  /** One sentence: what it says about the threshold. */
  sentence: string;
}

export interface Skipped {
  /** Relative to the input root. */
  path: string;
  reason: string;
}

/**
 * How a score value was obtained.
 * - `exact`: logged as the score, or computed from the logged mean probabilities; losses are exact as logged.
 * - `corrected-logit`: sigmoid(m / sqrt(1 + pi s^2 / 8)) of the mean m and the standard deviation s of the logits.
 * - `sigmoid-of-mean`: sigmoid of the mean logit without its spread, which lies too near 0 or 1.
 * - `loss-bound`: a lower bound of the score, exp(-loss), from a cross-entropy.
 * - `accuracy`: the share of images the discriminator got right, a stand-in that is cut at .5.
 * - `surrogate`: computed as a score, but the loss was not made for probabilities.
 */
export type ScoreBasis = "exact" | "corrected-logit" | "sigmoid-of-mean" | "loss-bound" | "accuracy" | "surrogate";

export interface ScoreSeries {
  /** `criticFake` is the mean critic output on generated images, in no unit: never a score. */
  name: "scoreGenerator" | "scoreDiscriminator" | "lossGenerator" | "lossDiscriminator" | "criticFake";
  basis: ScoreBasis;
  /** Columns of the log it comes from. */
  columns: string[];
  /** One value per point of `ScoreAnalysis.steps`: the median of the rows of that point, null where none is finite. */
  values: (number | null)[];
  /** Over all rows of the log: lowest and highest finite value (null when there is none), and rows that are NaN or infinite. */
  range?: { low: number | null; high: number | null; broken: number };
}

export interface ScoreAnalysis {
  /** Path as given. */
  source: string;
  /** Name of the log format. */
  format: string;
  /** Rows with values in the log. */
  rows: number;
  /** What the log counts: "iteration", "epoch", "row" ... */
  stepName: string;
  /** Steps of the shown points; long logs are reduced to at most 400 medians of equal stretches. */
  steps: number[];
  series: ScoreSeries[];
  /** Stretches in which a failure state held. */
  stretches: ScoreStretch[];
  /** First and last step of the whole log; left out when it has no rows. */
  extent?: { from: number; to: number };
  /** Which loss the log holds ("bce", "hinge", "wgan" ...), and how that is known. */
  loss?: { kind: string; why: string };
  /** Every log that was read, as given, and what it was understood as. */
  sources?: ScoreSource[];
  /** What was not turned into a score, and why. */
  refusals?: ScoreRefusal[];
  /** Patterns of the numbers that have a name. */
  signatures?: ScoreSignature[];
  /** Other measurements of the logs, such as FID: evidence of its own. */
  metrics?: MetricSeries[];
  /** How the steps of the log and the steps of the pictures were brought together; only with both. */
  alignment?: ScoreAlignment;
}

export interface ScoreSource {
  path: string;
  format: string;
  /** Lines or records that were used, that looked like data but could not be used, and all others. */
  lines: { read: number; refused: number; other: number };
}

export interface ScoreRefusal {
  /** "scoreGenerator", "scoreDiscriminator" or the name of a column. */
  quantity: string;
  reason: string;
}

export interface ScoreSignature {
  /** A short name, such as "saturated-cross-entropy". */
  name: string;
  /** Steps of the first and the last row of the longest stretch that shows it. */
  from: number;
  to: number;
  meaning: string;
}

export interface MetricSeries {
  /** "FID", "IS" ... */
  name: string;
  /** What the steps count: "step", "kimg" ... */
  stepName: string;
  /** Ascending. */
  steps: number[];
  values: number[];
  /** Values that can not be right (FID below 0 or above 10,000, not finite) and were left out. */
  ignored: number;
}

export interface ScoreAlignment {
  /** In words: which count of the log stands for which count of the pictures. */
  basis: string;
  /** Step of the log for every checkpoint, in their order; null where none lies within half an interval of the log. */
  steps: (number | null)[];
  /** Checkpoints without a step of the log. */
  unmatched: number;
}

export interface ScoreStretch {
  state: "discriminator-dominates" | "generator-dominates" | "diverged";
  from: number;
  to: number;
  /** true when the run left the state again and stayed out of it. */
  recovered: boolean;
}

export type FindingStatus = "pass" | "warn" | "fail" | "info" | "not-applicable" | "error";

export interface Finding {
  /** A noun that names the failing state; also the name of the file in `diagnosis/`. */
  id: string;
  status: FindingStatus;
  /** Says pass or fail in words. */
  title: string;
  /** Why it matters, one or two sentences. */
  why: string;
  value: number | null;
  /** "share", "modes", "score" ... null when there is no value. */
  unit: string | null;
  interval: { low: number; high: number | null } | null;
  threshold: number | null;
  /** Where the threshold comes from. */
  basis: string;
  onset: Onset | null;
  /** true when the failing state was left again; null when it never held. */
  recovered: boolean | null;
  evidence: Evidence[];
  /** What to try next, most likely to help first. Empty when nothing is wrong. */
  advice: string[];
}

/** Since when a failing state holds. */
export interface Onset {
  step: number | null;
  label: string;
  axis: "checkpoints" | "scores";
}

export type Evidence =
  | { type: "text"; text: string }
  /** `checkpoint` is an index into `Analysis.checkpoints`, `groups` are group ids. */
  | { type: "groups"; checkpoint: number; groups: string[] }
  /** `stretch` is an index into `ScoreAnalysis.stretches`. */
  | { type: "stretch"; stretch: number };

export type VerdictStatus =
  | "healthy"
  | "warning"
  | "mode-collapse"
  | "discriminator-dominates"
  | "generator-dominates"
  | "diverged"
  | "no-structure"
  | "inconclusive";

export interface Verdict {
  /** The leading status. */
  status: VerdictStatus;
  /** Every status that holds, the leading one first; warned states are listed behind "warning". */
  statuses: VerdictStatus[];
  sentence: string;
  confidence: "high" | "medium" | "low";
  /** Findings that could be computed, of all findings that apply to a run with pictures and scores. */
  checksRun: number;
  checksTotal: number;
  /** Number of images the verdict rests on. */
  images: number;
  /** What `check` exits with under `settings.failOn`. */
  exitCode: 0 | 1 | 3;
}
