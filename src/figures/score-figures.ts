/** Scores and losses of the log at the steps of the pictures. */
import type { Analysis, ScoreAnalysis } from "../analysis/analysis.ts";
import type { Measured } from "./measured.ts";

export const SCORE_NAMES = ["scoreGenerator", "scoreDiscriminator", "lossGenerator", "lossDiscriminator"] as const;
export type ScoreName = (typeof SCORE_NAMES)[number];

/** At the step of the log that belongs to a checkpoint; of a log without pictures its last value. */
export const scoreAt = ({ scores, checkpoints }: Analysis, index: number, name: ScoreName): Measured | null => {
  if (!scores) return null;
  const series = scores.series.find((one) => one.name === name);
  const row = checkpoints.length === 0 ? scores.steps.length - 1 : rowAt(scores, index);
  const value = row === null ? null : (series?.values[row] ?? null);
  return value === null ? null : { value, interval: null };
};

/** The point of the log nearest to the step that the alignment gives. */
const rowAt = ({ steps, alignment }: ScoreAnalysis, index: number): number | null => {
  const step = alignment?.steps[index] ?? null;
  if (step === null || steps.length === 0) return null;
  return steps.reduce((best, at, row) => (Math.abs(at - step) < Math.abs(steps[best]! - step) ? row : best), 0);
};
