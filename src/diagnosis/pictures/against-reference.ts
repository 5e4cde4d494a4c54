/** What the comparison with real images says about one set of samples. */
import type { Calibrated, Evidence, ReferenceComparison } from "../../analysis/analysis.ts";
import { percent, text } from "../finding-parts.ts";
import { type DecidingFigure, isCollapsed, type Judgement } from "./likeness.ts";
import {
  ALIKE_RATIO,
  ALIKE_REPEATED,
  COLLAPSED_COVERED,
  COLLAPSED_EXCESS,
  COLLAPSED_RATIO,
  FEWEST_IMAGES,
  type Limit,
  REPEATED,
  STRONG_SHARE,
} from "./policy.ts";

/**
 * A collapse shows in the samples themselves; real images tell whether it is one. What they alone say (less diverse, parts not reached)
 * is a collapse only of images as good as real ones: a generator that has not learnt enough yet reads the same.
 * @param own what the samples say by themselves
 * @returns null when the comparison was not made, or on too few images
 */
export const judgeAgainstReference = (reference: ReferenceComparison | undefined, own: Judgement): Judgement | null => {
  if (!isCompared(reference)) return null;
  const { repeatShare, diversityRatio, coverage, recall, precision } = reference;
  const under = (limit: number) => diversityRatio.high !== null && diversityRatio.high < limit;
  const repeats = ({ value, low }: Limit) => repeatShare.value >= value && repeatShare.low >= low;
  const areGood = precision !== undefined && precision.value >= COLLAPSED_COVERED * precision.expected;
  const isMissed =
    coverage !== undefined &&
    recall !== undefined &&
    falls(coverage, COLLAPSED_COVERED) &&
    falls(recall, COLLAPSED_COVERED);
  const ofRepeats = (threshold: number): DecidingFigure => ({
    value: repeatShare.value,
    unit: "share of pairs that repeat a mode",
    interval: { low: repeatShare.low, high: repeatShare.high },
    threshold,
    basis: `Near-duplicate pairs beyond those of the real images; collapsed from ${percent(COLLAPSED_EXCESS.value)} on (docs/reference.md).`,
  });
  const ofRatio = (threshold: number): DecidingFigure => ({
    value: diversityRatio.value,
    unit: "times the diversity index of the real images",
    interval: { low: diversityRatio.low, high: diversityRatio.high },
    threshold,
    basis:
      "Diversity index of the samples / of the real images. Measured: samples like the real images read 0.94 to 1.08 (docs/reference.md).",
  });
  const says = (state: Judgement["state"], figure: DecidingFigure): Judgement => ({
    state,
    by: "repeats",
    isStrong: state === "collapsed" && repeatShare.low >= STRONG_SHARE,
    figure,
  });

  // As alike as the real images are: a narrow domain.
  const isNatural = repeatShare.low === 0 && !under(ALIKE_RATIO);
  if (isCollapsed(own.state) && !isNatural)
    return own.by === "level" || own.by === "pattern" ? own : says("collapsed", ofRepeats(COLLAPSED_EXCESS.value));
  if (repeats(REPEATED) && own.state !== "diverse") return says("collapsed", ofRepeats(REPEATED.value));
  if (areGood && isMissed && under(COLLAPSED_RATIO)) return says("collapsed", ofRatio(COLLAPSED_RATIO));
  if (repeats({ value: ALIKE_REPEATED, low: Number.MIN_VALUE })) return says("alike", ofRepeats(ALIKE_REPEATED));
  if (under(ALIKE_RATIO)) return says("alike", ofRatio(ALIKE_RATIO));
  return says("diverse", ofRepeats(COLLAPSED_EXCESS.value));
};

type Compared = ReferenceComparison &
  Required<Pick<ReferenceComparison, "duplicates" | "repeatShare" | "diversityRatio">>;

/** Enough was compared to judge by it. */
export const isCompared = (reference: ReferenceComparison | undefined): reference is Compared =>
  reference?.duplicates !== undefined &&
  reference.repeatShare !== undefined &&
  reference.diversityRatio !== undefined &&
  reference.equalSize >= FEWEST_IMAGES;

/** The whole interval lies under this part of the null expectation. */
export const falls = ({ high, expected }: Calibrated, part: number): boolean => high !== null && high < part * expected;

/** The comparison in one sentence. */
export const comparisonText = ({ duplicates, diversityRatio }: ReferenceComparison): Evidence[] => {
  const parts = [
    ...(duplicates
      ? [
          `${percent(duplicates.samples)} of the samples have a near-duplicate among themselves, of as many real images ${percent(duplicates.reference)}`,
        ]
      : []),
    ...(diversityRatio
      ? [
          `${diversityRatio.value.toFixed(2)} (${diversityRatio.low.toFixed(2)} to ${diversityRatio.high?.toFixed(2) ?? "?"}) times the diversity index of the real images`,
        ]
      : []),
  ];
  return parts.length > 0 ? [text(`Against the real images: ${parts.join("; ")}.`)] : [];
};
