/** Since when a collapse that lasts to the end holds. */
import type { Checkpoint } from "../../analysis/analysis.ts";
import { quantile } from "../../kit/stats.ts";
import { diversityTrend } from "./diversity-trend.ts";
import { LOST_SHARE, ONSET_LEVEL } from "./policy.ts";

/**
 * The first collapsed checkpoint whose diversity index lie, with their whole interval, under half of the run's own best; in a
 * run that never was better, the first that reaches half of the collapse's own median level.
 * @param collapsed the checkpoints of the collapse, at least one
 */
export const collapseOnset = (checkpoints: readonly Checkpoint[], collapsed: readonly Checkpoint[]): Checkpoint => {
  const trend = diversityTrend(checkpoints);
  const fallen =
    trend &&
    collapsed.find(
      ({ metrics: { diversityIndex } }) =>
        diversityIndex.high !== null && diversityIndex.high < LOST_SHARE * trend.best,
    );
  const typical = quantile(collapsed.map(level), 0.5, Math.ceil);
  const risen = collapsed.find((checkpoint) => level(checkpoint) >= ONSET_LEVEL * typical)!;
  return fallen && collapsed.indexOf(fallen) < collapsed.indexOf(risen) ? fallen : risen;
};

const level = ({ metrics }: Checkpoint): number =>
  Math.max(metrics.modeConcentration.value, metrics.structureConcentration?.value ?? 0, metrics.closePairShare.value);
