/** Mode collapse: many almost identical images although the inputs were different. */
import type { Checkpoint, Evidence, Finding } from "../analysis.ts";
import type { Check } from "./check.ts";
import { notApplicable, onsetAt, percent } from "./finding-parts.ts";
import { pictureState, stretchesOf } from "./picture-state.ts";
import {
  COLLAPSED_DOMINANT_SHARE,
  COLLAPSED_PAIR_SHARE,
  FEWEST_IMAGES,
  ONSET_LEVEL,
  SUSPICIOUS_DOMINANT_SHARE,
  SUSPICIOUS_PAIR_SHARE,
} from "./policy.ts";

const ID = "mode-collapse";
const WHY =
  "A collapsed generator answers different inputs with almost the same image. Scores alone can not see it: in real runs the losses of a collapse often look calm.";
const BASIS = `Share of image pairs that are near-duplicates; collapsed from ${COLLAPSED_PAIR_SHARE} (10 effective distinct modes) or when one group holds ${percent(COLLAPSED_DOMINANT_SHARE)} of the images. With the embedder before this one, public GAN sheets that people saw as diverse stayed under 0.08, most under 0.03.`;
const ADVICE = [
  "Use a larger input (latent) dimension.",
  "Use more filters in the generator's convolution layers.",
  "Flip the labels of some of the real images (one-sided) while training the discriminator.",
];

const isSuspicious = ({ metrics }: Checkpoint): boolean =>
  metrics.duplicatePairShare.value >= SUSPICIOUS_PAIR_SHARE || metrics.dominantModeShare >= SUSPICIOUS_DOMINANT_SHARE;

export const modeCollapse: Check = {
  id: ID,
  run({ checkpoints }): Finding {
    const lastIndex = checkpoints.findLastIndex((checkpoint) => pictureState(checkpoint) !== "unknown");
    const last = checkpoints[lastIndex];
    if (!last) return notApplicable(ID, "Mode collapse was not judged", WHY, tooFew(checkpoints));
    const state = pictureState(last);
    if (state === "blank" || state === "structureless")
      return notApplicable(
        ID,
        "Mode collapse was not judged",
        WHY,
        `The images of ${last.label} are ${state}; there is nothing whose diversity could be measured.`,
      );

    const { duplicatePairShare: share, dominantModeShare, effectiveModes } = last.metrics;
    const measured = {
      id: ID,
      why: WHY,
      value: share.value,
      unit: "share of pairs",
      interval: { low: share.low, high: share.high },
      threshold: COLLAPSED_PAIR_SHARE,
      basis: BASIS,
    };
    const numbers: Evidence = {
      type: "text",
      text: `${last.label}: ${percent(share.value)} of all pairs are near-duplicates, the largest group holds ${percent(dominantModeShare)} of ${last.images} images, ${effectiveModes.value.toFixed(1)} effective modes.`,
    };
    const evidence = last.groups.length > 0 ? [numbers, leadingGroups(last, lastIndex)] : [numbers];
    // What looked alike before the first diverse checkpoint was not trained yet; it collapsed only if it never became diverse.
    const firstDiverse = checkpoints.findIndex((checkpoint) => pictureState(checkpoint) === "diverse");
    const stretches = stretchesOf(checkpoints, "collapsed");

    if (state === "collapsed") {
      const stretch = checkpoints.slice(stretches.at(-1)!.first, lastIndex + 1);
      const onset = beginningOf(stretch);
      return {
        ...measured,
        status: "fail",
        title: `The generator has collapsed: ${last.images} images show about ${distinctModes(share.value)}`,
        onset: onsetAt(onset),
        recovered: false,
        evidence: onset === stretch[0] ? evidence : [...evidence, alikeBefore(stretch[0]!)],
        advice: ADVICE,
      };
    }
    const past = stretches.filter(({ first }) => firstDiverse !== -1 && first > firstDiverse);
    const recovered = past.length > 0;
    const history: Evidence[] = past.map(({ first, last: end }) => ({
      type: "text",
      text: `Collapsed from ${checkpoints[first]!.label} to ${checkpoints[end]!.label}, diverse again afterwards.`,
    }));
    if (isSuspicious(last))
      return {
        ...measured,
        status: "warn",
        title: "Some images are near-duplicates, more than in diverse runs",
        onset: null,
        recovered: recovered ? true : null,
        evidence: [
          ...evidence,
          ...history,
          {
            type: "text",
            text: "Pictures of one narrow class (only one digit, one kind of garment) can look this alike without a collapse.",
          },
        ],
        advice: ADVICE,
      };
    return {
      ...measured,
      status: "pass",
      title: recovered ? "The images are diverse again after an earlier collapse" : "The images are diverse",
      onset: null,
      recovered: recovered ? true : null,
      evidence: [...evidence, ...history],
      advice: [],
    };
  },
};

/** The first checkpoint of a collapse that reaches half of its median level. */
const beginningOf = (collapsed: readonly Checkpoint[]): Checkpoint => {
  const share = ({ metrics }: Checkpoint) => metrics.duplicatePairShare.value;
  const shares = collapsed.map(share).sort((a, b) => a - b);
  const typical = shares[Math.floor(shares.length / 2)]!;
  return collapsed.find((checkpoint) => share(checkpoint) >= ONSET_LEVEL * typical)!;
};

const alikeBefore = ({ label }: Checkpoint): Evidence => ({
  type: "text",
  text: `The images were already alike from ${label} on, but less.`,
});

/** 1 / pair share is the effective number of distinct modes; under 1.5 it is "one". */
const distinctModes = (pairShare: number): string =>
  1 / pairShare < 1.5 ? "one mode" : `${Math.round(1 / pairShare)} distinct modes`;

const leadingGroups = (checkpoint: Checkpoint, index: number): Evidence => ({
  type: "groups",
  checkpoint: index,
  groups: checkpoint.groups.slice(0, 3).map(({ id }) => id),
});

const tooFew = (checkpoints: readonly Checkpoint[]): string =>
  checkpoints.length === 0
    ? "No pictures were given."
    : `At least ${FEWEST_IMAGES} images per checkpoint are needed; the largest has ${Math.max(...checkpoints.map(({ images }) => images))}.`;
