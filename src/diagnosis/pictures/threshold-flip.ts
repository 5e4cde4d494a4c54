/** Whether the picture verdict hangs on the exact similarity threshold. */
import type { Checkpoint } from "../../analysis/analysis.ts";
import { percent } from "../finding-parts.ts";
import { judgeCheckpoint } from "./checkpoint-state.ts";

/** One sentence when a threshold nearby would turn "collapsed" into "not collapsed" or back; null when none would. */
export const thresholdFlip = (checkpoint: Checkpoint): string | null => {
  const { fragileAt } = judgeCheckpoint(checkpoint);
  if (!fragileAt) return null;
  const { threshold, excessPairShare, closePairShare } = checkpoint.metrics;
  return `${checkpoint.label} hangs on the similarity threshold, so it is no failure: at ${threshold} ${described(excessPairShare.value, closePairShare.value)}, at ${fragileAt.threshold} ${described(fragileAt.excessPairShare, fragileAt.closePairShare)}.`;
};

const described = (excess: number, closePairs: number): string =>
  `${percent(excess)} of the pairs repeat a mode and ${percent(closePairs)} are close copies`;
