/** Whether the picture verdict hangs on the exact similarity threshold. */
import type { Checkpoint, SweepPoint } from "../analysis.ts";
import { percent } from "./finding-parts.ts";
import { COLLAPSED_DOMINANT_SHARE, COLLAPSED_PAIR_SHARE, FEWEST_IMAGES } from "./policy.ts";

/** Thresholds this near say the same about a clear set. */
const MARGIN = 0.02;

/**
 * One sentence when a threshold within MARGIN of the used one would make the collapsed set diverse or the diverse one collapsed;
 * null when none would, or when nothing was swept.
 */
export const thresholdFlip = ({ label, images, sweep = [] }: Checkpoint, threshold: number): string | null => {
  const at = sweep.find((point) => Math.abs(point.threshold - threshold) < 1e-6);
  if (!at || images < FEWEST_IMAGES) return null;
  const other = sweep.find(
    (point) => Math.abs(point.threshold - threshold) < MARGIN + 1e-6 && isCollapsed(point) !== isCollapsed(at),
  );
  if (!other) return null;
  const says = (point: SweepPoint) => (isCollapsed(point) ? "collapsed" : "diverse");
  return `${label} hangs on the similarity threshold: ${says(at)} at ${at.threshold} (${described(at)}), ${says(other)} at ${other.threshold} (${described(other)}).`;
};

const isCollapsed = ({ duplicatePairShare, dominantModeShare }: SweepPoint): boolean =>
  duplicatePairShare >= COLLAPSED_PAIR_SHARE || dominantModeShare >= COLLAPSED_DOMINANT_SHARE;

const described = ({ duplicatePairShare, dominantModeShare }: SweepPoint): string =>
  `${percent(duplicatePairShare)} of the pairs alike, largest group ${percent(dominantModeShare)}`;
