/** What the scores show about the end of the run, in one word: the score side of the verdict's table. */
import type { ScoreStretch } from "../../analysis/analysis.ts";
import type { FullSeries, ScoreLog } from "../../scores/score-log.ts";
import { BALANCED, FEWEST_ROWS } from "./score-policy.ts";
import { findStretches, hasNoError } from "./score-stretches.ts";
import { cutWindows } from "./score-windows.ts";

export type ScoreState =
  | "diverged"
  | "discriminator-dominates"
  | "generator-dominates"
  /** Both scores lie where those of healthy runs do. */
  | "balanced"
  /** Scores, but neither a lasting lead nor balance. */
  | "mixed"
  /** Losses that give no scores, as those of a critic or a hinge, and show no failure. */
  | "unscored"
  /** A log that gives neither, or too few rows. */
  | "untold"
  /** No log. */
  | "none";

export const finalScoreState = (log: ScoreLog | null): ScoreState => {
  if (!log) return "none";
  for (const state of ["diverged", "discriminator-dominates", "generator-dominates"] as const)
    if (dominates(log, state)) return state;
  const windows = cutWindows(log);
  const scored = windows.filter(({ generator }) => generator !== null);
  const last = scored.at(-1);
  if (log.steps.length < FEWEST_ROWS) return "untold";
  if (!last) return log.series.some(isFollowed) ? "unscored" : "untold";
  const within = (value: number | null, [low, high]: readonly [number, number]) =>
    value !== null && low <= value && value <= high;
  return within(last.generator, BALANCED.generator) && within(last.discriminator, BALANCED.discriminator)
    ? "balanced"
    : "mixed";
};

/** A loss that is 0 on every row is a term that is switched off, and tells nothing. */
const isFollowed = ({ values }: FullSeries): boolean =>
  values.filter((value) => Number.isFinite(value)).length >= FEWEST_ROWS && values.some((value) => value);

/**
 * Whether the scores are known from both sides. A loss only bounds them from below, so a low generator score may be higher than
 * it seems; means of logits without their spread lie too near 0 and 1. A discriminator whose loss is 0 is certain.
 */
export const scoresAreCertain = (log: ScoreLog | null): boolean => {
  if (!log) return false;
  const basis = log.series.find(({ name }) => name === "scoreGenerator")?.basis;
  if (basis === "exact" || basis === "corrected-logit") return true;
  const last = cutWindows(log).at(-1);
  return basis !== "surrogate" && last !== undefined && hasNoError(last, log);
};

/** The state holds at the end of the log. */
export const dominates = (log: ScoreLog | null, state: ScoreStretch["state"]): boolean =>
  log !== null && findStretches(log).some((stretch) => stretch.state === state && !stretch.recovered);
