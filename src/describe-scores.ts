/** What score logs were understood as, without judging a run. */
import type { ScoreAnalysis } from "./analysis.ts";
import { findStretches } from "./diagnosis/score-stretches.ts";
import type { ScoreOptions } from "./scores/build-log.ts";
import { readScores } from "./scores/read-scores.ts";
import { summarizeScores } from "./scores/summarize.ts";

/** As an Analysis holds them. */
export interface ScoreDescription {
  scores: ScoreAnalysis;
  warnings: string[];
}

/** @throws InputError as readScores */
export const describeScores = async (
  paths: readonly string[],
  options: ScoreOptions = {},
): Promise<ScoreDescription> => {
  const log = await readScores(paths, options);
  return { scores: summarizeScores(log, findStretches(log)), warnings: log.warnings };
};
