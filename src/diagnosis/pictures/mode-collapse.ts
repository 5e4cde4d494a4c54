/** Mode collapse: many almost identical images although the inputs were different. */

import type { Checkpoint, Evidence, Finding } from "../../analysis/analysis.ts";
import { greatest } from "../../kit/stats.ts";
import type { ScoreLog } from "../../scores/score-log.ts";
import { collapseAdvice, stopNow } from "../advice.ts";
import type { Check, CheckpointState } from "../check.ts";
import { finding, notApplicable, onsetAt, percent, text } from "../finding-parts.ts";
import { oscillation } from "../scores/oscillation.ts";
import { dominates } from "../scores/score-state.ts";
import { comparisonText, isCompared } from "./against-reference.ts";
import { type JudgedState, judgeCheckpoint, lastJudged } from "./checkpoint-state.ts";
import { isCollapsed } from "./likeness.ts";
import { atLeastModes, modesText } from "./modes-text.ts";
import { FEWEST_IMAGES } from "./policy.ts";
import { courseOf } from "./run-course.ts";
import { thresholdFlip } from "./threshold-flip.ts";

const ID = "mode-collapse";
const WHY =
  "A collapsed generator answers different inputs with almost the same image. Scores alone can not see it: in real runs the losses of a collapse often look calm.";

export const modeCollapse: Check = {
  id: ID,
  run({ checkpoints, scores, pictures }): Finding {
    const judged = lastJudged(checkpoints);
    if (!judged) return notApplicable(ID, "Mode collapse was not judged", WHY, tooFew(checkpoints));
    const { checkpoint: last, index } = judged;
    const own = judgeCheckpoint(last);
    if (own.state === "blank" || own.state === "structureless")
      return notApplicable(
        ID,
        "Mode collapse was not judged",
        WHY,
        `The images of ${last.label} are ${own.state}; there is nothing whose diversity could be measured.`,
      );
    const { since, past } = courseOf(checkpoints.slice(0, index + 1));
    const against = isCompared(last.reference);
    const measured = { id: ID, why: WHY, ...own.figure! };
    const flip = thresholdFlip(last);
    const evidence = [
      numbersOf(last),
      ...(last.reference ? comparisonText(last.reference) : []),
      ...tints(last),
      ...(flip ? [text(flip)] : []),
      ...leadingGroups(last, index),
    ];
    const history: Evidence[] = past.map(({ first, last: end }) =>
      text(`Collapsed from ${checkpoints[first]!.label} to ${checkpoints[end]!.label}, diverse again afterwards.`),
    );
    const recovered = past.length > 0 ? true : null;

    if (since !== null) {
      const onset = checkpoints[since]!;
      const before = checkpoints.slice(0, since);
      const lastOf = (state: CheckpointState) => before.findLast((one) => judgeCheckpoint(one).state === state);
      const healthy = lastOf("diverse") ?? lastOf("alike");
      return finding({
        ...measured,
        status: "fail",
        title: isCollapsed(own.state)
          ? collapsedTitle(last, own, against)
          : `The generator collapsed at ${onset.label} and has not left it for good: ${last.label} alone would pass`,
        onset: checkpoints.length > 1 ? onsetAt(onset) : null,
        recovered: false,
        evidence: [...evidence, ...swings(scores)],
        advice: [
          ...(since < index ? [stopNow(onset.label, healthy?.label ?? null)] : []),
          ...collapseAdvice(dominates(scores, "discriminator-dominates")),
        ],
      });
    }
    if (pictures === "untrained")
      return finding({
        ...measured,
        status: "warn",
        title: `The run has only begun: ${last.label} shows almost one image, which says nothing yet`,
        evidence,
        advice: ["Judge a later checkpoint."],
      });
    if (pictures === "alike")
      return finding({
        ...measured,
        status: "warn",
        title: alikeTitle(last, own, against),
        recovered,
        evidence: [...evidence, ...history, ...(against ? [] : [NARROW])],
        advice: [
          ...(against ? [] : ["Compare with real images: --reference FOLDER tells a narrow domain from a collapse."]),
          ...collapseAdvice(dominates(scores, "discriminator-dominates")),
        ],
      });
    return finding({
      ...measured,
      status: "pass",
      title: recovered
        ? "The images are diverse again after an earlier collapse"
        : against
          ? "The images are as diverse as the real ones"
          : "The images are diverse",
      recovered,
      evidence: [...evidence, ...history],
    });
  },
};

