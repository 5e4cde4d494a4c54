/**
 * The course of a run, not its last sheet: evidence of a collapse adds up over the checkpoints and is taken away by diverse ones, so that
 * neither one lucky sheet ends a collapse nor one odd sheet makes one. Each checkpoint is judged from what came before it only.
 */
import type { Checkpoint } from "../../analysis/analysis.ts";
import type { CheckpointState } from "../check.ts";
import { judgeCheckpoint } from "./checkpoint-state.ts";
import { isCollapsed } from "./likeness.ts";
import { ALARM, BEGINNING, MEMORY } from "./policy.ts";

export interface RunCourse {
  /** Index of the checkpoint since which the run is collapsed; null when it is not at its end. */
  since: number | null;
  /** Earlier collapses that were left again, after the run had been trained; indices are inclusive. */
  past: Stretch[];
  /** Per checkpoint what it shows, null for the beginning of a run, when nothing is trained yet. */
  states: (CheckpointState | null)[];
}

interface Stretch {
  first: number;
  last: number;
}

/** Checkpoints up to which a run has no course, and each speaks for itself. */
const NO_COURSE = 2;

export const courseOf = (checkpoints: readonly Checkpoint[]): RunCourse => {
  let evidence = 0;
  let judged = 0;
  let firstDiverse: number | null = null;
  let open = null as (Stretch & { isBegun: boolean }) | null;
  // By the evidence, or for want of a course as well.
  let alarmed = false;
  let raised = false;
  const past: RunCourse["past"] = [];
  const states: RunCourse["states"] = [];
  for (const [index, checkpoint] of checkpoints.entries()) {
    const { state, isStrong, by } = judgeCheckpoint(checkpoint);
    const isBeginning = firstDiverse === null && hasOnlyBegun(checkpoint);
    const isUntrained = isBeginning && state !== "diverse" && state !== "unknown";
    states.push(isUntrained ? null : state);
    if (isUntrained || state === "unknown" || state === "blank" || state === "structureless") continue;
    judged++;
    if (isCollapsed(state)) {
      // One pattern whose details still vary is a collapse that has begun: it is there from where everything is alike.
      const isBegun = by === "pattern";
      open = open && (isBegun || !open.isBegun) ? { ...open, last: index } : { first: index, last: index, isBegun };
      const most = MEMORY.most + Math.floor(judged / MEMORY.checkpointsPerPart);
      evidence = Math.min(most, evidence + (isStrong ? ALARM.strong : ALARM.weak));
      alarmed ||= evidence >= ALARM.raisedFrom;
      raised ||= alarmed || judged <= NO_COURSE;
      continue;
    }
    const taken = state === "diverse" ? 1 : alarmed ? 0 : ALARM.fading;
    evidence = Math.max(0, evidence - taken);
    if (evidence === 0 && open) {
      if (raised && firstDiverse !== null && open.first > firstDiverse)
        past.push({ first: open.first, last: open.last });
      open = null;
      alarmed = false;
      raised = false;
    }
    firstDiverse ??= index;
  }
  return { since: raised && open ? open.first : null, past, states };
};

/** A step of 1 may be a number in any name, an epoch of 1 is one. */
const hasOnlyBegun = ({ step, label }: Checkpoint): boolean =>
  step !== null && (label.startsWith("epoch") ? step <= BEGINNING.epoch : step <= BEGINNING.step);
