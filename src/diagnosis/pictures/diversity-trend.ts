/**
 * The run as its own baseline: diversity index (U-RKE) of each checkpoint against the best that the run reached. Blank and
 * structureless checkpoints are left out, for early noise is not diversity but not trained yet.
 */

import type { Checkpoint, Estimate } from "../../analysis/analysis.ts";
import { greatest } from "../../kit/stats.ts";
import { runsOf } from "../runs.ts";
import { checkpointState } from "./checkpoint-state.ts";
import { FEWEST_CHECKPOINTS, LOST_SHARE } from "./policy.ts";

export interface DiversityTrend {
  /** The highest lower bound of the diversity index that a checkpoint reached, so that one lucky sheet sets no standard. */
  best: number;
  bestAt: Checkpoint;
  /** The last judged checkpoint, and its diversity index / best. */
  last: Checkpoint;
  lastShare: number;
  /** The interval of the last two checkpoints lies wholly under LOST_SHARE of the best: by all, or by structure alone. */
  lost: boolean;
  /** First checkpoint of the loss that lasts to the end, when it is lost. */
  onset: Checkpoint | null;
  /** Checkpoints at which diversity had been lost and came back. */
  recovered: { from: Checkpoint; to: Checkpoint }[];
  /** "diversity index" or "diversity index by structure": the one that fell further. */
  measure: string;
}

type Measure = (checkpoint: Checkpoint) => Estimate | undefined;

const MEASURES: readonly { name: string; of: Measure }[] = [
  { name: "diversity index", of: ({ metrics }) => metrics.diversityIndex },
  { name: "diversity index by structure", of: ({ metrics }) => metrics.structureIndex },
];

/** null when the run has too few judged checkpoints for a past. */
export const diversityTrend = (checkpoints: readonly Checkpoint[]): DiversityTrend | null => {
  const judged = checkpoints.filter(
    (checkpoint) => !["unknown", "blank", "structureless"].includes(checkpointState(checkpoint)),
  );
  if (judged.length < FEWEST_CHECKPOINTS) return null;
  const trends = MEASURES.flatMap(({ name, of }) => trendOf(judged, name, of) ?? []);
  return trends.find(({ lost }) => lost) ?? trends[0] ?? null;
};

const trendOf = (judged: readonly Checkpoint[], measure: string, of: Measure): DiversityTrend | null => {
  const levels = judged.flatMap((checkpoint) => of(checkpoint) ?? []);
  if (levels.length < judged.length) return null;
  const lows = levels.map(({ low }) => low);
  const best = greatest(lows);
  const bestIndex = lows.indexOf(best);
  const limit = LOST_SHARE * best;
  const under = levels.map(({ value }, index) => index > bestIndex && value < limit);
  const surely = levels.map(({ high }, index) => under[index]! && high !== null && high < limit);
  const runs = runsOf(under).filter(({ first, last }) => surely.slice(first, last + 1).some(Boolean));
  const end = runs.find(({ last }) => last === levels.length - 1);
  const lost =
    end !== undefined && surely[levels.length - 1]! && (end.last > end.first || levels.length === FEWEST_CHECKPOINTS);
  return {
    best,
    bestAt: judged[bestIndex]!,
    last: judged.at(-1)!,
    lastShare: levels.at(-1)!.value / best,
    lost,
    onset: lost ? judged[surely.indexOf(true, end.first)]! : null,
    recovered: runs
      .filter((run) => run !== end)
      .map(({ first, last }) => ({ from: judged[first]!, to: judged[last]! })),
    measure,
  };
};
