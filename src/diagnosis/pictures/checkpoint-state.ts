/** What the pictures of one checkpoint show. */
import type { Checkpoint, Estimate } from "../../analysis/analysis.ts";
import type { CheckpointState } from "../check.ts";
import { runsOf } from "../runs.ts";
import { judgeAgainstReference } from "./against-reference.ts";
import {
  ALIKE_CLOSE_PAIRS,
  ALIKE_CONCENTRATION,
  CERTAIN_CONCENTRATION,
  COLLAPSED_CLOSE_PAIRS,
  COLLAPSED_CONCENTRATION,
  FAULTY_SHARE,
  FEWEST_IMAGES,
  type Limit,
} from "./policy.ts";

/** How alike the images are: at the threshold of the run, or at another one. */
export interface Likeness {
  modeConcentration: Pick<Estimate, "value" | "low">;
  closePairShare: Pick<Estimate, "value" | "low">;
}

type Judged = Pick<Checkpoint, "images" | "metrics" | "reference">;

const reaches = (share: Likeness[keyof Likeness] | undefined, { value, low }: Limit): boolean =>
  share !== undefined && share.value >= value && share.low >= low;

export const checkpointState = (checkpoint: Judged): CheckpointState => stateWith(checkpoint, checkpoint.metrics);

/**
 * The one rule of collapse: the state that a checkpoint would have if its images were that alike. Blank and noisy checkpoints are
 * named first: their images are also alike, but that is not why they are bad.
 */
export const stateWith = (
  { images, metrics, reference }: Judged,
  { modeConcentration, closePairShare }: Likeness,
): CheckpointState => {
  if (images < FEWEST_IMAGES) return "unknown";
  if (metrics.blankShare >= FAULTY_SHARE) return "blank";
  if (metrics.structurelessShare >= FAULTY_SHARE) return "structureless";
  // Real images tell a narrow domain from a collapse; constants can not.
  const against = judgeAgainstReference(reference);
  if (against) return against.state;
  const someCopies = reaches(closePairShare, ALIKE_CLOSE_PAIRS);
  // Groups alone do not count unless they hold nearly all: a sheet of 20 plain garments has one of six now and then, but no close copies.
  if (
    modeConcentration.low >= CERTAIN_CONCENTRATION ||
    (someCopies && reaches(modeConcentration, COLLAPSED_CONCENTRATION)) ||
    reaches(closePairShare, COLLAPSED_CLOSE_PAIRS)
  )
    return "collapsed";
  if (
    reaches(metrics.structureClosePairShare, COLLAPSED_CLOSE_PAIRS) &&
    reaches(metrics.structureConcentration, COLLAPSED_CONCENTRATION)
  )
    return "tinted";
  return someCopies || reaches(modeConcentration, ALIKE_CONCENTRATION) ? "alike" : "diverse";
};

/** Collapsed in colour, or in lightness alone. */
export const isCollapsed = (state: CheckpointState): boolean => state === "collapsed" || state === "tinted";

/** The last checkpoint that has enough images, and its index. */
export const lastJudged = (checkpoints: readonly Checkpoint[]): { checkpoint: Checkpoint; index: number } | null => {
  const index = checkpoints.findLastIndex((checkpoint) => checkpointState(checkpoint) !== "unknown");
  return index === -1 ? null : { checkpoint: checkpoints[index]!, index };
};

/** Stretches of checkpoints, in order, in which one of the states held. Indices are inclusive. */
export const stretchesOf = (
  checkpoints: readonly Checkpoint[],
  ...states: readonly CheckpointState[]
): { first: number; last: number }[] =>
  runsOf(checkpoints.map((checkpoint) => states.includes(checkpointState(checkpoint))));
