/** What every check of a run looks at, and the shape of a check. One file per check; the file name is the finding's id. */
import type { Checkpoint, Finding, Transition } from "../analysis/analysis.ts";
import type { ScoreLog } from "../scores/score-log.ts";

/** What the images of one checkpoint show. */
export type CheckpointState =
  | "diverse"
  /** More alike than in broad healthy sets, as images of one narrow class are. */
  | "alike"
  | "collapsed"
  /** Collapsed in structure alone: one structure in many tints. */
  | "tinted"
  | "structureless"
  | "blank"
  /** Too few images. */
  | "unknown";

/**
 * What the pictures say about the end of the run, judged before the scores are: `narrowed` is diversity lost against its own past,
 * `untrained` a run that has only begun and shows nothing yet.
 */
export type PictureState = CheckpointState | "narrowed" | "untrained";

export interface RunEvidence {
  /** In step order. */
  checkpoints: readonly Checkpoint[];
  pictures: PictureState;
  /** Between neighbouring checkpoints, in order. */
  transitions: readonly Transition[];
  scores: ScoreLog | null;
}

export interface Check {
  /** Names the failing state; also the file name. */
  id: string;
  /** Left out of the findings when it says false; a check without it always counts. */
  applies?(evidence: RunEvidence): boolean;
  /** May throw: the runner turns that into an error finding. */
  run(evidence: RunEvidence): Finding;
}
