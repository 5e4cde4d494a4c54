/** What score logs were understood as, without judging a run. */
import type { ScoreAnalysis } from "../analysis/analysis.ts";
import { findStretches } from "../diagnosis/scores/score-stretches.ts";
import type { ScoreOptions } from "../scores/derive/build-log.ts";
import { summarizeScores } from "../scores/derive/summarize.ts";
import { readScores } from "../scores/read-scores.ts";
import { expected } from "./option-rules.ts";
import { checkOptions } from "./options.ts";

/** As an Analysis holds them. */
export interface ScoreDescription {
  scores: ScoreAnalysis;
  warnings: string[];
}

/** @throws InputError as readScores, UsageError for options that can not be */
export const describeScores = async (
  paths: string | readonly string[],
  options: ScoreOptions = {},
): Promise<ScoreDescription> => {
  checkOptions({ scores: paths, ...options });
  if (paths.length === 0) throw expected("at least one score log", "scores", paths);
  const log = await readScores(typeof paths === "string" ? [paths] : paths, options);
  return { scores: summarizeScores(log, findStretches(log)), warnings: log.warnings };
};
