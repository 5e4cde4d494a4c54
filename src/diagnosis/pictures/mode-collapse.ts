/** Mode collapse: many almost identical images although the inputs were different. */
import type { Checkpoint, Evidence, Finding } from "../../analysis/analysis.ts";
import type { ScoreLog } from "../../scores/score-log.ts";
import { collapseAdvice, stopNow } from "../advice.ts";
import type { Check } from "../check.ts";
import { finding, notApplicable, onsetAt, percent, text } from "../finding-parts.ts";
import { oscillation } from "../scores/oscillation.ts";
import { dominates } from "../scores/score-state.ts";
import { comparisonText, judgeAgainstReference } from "./against-reference.ts";
import { checkpointState, isCollapsed, lastJudged, stretchesOf } from "./checkpoint-state.ts";
import { collapseOnset } from "./collapse-onset.ts";
import { ALIKE_CONCENTRATION, COLLAPSED_CLOSE_PAIRS, COLLAPSED_CONCENTRATION, FEWEST_IMAGES } from "./policy.ts";

const ID = "mode-collapse";
const WHY =
  "A collapsed generator answers different inputs with almost the same image. Scores alone can not see it: in real runs the losses of a collapse often look calm.";
const BASIS = `Chance that two random samples show one mode: collapsed from ${COLLAPSED_CONCENTRATION.value} (25 diversity index), or when ${percent(COLLAPSED_CLOSE_PAIRS.value)} of the pairs are close copies. Measured: healthy sets 0.005, real images of one narrow class up to 0.022, 20 equal modes 0.045 (docs/verdicts.md).`;

export const modeCollapse: Check = {
  id: ID,
  run({ checkpoints, scores }): Finding {
    const judged = lastJudged(checkpoints);
    if (!judged) return notApplicable(ID, "Mode collapse was not judged", WHY, tooFew(checkpoints));
    const { checkpoint: last, index } = judged;
    const state = checkpointState(last);
    if (state === "blank" || state === "structureless")
      return notApplicable(
        ID,
        "Mode collapse was not judged",
        WHY,
        `The images of ${last.label} are ${state}; there is nothing whose diversity could be measured.`,
      );

    const tinted = state === "tinted";
    const share = tinted ? last.metrics.structureConcentration! : last.metrics.modeConcentration;
    const against = judgeAgainstReference(last.reference);
    const measured = {
      id: ID,
      why: WHY,
      value: against?.value ?? share.value,
      unit: against?.unit ?? (tinted ? "concentration by lightness" : "concentration"),
      interval: against ? against.interval : { low: share.low, high: share.high },
      threshold: against?.threshold ?? COLLAPSED_CONCENTRATION.value,
      basis: against?.basis ?? BASIS,
    };
    const evidence = [
      numbersOf(last),
      ...(last.reference ? comparisonText(last.reference) : []),
      ...tints(last),
      ...leadingGroups(last, index),
    ];
    const stretches = collapses(checkpoints.slice(0, index + 1));

    if (isCollapsed(state)) {
      const stretch = checkpoints.slice(stretches.at(-1)!.first, index + 1);
      const onset = collapseOnset(checkpoints, stretch);
      const healthy = checkpoints.slice(0, index).findLast((checkpoint) => checkpointState(checkpoint) === "diverse");
      const lasted = stretch.length > 1 ? [stopNow(onset.label, healthy?.label ?? null)] : [];
      return finding({
        ...measured,
        status: "fail",
        title: against
          ? `The generator has collapsed: the ${last.images} images are far less diverse than the real ones`
          : tinted
            ? `The generator has collapsed: ${last.images} images show ${distinct(share.value, "structure")} in many tints`
            : `The generator has collapsed: ${last.images} images show ${distinct(share.value, "distinct mode")}`,
        onset: checkpoints.length > 1 ? onsetAt(onset) : null,
        recovered: false,
        evidence: [...evidence, ...(onset === stretch[0] ? [] : [alikeBefore(stretch[0]!)]), ...swings(scores)],
        advice: [...lasted, ...collapseAdvice(dominates(scores, "discriminator-dominates"))],
      });
    }
    // What looked alike before the first diverse checkpoint was not trained yet; it collapsed only if it never became diverse.
    const firstDiverse = checkpoints.findIndex((checkpoint) =>
      ["diverse", "alike"].includes(checkpointState(checkpoint)),
    );
    const past = stretches.filter(({ first }) => first > firstDiverse);
    const recovered = past.length > 0;
    const history: Evidence[] = past.map(({ first, last: end }) =>
      text(`Collapsed from ${checkpoints[first]!.label} to ${checkpoints[end]!.label}, diverse again afterwards.`),
    );
    if (state === "alike")
      return finding({
        ...measured,
        threshold: against?.threshold ?? ALIKE_CONCENTRATION.value,
        status: "warn",
        title: against
          ? "The images are less diverse than the real ones"
          : "Some images are near-duplicates, more than in broad healthy sets",
        recovered: recovered ? true : null,
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
      recovered: recovered ? true : null,
      evidence: [...evidence, ...history],
    });
  },
};

/** Stretches that are collapsed or alike throughout, cut to their first and last collapsed checkpoint. */
const collapses = (checkpoints: readonly Checkpoint[]): { first: number; last: number }[] => {
  const collapsed = (index: number) => isCollapsed(checkpointState(checkpoints[index]!));
  return stretchesOf(checkpoints, "collapsed", "tinted", "alike").flatMap(({ first, last }) => {
    let [from, to] = [first, last];
    while (from <= to && !collapsed(from)) from++;
    while (to >= from && !collapsed(to)) to--;
    return from <= to ? [{ first: from, last: to }] : [];
  });
};

const NARROW: Evidence = text(
  "Pictures of one narrow class (only one digit, one kind of garment) can look this alike without a collapse; --reference would tell.",
);

const numbersOf = ({ label, images, metrics }: Checkpoint): Evidence =>
  text(
    `${label}: ${percent(metrics.duplicatePairShare.value)} of all pairs are near-duplicates and ${percent(metrics.closePairShare.value)} close copies, the largest group holds ${percent(metrics.dominantModeShare)} of ${images} images, ${metrics.diversityIndex.value.toFixed(1)} diversity index.`,
  );

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
/** Mean cosine of structure above that of appearance from which the difference is worth a sentence. */
const TINT_GAP = 0.1;

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

const alikeBefore = ({ label }: Checkpoint): Evidence =>
  text(`The images were already alike from ${label} on, but less.`);

/** 1 / concentration is the effective number; under 1.5 it is "one". */
const distinct = (concentration: number, what: string): string => {
  const modes = 1 / Math.max(concentration, 1e-3);
  return modes < 1.5 ? `about one ${what}` : `about ${Math.round(modes)} ${what}s`;
};

const leadingGroups = (checkpoint: Checkpoint, index: number): Evidence[] =>
  checkpoint.groups.length > 0
    ? [{ type: "groups", checkpoint: index, groups: checkpoint.groups.slice(0, 3).map(({ id }) => id) }]
    : [];

const tooFew = (checkpoints: readonly Checkpoint[]): string =>
  checkpoints.length === 0
    ? "No pictures were given."
    : `At least ${FEWEST_IMAGES} images per checkpoint are needed; the largest has ${Math.max(...checkpoints.map(({ images }) => images))}.`;
