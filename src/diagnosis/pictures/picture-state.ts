/** What the pictures show about the end of the run. */
import type { Checkpoint } from "../../analysis/analysis.ts";
import type { PictureState } from "../check.ts";
import { checkpointState, lastJudged } from "./checkpoint-state.ts";
import { diversityTrend } from "./diversity-trend.ts";

/** The state of the last judged checkpoint; diverse or merely alike images may still have lost most of the run's own diversity. */
export const finalPictureState = (checkpoints: readonly Checkpoint[]): PictureState => {
  const last = lastJudged(checkpoints);
  if (!last) return "unknown";
  const state = checkpointState(last.checkpoint);
  return (state === "diverse" || state === "alike") && diversityTrend(checkpoints)?.lost ? "narrowed" : state;
};
