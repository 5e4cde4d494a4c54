/** Whether the picture verdict hangs on the exact similarity threshold. */
import type { Checkpoint, SweepPoint } from "../../analysis/analysis.ts";
import { percent } from "../finding-parts.ts";
import { checkpointState, isCollapsed, type Likeness, stateWith } from "./checkpoint-state.ts";

/** Thresholds this near say the same about a clear set. */
const MARGIN = 0.02;

/**
 * One sentence when a threshold within MARGIN of the used one would turn "collapsed" into "not collapsed" or back;
 * null when none would.
 */
export const thresholdFlip = (checkpoint: Checkpoint, threshold: number): string | null => {
  const collapsed = isCollapsed(checkpointState(checkpoint));
  const other = checkpoint.sweep.find((point) => {
    const distance = Math.abs(point.threshold - threshold);
    const isNear = distance > 1e-6 && distance < MARGIN + 1e-6;
    return isNear && isCollapsed(stateWith(checkpoint, likenessAt(point, checkpoint.metrics))) !== collapsed;
  });
  if (!other) return null;
  const says = (holds: boolean) => (holds ? "collapsed" : "not collapsed");
  const { modeConcentration, closePairShare } = checkpoint.metrics;
  return `${checkpoint.label} hangs on the similarity threshold: ${says(collapsed)} at ${threshold} (${described(modeConcentration.value, closePairShare.value)}), ${says(!collapsed)} at ${other.threshold} (${described(other.modeConcentration, other.closePairShare)}).`;
};

/** A sweep has values only; their intervals are as wide as at the used threshold. */
const likenessAt = (point: SweepPoint, used: Likeness): Likeness => {
  const at = (name: keyof Likeness) => ({
    value: point[name],
    low: Math.max(0, point[name] - (used[name].value - used[name].low)),
  });
  return { modeConcentration: at("modeConcentration"), closePairShare: at("closePairShare") };
};

const described = (concentration: number, closePairs: number): string =>
  `${percent(concentration)} of the pairs in one group, ${percent(closePairs)} close copies`;
