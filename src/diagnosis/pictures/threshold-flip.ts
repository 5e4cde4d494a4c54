/** Whether the picture verdict hangs on the exact similarity threshold. */
import type { Checkpoint, SweepPoint } from "../../analysis/analysis.ts";
import { percent } from "../finding-parts.ts";
import { ALIKE_CLOSE_PAIRS, COLLAPSED_CLOSE_PAIRS, COLLAPSED_CONCENTRATION, FEWEST_IMAGES } from "./policy.ts";

/** Thresholds this near say the same about a clear set. */
const MARGIN = 0.02;

/**
 * One sentence when a threshold within MARGIN of the used one would turn "collapsed" into "not collapsed" or back;
 * null when none would, or when nothing was swept.
 */
export const thresholdFlip = ({ label, images, sweep = [] }: Checkpoint, threshold: number): string | null => {
  const at = sweep.find((point) => Math.abs(point.threshold - threshold) < 1e-6);
  if (!at || images < FEWEST_IMAGES) return null;
  const other = sweep.find(
    (point) => Math.abs(point.threshold - threshold) < MARGIN + 1e-6 && isCollapsed(point) !== isCollapsed(at),
  );
  if (!other) return null;
  const says = (point: SweepPoint) => (isCollapsed(point) ? "collapsed" : "not collapsed");
  return `${label} hangs on the similarity threshold: ${says(at)} at ${at.threshold} (${described(at)}), ${says(other)} at ${other.threshold} (${described(other)}).`;
};

/** As checkpoint-state.ts judges, by the values alone: their intervals are as wide at a threshold next to it. */
const isCollapsed = ({ modeConcentration = 0, closePairShare = 0 }: SweepPoint): boolean =>
  (closePairShare >= ALIKE_CLOSE_PAIRS.value && modeConcentration >= COLLAPSED_CONCENTRATION.value) ||
  closePairShare >= COLLAPSED_CLOSE_PAIRS.value;

const described = ({ modeConcentration = 0, closePairShare = 0 }: SweepPoint): string =>
  `${percent(modeConcentration)} of the pairs in one group, ${percent(closePairShare)} close copies`;