const collapsedTitle = (last: Checkpoint, { state, by }: JudgedState, against: boolean): string => {
  const images = `The generator has collapsed: the ${last.images} images`;
  if (by === "pattern") return `${images} all show one pattern`;
  if (by === "level") return `${images} all resemble one another${state === "tinted" ? " but for their colours" : ""}`;
  if (against && last.reference?.distinctModes?.high == null)
    return `${images} are far less diverse than the real ones`;
  return `${images} show ${state === "tinted" ? "few structures in many tints" : modesText(last)}`;
};

const alikeTitle = (last: Checkpoint, { state, by, fragileAt, isWalk }: JudgedState, against: boolean): string => {
  if (isWalk) return "Alike images form chains of small steps, as frames of a walk through the latent space do";
  if (fragileAt) return `${last.label} lies at the edge of a collapse: it depends on the exact similarity threshold`;
  if (isCollapsed(state)) return `${last.label} alone looks collapsed; no other checkpoint confirms it yet`;
  if (against) return "The images are less diverse than the real ones";
  return by === "level"
    ? "The images resemble one another more than those of most domains"
    : "Some images repeat, more than in broad healthy sets";
};

const NARROW: Evidence = text(
  "Pictures of one narrow class (only one digit, one kind of garment) can look this alike without a collapse; --reference would tell.",
);

const numbersOf = (checkpoint: Checkpoint): Evidence => {
  const { label, images, metrics } = checkpoint;
  const { expectedPairShare: own } = metrics;
  const domain =
    own < TOLD_SLOPE.from || own > TOLD_SLOPE.to
      ? ""
      : ` (${percent(own)} would be by the images' own look-alikes, so no more than about ${Math.round(1 / own)} modes can be told apart)`;
  const pattern = metrics.sharedPattern
    ? ` Pixels at the same place correlate by ${metrics.sharedPattern.whole.toFixed(2)}, their fine detail by ${metrics.sharedPattern.detail.toFixed(2)}.`
    : "";
  return text(
    `${label}: ${percent(metrics.duplicatePairShare.value)} of all pairs are near-duplicates${domain} and ${percent(metrics.closePairShare.value)} close copies, the mean similarity is ${metrics.meanSimilarity.value.toFixed(2)}, one image and its near-duplicates hold ${percent(metrics.dominantModeShare)} of ${images} images: ${atLeastModes(checkpoint)}.${pattern}`,
  );
};

/** Near-duplicate pairs by the set's own slope that limit what can be told; of more there is no slope. */
const TOLD_SLOPE = { from: 0.005, to: 0.3 };

/** Where the structure is alike and the appearance is not, the largest group says so. */
const tints = ({ groups }: Checkpoint): Evidence[] => {
  const parts = groups[0]?.parts;
  return parts && parts.structure - parts.appearance >= TINT_GAP
    ? [
        text(
          `The images of the largest group share their structure (${parts.structure.toFixed(2)}) more than their colours (${parts.appearance.toFixed(2)}): one structure in many tints.`,
        ),
      ]
    : [];
};
/**
 * Mean cosine of structure above that of appearance from which the difference is worth a sentence. Measured: .04 to .15 where one picture
 * was recoloured (.02 where only its light or contrast changed), 0 and less for other copies.
 */
const TINT_GAP = 0.05;

/** Only beside pictures that are alike: swings alone mean nothing. */
const swings = (scores: ScoreLog | null): Evidence[] => {
  const found = oscillation(scores);
  return found
    ? [
        text(
          `The generator's loss swings with a period of ${found.period} rows and an amplitude of ${found.amplitude.toFixed(1)}, as it does where a generator hops between modes.`,
        ),
      ]
    : [];
};

const leadingGroups = (checkpoint: Checkpoint, index: number): Evidence[] =>
  checkpoint.groups.length > 0
    ? [{ type: "groups", checkpoint: index, groups: checkpoint.groups.slice(0, 3).map(({ id }) => id) }]
    : [];

const tooFew = (checkpoints: readonly Checkpoint[]): string =>
  checkpoints.length === 0
    ? "No pictures were given."
    : `At least ${FEWEST_IMAGES} images per checkpoint are needed; the largest has ${greatest(checkpoints.map(({ images }) => images))}.`;
