/** The spans of rows whose numbers are broken: NaN or infinite. */
import type { ScoreLog } from "../../scores/score-log.ts";
import { runsOf } from "../runs.ts";
import { changePoint } from "./score-onsets.ts";
import { SOUND_ROWS, WINDOWS } from "./score-policy.ts";

export interface RowSpan {
  first: number;
  last: number;
  /** Left again before the log ends. */
  recovered: boolean;
}

/** In order, none touching the next. */
export const brokenSpans = (log: ScoreLog): RowSpan[] => {
  const rows = log.steps.length;
  const broken = brokenRows(log);
  const enough = Math.min(SOUND_ROWS, Math.max(1, Math.ceil(rows / WINDOWS)));
  const spans: RowSpan[] = [];
  for (const { first, last } of runsOf(broken)) {
    const before = spans.at(-1);
    if (before && first - before.last - 1 < enough) before.last = last;
    else spans.push({ first, last, recovered: true });
  }
  const open = spans.at(-1);
  if (!open || rows - 1 - open.last >= enough) return spans;
  const since = changePoint((row) => broken[row]!, { earliest: open.first, start: -1, end: rows - 1 });
  // One skipped batch near the end: the sound rows behind it outweigh it.
  if (since === -1) return spans;
  const before = { ...open, last: broken.lastIndexOf(true, since - 1) };
  return [
    ...spans.slice(0, -1),
    ...(since > open.first ? [before] : []),
    { first: since, last: open.last, recovered: false },
  ];
};

/** A gap repeats what its series showed last: a loss that is logged every fifth row is broken in between as well. */
const brokenRows = ({ series, broken = [], steps }: ScoreLog): boolean[] => {
  const flags = Array<boolean>(steps.length).fill(false);
  for (const { values } of [...series, ...broken]) {
    let isBroken = false;
    for (let row = 0; row < flags.length; row++) {
      const value = values[row] ?? null;
      if (value !== null) isBroken = !Number.isFinite(value);
      if (isBroken) flags[row] = true;
    }
  }
  return flags;
};
