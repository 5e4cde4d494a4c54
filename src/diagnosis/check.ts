/** What every check of a run looks at, and the shape of a check. One file per check; the file name is the finding's id. */
import type { Checkpoint, Finding } from "../analysis.ts";
import type { ScoreLog } from "../scores/score-log.ts";

/**
 * What the pictures say about the end of the run, judged before the scores are:
 * `unknown` when there are none or too few.
 */
export type PictureState = "diverse" | "collapsed" | "structureless" | "blank" | "unknown";

export interface RunEvidence {
  /** In step order. */
  checkpoints: readonly Checkpoint[];
  pictures: PictureState;
  scores: ScoreLog | null;
}

export interface Check {
  /** Names the failing state; also the file name. */
  id: string;
  /** May throw: the runner turns that into an error finding. */
  run(evidence: RunEvidence): Finding;
}
