/** The generator makes ever less of what it once could, though no two images need be duplicates: all digits become ones. */
import type { Evidence, Finding } from "../../analysis/analysis.ts";
import { collapseAdvice, stopNow } from "../advice.ts";
import type { Check } from "../check.ts";
import { finding, notApplicable, onsetAt, percent, text } from "../finding-parts.ts";
import { dominates } from "../scores/score-state.ts";
import { checkpointState, lastJudged } from "./checkpoint-state.ts";
import { type DiversityTrend, diversityTrend } from "./diversity-trend.ts";
import { isCollapsed } from "./likeness.ts";
import { FEWEST_CHECKPOINTS, LOST_SHARE } from "./policy.ts";

const ID = "diversity-loss";
const WHY =
  "A generator can drop most of what it has learnt and still make images that differ: one class is left of ten, one face in many tints. The run itself is the measure.";
const BASIS = `Diversity index (U-RKE) against the best that a checkpoint of this run reached for certain (its lower bound); lost when the interval lies wholly under ${percent(LOST_SHARE)} of it. Measured: healthy real runs end at 70 % and more (docs/verdicts.md).`;

export const diversityLoss: Check = {
  id: ID,
  run({ checkpoints, scores }): Finding {
    const trend = diversityTrend(checkpoints);
    if (!trend)
      return notApplicable(
        ID,
        "Diversity was not compared with the run's own past",
        WHY,
        `At least ${FEWEST_CHECKPOINTS} checkpoints with enough images that are not noise are needed.`,
      );
    const state = checkpointState(lastJudged(checkpoints)!.checkpoint);
    if (state === "blank" || state === "structureless")
      return notApplicable(
        ID,
        "Diversity was not compared with the run's own past",
        WHY,
        `The last images are ${state}.`,
      );
    const { lost, onset, recovered, lastShare } = trend;
    const measured = {
      id: ID,
      why: WHY,
      value: lastShare,
      unit: "share of the run's best",
      threshold: LOST_SHARE,
      basis: BASIS,
      evidence: [levels(trend), ...recovered.map(comeback)],
    };
    if (lost)
      return finding({
        ...measured,
        status: "fail",
        title: `Diversity has fallen to ${percent(lastShare)} of the run's own best`,
        onset: onsetAt(onset!),
        recovered: false,
        // Where the images have collapsed as well, that finding says what to do.
        advice: isCollapsed(state)
          ? []
          : [
              stopNow(onset!.label, trend.bestAt.label),
              ...collapseAdvice(dominates(scores, "discriminator-dominates")),
            ],
      });
    const low = lastShare < LOST_SHARE;
    return finding({
      ...measured,
      status: low ? "warn" : "pass",
      title: low
        ? `Diversity may have fallen: ${percent(lastShare)} of the run's own best, but too few images or checkpoints to be sure`
        : "Diversity holds against the run's own past",
      recovered: recovered.length > 0 ? true : null,
    });
  },
};

const levels = ({ best, bestAt, last, lastShare, measure }: DiversityTrend): Evidence =>
  text(
    `${capital(measure)} of at least ${best.toFixed(1)} at ${bestAt.label}, ${(lastShare * best).toFixed(1)} at ${last.label}.`,
  );

const capital = (words: string): string => words[0]!.toUpperCase() + words.slice(1);

const comeback = ({ from, to }: DiversityTrend["recovered"][number]): Evidence => ({
  type: "text",
  text:
    from === to
      ? `It was lost at ${from.label} and came back.`
      : `It was lost from ${from.label} to ${to.label} and came back.`,
});
