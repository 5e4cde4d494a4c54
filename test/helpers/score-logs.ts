import type { Finding } from "../../src/analysis/analysis.ts";
import type { Check, PictureState } from "../../src/diagnosis/check.ts";
import type { ScoreLog } from "../../src/scores/score-log.ts";
import { parseScores } from "./parse-scores.ts";

export const ROWS = 1000;
/** A log is judged in windows of 5 %, so an onset is right within this many of the rows. */
export const WINDOW = ROWS / 20;

type Cell = number | string;

/** A log with a step per row and the named columns, given as functions of the row. */
export const logOf = (columns: string, cells: (row: number) => Cell | readonly Cell[], rows = ROWS): ScoreLog =>
  parseScores(
    [`step,${columns}`, ...Array.from({ length: rows }, (_, row) => [row, cells(row)].flat().join())].join("\r\n"),
    "log.csv",
  );

/** Exact scores of the generator and the discriminator. */
export const scoresOf = (scores: (row: number) => readonly [generator: Cell, discriminator: Cell], rows = ROWS) =>
  logOf("scoreGenerator,scoreDiscriminator", scores, rows);

export const BALANCED = [0.4, 0.6] as const;

export const judge = (check: Check, scores: ScoreLog | null, pictures: PictureState = "unknown"): Finding =>
  check.run({ checkpoints: [], pictures, transitions: [], scores });

export const textsOf = ({ evidence }: Finding): string =>
  evidence.map((item) => (item.type === "text" ? item.text : "")).join(" ");
