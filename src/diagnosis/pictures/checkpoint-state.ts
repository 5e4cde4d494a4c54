/** What the pictures of one checkpoint show. */
import type { Checkpoint, SweepPoint } from "../../analysis/analysis.ts";
import { sum } from "../../kit/stats.ts";
import type { CheckpointState } from "../check.ts";
import { runsOf } from "../runs.ts";
import { judgeAgainstReference } from "./against-reference.ts";
import { type DecidingFigure, isCollapsed, type Judgement, judgeLikeness, type Likeness } from "./likeness.ts";
import { CHAINED, FAULTY_SHARE, FEWEST_IMAGES } from "./policy.ts";

type Judged = Pick<Checkpoint, "images" | "metrics" | "reference"> &
  Partial<Pick<Checkpoint, "sweep" | "chains" | "groups">>;

export interface JudgedState {
  state: CheckpointState;
  /** One such checkpoint is enough to call a run collapsed. */
  isStrong: boolean;
  /** What decided; null where nothing was compared. */
  figure: DecidingFigure | null;
  by: Judgement["by"] | null;
  /** The threshold nearby that would say otherwise about a collapse, and what it counts. */
  fragileAt: SweepPoint | null;
  /** Alike images form chains of small steps. */
  isWalk: boolean;
}

/** Thresholds this near say the same about a clear set. */
const MARGIN = 0.02;

/** Blank and noisy checkpoints are named first: their images are also alike, but that is not why they are bad. */
export const judgeCheckpoint = (checkpoint: Judged): JudgedState => {
  const { images, metrics, reference } = checkpoint;
  const nothing = { isStrong: false, figure: null, by: null, fragileAt: null, isWalk: false };
  if (images < FEWEST_IMAGES) return { state: "unknown", ...nothing };
  if (metrics.blankShare >= FAULTY_SHARE) return { state: "blank", ...nothing };
  if (metrics.structurelessShare >= FAULTY_SHARE) return { state: "structureless", ...nothing };
  // Real images tell a narrow domain from a collapse; the set's own slope only guesses it.
  const judged = judgeLikeness(metrics, images, metrics);
  const against = judgeAgainstReference(reference, judged);
  if (against) return { ...nothing, ...against };
  const fragileAt = otherwiseAt(checkpoint, judged);
  const isWalk = judged.by !== "level" && !judged.isStrong && isMostlyChains(checkpoint);
  // A collapse that another threshold nearby does not see is none yet, and small steps are no modes.
  const isUnsure = isCollapsed(judged.state) && (fragileAt !== null || isWalk);
  return { ...judged, state: isUnsure ? "alike" : judged.state, fragileAt, isWalk };
};

/** Frames of a walk through the latent space resemble their neighbours; those of a mode resemble one another. */
const isMostlyChains = ({ chains = [], groups = [], metrics }: Judged): boolean => {
  const chained = sum(chains.map(({ size }) => size));
  const grouped = sum(groups.map(({ size }) => size));
  return chained > 0 && chained >= CHAINED.images * grouped && metrics.dominantModeShare < CHAINED.nearOne;
};

const otherwiseAt = ({ images, metrics, sweep = [] }: Judged, judged: Judgement): SweepPoint | null =>
  sweep.find((point) => {
    const distance = Math.abs(point.threshold - metrics.threshold);
    const isNear = distance > 1e-6 && distance < MARGIN + 1e-6;
    return (
      isNear &&
      isCollapsed(judgeLikeness(metrics, images, likenessAt(point, metrics)).state) !== isCollapsed(judged.state)
    );
  }) ?? null;

/** A sweep has values only; they are as uncertain, in parts of themselves, as at the used threshold. The level stays what it is. */
const likenessAt = (point: SweepPoint, used: Likeness): Likeness => {
  const at = (name: "excessPairShare" | "closePairShare") => ({
    value: point[name],
    low: used[name].value === 0 ? 0 : (point[name] * used[name].low) / used[name].value,
  });
  return {
    excessPairShare: at("excessPairShare"),
    closePairShare: at("closePairShare"),
    duplicatePairShare: { value: point.duplicatePairShare },
  };
};

export const checkpointState = (checkpoint: Judged): CheckpointState => judgeCheckpoint(checkpoint).state;

/** The last checkpoint that has enough images, and its index. */
export const lastJudged = (checkpoints: readonly Checkpoint[]): { checkpoint: Checkpoint; index: number } | null => {
  const index = checkpoints.findLastIndex((checkpoint) => checkpointState(checkpoint) !== "unknown");
  return index === -1 ? null : { checkpoint: checkpoints[index]!, index };
};

/** Stretches of checkpoints, in order, in which one of the states held. Indices are inclusive. */
export const stretchesOf = (
  checkpoints: readonly Checkpoint[],
  ...states: readonly CheckpointState[]
): { first: number; last: number }[] =>
  runsOf(checkpoints.map((checkpoint) => states.includes(checkpointState(checkpoint))));
