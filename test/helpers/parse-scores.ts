import { buildLog, type ScoreOptions } from "../../src/scores/derive/build-log.ts";
import { readLogText } from "../../src/scores/read/read-file.ts";
import type { ScoreLog } from "../../src/scores/score-log.ts";

/** The log that a file with this text is read as. */
export const parseScores = (text: string, source: string, options: ScoreOptions = {}): ScoreLog =>
  buildLog([readLogText(text, source)], options, false);
