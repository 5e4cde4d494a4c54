/** Judges what lies in the folder of one run. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Analysis } from "../analysis/analysis.ts";
import { InputError } from "../errors.ts";
import { containerKind } from "../inputs/containers/kinds.ts";
import { isPicture } from "../inputs/picture-names.ts";
import { walkFolder } from "../inputs/walk-folder.ts";
import { isRunSet } from "../report/runs.ts";
import type { Judging } from "../run/judging.ts";
import type { AnalyzeOptions } from "../run/options.ts";
import { mayBeLog } from "../scores/read/log-files.ts";
import { LastSheets } from "./last-sheets.ts";
import { SCORES } from "./store.ts";

export interface JudgedFolder {
  analysis: Analysis;
  sheet: Uint8Array | null;
  /** What could not be judged beside it; null where all was. */
  leftOut: string | null;
}

/** @throws InputError where there is nothing to judge yet */
export const judgeFolder = async (folder: string, judging: Judging, options: AnalyzeOptions): Promise<JudgedFolder> => {
  const { files } = await walkFolder(folder);
  const hasPictures = files.some((file) => isPicture(file) || containerKind(file) !== undefined);
  const posted = join(folder, SCORES);
  const arePosted = existsSync(posted);
  const scores = arePosted ? [posted] : files.some(mayBeLog) ? [folder] : [];
  const pictures = hasPictures ? [folder] : [];
  if (pictures.length + scores.length === 0)
    throw new InputError("NO_PICTURES", "It holds no pictures and no log of scores yet.");
  const sheets = new LastSheets();
  const judge = async (inputs: readonly string[], logs: readonly string[]): Promise<Analysis> => {
    const result = await judging.judge({ ...options, inputs, scores: logs, onCheckpoint: sheets.take });
    if (!isRunSet(result)) return result;
    const names = [...result.runs, ...result.unread].map(({ name }) => name);
    throw new InputError(
      "SEVERAL_RUNS",
      `Expected one run in ${folder} but found ${names.length}: ${names.slice(0, 5).join(", ")}. Next: serve this folder itself.`,
    );
  };
  try {
    return { analysis: await judge(pictures, scores), sheet: await sheets.of(), leftOut: null };
  } catch (error) {
    const isOfScores =
      error instanceof InputError && error.code.startsWith("SCORES_") && hasPictures && scores.length > 0;
    if (!isOfScores) throw error;
    // Files that are no log may lie beside pictures; what was posted as scores is missed.
    const leftOut = arePosted ? `The scores are left out: ${error.inFlags}` : null;
    return { analysis: await judge(pictures, []), sheet: await sheets.of(), leftOut };
  }
};
