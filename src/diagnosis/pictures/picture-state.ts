/** What the pictures show about the end of the run. */
import type { Checkpoint } from "../../analysis/analysis.ts";
import type { PictureState } from "../check.ts";
import { lastJudged } from "./checkpoint-state.ts";
import { diversityTrend } from "./diversity-trend.ts";
import { isCollapsed } from "./likeness.ts";
import { courseOf } from "./run-course.ts";

/** Checkpoints, the last one among them, of which most must be alike before the run is; one that looks collapsed is told at once. */
const LAST_FEW = 3;

/** From the course of the run; diverse or merely alike images may still have lost most of the run's own diversity. */
export const finalPictureState = (checkpoints: readonly Checkpoint[]): PictureState => {
  const last = lastJudged(checkpoints);
  if (!last) return "unknown";
  const { since, states } = courseOf(checkpoints.slice(0, last.index + 1));
  const state = states[last.index]!;
  if (state === null) return "untrained";
  if (state === "blank" || state === "structureless") return state;
  if (since !== null) return states.findLast((past) => past !== null && isCollapsed(past))!;
  if (diversityTrend(checkpoints)?.lost) return "narrowed";
  if (isCollapsed(state)) return "alike";
  const few = states.filter((past) => past !== null && past !== "unknown").slice(-LAST_FEW);
  const alike = few.filter((past) => past === "alike" || isCollapsed(past!)).length;
  return state === "alike" && alike > few.length / 2 ? "alike" : "diverse";
};
