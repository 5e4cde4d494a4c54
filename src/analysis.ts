/**
 * The Analysis: the one result of a check. Every report is a pure rendering of it, so this file is the seam
 * between measuring and showing, and the manual of the JSON file. Names are stable within a schema version.
 */
export const SCHEMA_VERSION = 1;

export interface Analysis {
  schemaVersion: typeof SCHEMA_VERSION;
  tool: { name: string; version: string };
  /** ISO 8601, UTC. */
  createdAt: string;
  settings: Settings;
  /** null when no pictures were given. */
  embedder: { id: string; dimension: number } | null;
  backend: { name: string; device: string } | null;
  threshold: Threshold | null;
  /** In step order. */
  checkpoints: Checkpoint[];
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
  grid: { columns: number; rows: number; padding: number | null } | null;
  device: string;
  failOn: FailOn;
  seed: number;
}

export type FailOn = "warn" | "fail" | "never";

export interface Threshold {
  /** Cosine similarity in [-1, 1] from which two images count as near-duplicates. */
  value: number;
  /** Where the value comes from, in words. */
  basis: string;
  /** Share in [0, 1] of pairs of DIFFERENT real images that reach the value, on the data named in `basis`. */
  falseRate?: number;
}

export interface Skipped {
  /** Relative to the input root. */
  path: string;
  reason: string;
}

/** A point estimate with its 95 % interval. `high` is null when the data give no upper bound. */
export interface Estimate {
  value: number;
  low: number;
  high: number | null;
  /** Name of the estimator and of the interval. */
  method: string;
}

export interface Checkpoint {
  /** Training step read from the name, null when the names carry none. */
  step: number | null;
  /** What a person calls it: "epoch 10", "step 1200", or a folder name. */
  label: string;
  /** The file or folder the images come from, relative to the input root. */
  source: string;
  /** Number of images measured (tiles count as images). */
  images: number;
  layout?: GridLayout;
  metrics: CheckpointMetrics;
  /** Near-duplicate groups of two or more, largest first. The mean similarity in a group is at least the threshold. */
  groups: Group[];
  /** Contact sheet of the first images, a data URI; only when thumbnails were asked for. */
  preview?: string;
}

export interface GridLayout {
  columns: number;
  rows: number;
  /** Pixels between tiles, null when the tiles were found as boxes of a figure. */
  padding: number | null;
  /** How it was found: "given", "gutters", "figure" ... in words. */
  basis: string;
}

export interface CheckpointMetrics {
  /** Images in groups of two or more / images, in [0, 1]. */
  duplicateShare: number;
  /** Largest group / images, in [0, 1]. */
  dominantModeShare: number;
  /** Pairs at or above the threshold / all pairs, in [0, 1]: the chance that two random samples look the same. */
  duplicatePairShare: Estimate;
  /** Unbiased effective number of modes of order 2 (U-RKE). */
  effectiveModes: Estimate;
  /** Effective (inverse Simpson) support size by collisions: all pairs / duplicate pairs. */
  supportSize: Estimate;
  /** Chance in [0, 1] that the next sample falls in a mode already seen (Good-Turing). */
  sampleCoverage: Estimate;
  /** Mean cosine over all pairs, in [-1, 1]. */
  meanSimilarity: Estimate;
  /** Images without any contrast / images, in [0, 1]. */
  blankShare: number;
  /** Images whose neighbouring pixels are unrelated (noise) / images, in [0, 1]. */
  structurelessShare: number;
}

export interface Group {
  /** Stable for the same images: derived from their content, not from their order or names. */
  id: string;
  size: number;
  /** size / images of the checkpoint, in [0, 1]. */
  share: number;
  /** Image paths relative to the input root; a tile is `path#row,column`, counted from 0. Medoid first. */
  members: string[];
  /** The member with the highest mean similarity to the others. */
  medoid: string;
  farthestPair: [string, string];
  /** Lowest and mean cosine over all pairs of the group. */
  minSimilarity: number;
  meanSimilarity: number;
  /**
   * Mean cosine over all pairs of the structure (lightness alone) and of the appearance (with colour), in [-1, 1]; only when the
   * embedder tells them apart. High structure with low appearance: one picture in many tints.
   */
  parts?: { structure: number; appearance: number };
  /** Data URIs of the first members, medoid first; only when thumbnails were asked for. */
  thumbnails?: { member: string; image: string }[];
}

/** How a score value was obtained. `loss-bound` values are lower bounds of the score. */
export type ScoreBasis = "exact" | "loss-bound";

export interface ScoreSeries {
  name: "scoreGenerator" | "scoreDiscriminator" | "lossGenerator" | "lossDiscriminator";
  basis: ScoreBasis;
  /** Columns of the log it comes from. */
  columns: string[];
  /** One value per point of `ScoreAnalysis.steps`: the median of the rows of that point, null where none is finite. */
  values: (number | null)[];
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
