/** The common course of the two checks on images that hold nothing: blank ones and structureless ones. */
import type { Checkpoint, CheckpointMetrics, Finding } from "../../analysis/analysis.ts";
import type { ScoreLog } from "../../scores/score-log.ts";
import type { Check, CheckpointState } from "../check.ts";
import { finding, notApplicable, onsetAt, percent, text } from "../finding-parts.ts";
import { checkpointState, lastJudged, stretchesOf } from "./checkpoint-state.ts";
import { FAULTY_SHARE, FEWEST_IMAGES } from "./policy.ts";

/** Images a finding names. */
const NAMED = 5;

export interface FaultDescription {
  id: string;
  state: CheckpointState & ("blank" | "structureless");
  share: (metrics: CheckpointMetrics) => number;
  /** The images in the state, where they are known by name. */
  members?: (checkpoint: Checkpoint) => readonly string[];
  /** Share from which some such images warn, default: one image. */
  toldFrom?: number;
  why: string;
  basis: string;
  failTitle: string;
  warnTitle: string;
  passTitle: string;
  advice: (scores: ScoreLog | null) => string[];
}

/** Fails when the last judged checkpoint is in the state, warns when some of its images are. */
export const faultCheck = (fault: FaultDescription): Check => ({
  id: fault.id,
  run({ checkpoints, pictures, scores }): Finding {
    const last = lastJudged(checkpoints)?.checkpoint;
    if (!last)
      return notApplicable(fault.id, "Not judged", fault.why, `No checkpoint has ${FEWEST_IMAGES} images or more.`);
    const share = fault.share(last.metrics);
    const isFaulty = checkpointState(last) === fault.state;
    const failed = isFaulty && pictures !== "untrained";
    const warned = !failed && share >= (fault.toldFrom ?? Number.MIN_VALUE);
    const onset = failed ? checkpoints[stretchesOf(checkpoints, fault.state).at(-1)!.first]! : null;
    return finding({
      id: fault.id,
      status: failed ? "fail" : warned ? "warn" : "pass",
      title: failed ? fault.failTitle : isFaulty ? BEGUN : warned ? fault.warnTitle : fault.passTitle,
      why: fault.why,
      value: share,
      unit: "share of images",
      threshold: FAULTY_SHARE,
      basis: fault.basis,
      onset: onset && checkpoints.length > 1 ? onsetAt(onset) : null,
      recovered: failed ? false : null,
      evidence: [text(`${last.label}: ${percent(share)} of ${last.images} images${named(fault.members?.(last))}.`)],
      advice: failed ? fault.advice(scores) : [],
    });
  },
});

const BEGUN = "The run has only begun: its first images hold nothing, which says nothing yet";

/** ": a.png, b.png, c.png and 5 more" */
const named = (members: readonly string[] = []): string => {
  if (members.length === 0) return "";
  const rest = members.length - NAMED;
  return `: ${members.slice(0, NAMED).join(", ")}${rest > 0 ? ` and ${rest} more` : ""}`;
};
