/** What the comparison with real images says about one set of samples. */
import type { Calibrated, Estimate, Evidence, ReferenceComparison } from "../../analysis/analysis.ts";
import { percent, text } from "../finding-parts.ts";
import type { DecidingFigure } from "./likeness.ts";
import {
  ALIKE_DUPLICATES,
  ALIKE_EXCESS,
  ALIKE_RATIO,
  COLLAPSED_COVERED,
  COLLAPSED_DUPLICATES,
  COLLAPSED_EXCESS,
  COLLAPSED_RATIO,
  FEWEST_DUPLICATES,
  FEWEST_IMAGES,
} from "./policy.ts";

export interface AgainstReference {
  state: "diverse" | "alike" | "collapsed";
  by: "repeats";
  figure: DecidingFigure;
}

/** null when the comparison was not made, or on too few images. */
export const judgeAgainstReference = (reference: ReferenceComparison | undefined): AgainstReference | null => {
  if (!reference?.duplicates || !reference.diversityRatio || reference.equalSize < FEWEST_IMAGES) return null;
  const { duplicates, repeatShare, diversityRatio, coverage, recall, equalSize } = reference;
  const excess = duplicates.samples - duplicates.reference;
  const enough = excess * equalSize >= FEWEST_DUPLICATES;
  const says = (state: AgainstReference["state"], figure: DecidingFigure): AgainstReference => ({
    state,
    by: "repeats",
    figure,
  });
  const ofDuplicates = (limit: number): DecidingFigure => ({
    value: duplicates.samples,
    unit: "share of samples with a near-duplicate",
    interval: null,
    threshold: limit + duplicates.reference,
    basis: `Samples with a near-duplicate among ${equalSize}, where ${percent(duplicates.reference)} of as many real images have one; collapsed from ${percent(COLLAPSED_DUPLICATES)} more than the real images.`,
  });
  const ofRepeats = (share: Estimate, limit: number): DecidingFigure => ({
    value: share.value,
    unit: "share of pairs that repeat a mode",
    interval: { low: share.low, high: share.high },
    threshold: limit,
    basis: `Near-duplicate pairs beyond those of the real images; collapsed from ${percent(COLLAPSED_EXCESS.value)} on (docs/reference.md).`,
  });
  const ofRatio = (threshold: number): DecidingFigure => ({
    value: diversityRatio.value,
    unit: "times the diversity index of the real images",
    interval: { low: diversityRatio.low, high: diversityRatio.high },
    threshold,
    basis: `Diversity index of the samples / of the real images; collapsed when the whole interval lies under ${COLLAPSED_RATIO}. Measured: samples like the real images read 0.97 to 1.08 (docs/reference.md).`,
  });
  const under = (limit: number) => diversityRatio.high !== null && diversityRatio.high < limit;
  const repeats = (value: number, low: number) =>
    repeatShare !== undefined && repeatShare.value >= value && repeatShare.low >= low;

  if (repeats(COLLAPSED_EXCESS.value, COLLAPSED_EXCESS.low))
    return says("collapsed", ofRepeats(repeatShare!, COLLAPSED_EXCESS.value));
  if (enough && excess >= COLLAPSED_DUPLICATES) return says("collapsed", ofDuplicates(COLLAPSED_DUPLICATES));
  if (under(COLLAPSED_RATIO)) return says("collapsed", ofRatio(COLLAPSED_RATIO));
  if (coverage && recall && falls(coverage, COLLAPSED_COVERED) && falls(recall, COLLAPSED_COVERED))
    return says("collapsed", {
      value: coverage.value,
      unit: "share of the real images covered",
      interval: { low: coverage.low, high: coverage.high },
      threshold: COLLAPSED_COVERED * coverage.expected,
      basis: `Coverage and recall under ${percent(COLLAPSED_COVERED)} of what a perfect generator reads (${coverage.expected.toFixed(2)} and ${recall.expected.toFixed(2)}).`,
    });
  if (repeats(ALIKE_EXCESS, Number.MIN_VALUE)) return says("alike", ofRepeats(repeatShare!, ALIKE_EXCESS));
  if (enough && excess >= ALIKE_DUPLICATES) return says("alike", ofDuplicates(ALIKE_DUPLICATES));
  if (under(ALIKE_RATIO)) return says("alike", ofRatio(ALIKE_RATIO));
  return says("diverse", repeatShare ? ofRepeats(repeatShare, COLLAPSED_EXCESS.value) : ofRatio(COLLAPSED_RATIO));
};

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
