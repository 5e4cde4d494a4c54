/** What the comparison with real images says about one set of samples. */
import type { Calibrated, Evidence, ReferenceComparison } from "../../analysis/analysis.ts";
import { percent, text } from "../finding-parts.ts";
import {
  ALIKE_DUPLICATES,
  ALIKE_RATIO,
  COLLAPSED_COVERED,
  COLLAPSED_DUPLICATES,
  COLLAPSED_RATIO,
  FEWEST_DUPLICATES,
  FEWEST_IMAGES,
} from "./policy.ts";

type ReferenceState = "diverse" | "alike" | "collapsed";

/** The figure that decides, as a finding shows it. */
export interface DecidingFigure {
  state: ReferenceState;
  value: number;
  unit: string;
  interval: { low: number; high: number | null } | null;
  threshold: number;
  basis: string;
}

/** null when the comparison was not made, or on too few images. */
export const judgeAgainstReference = (reference: ReferenceComparison | undefined): DecidingFigure | null => {
  if (!reference?.duplicates || !reference.diversityRatio || reference.equalSize < FEWEST_IMAGES) return null;
  const { duplicates, diversityRatio, coverage, recall, equalSize } = reference;
  const excess = duplicates.samples - duplicates.reference;
  const enough = excess * equalSize >= FEWEST_DUPLICATES;
  const ofDuplicates = (state: ReferenceState, limit: number): DecidingFigure => ({
    state,
    value: duplicates.samples,
    unit: "share of samples with a near-duplicate",
    interval: null,
    threshold: limit + duplicates.reference,
    basis: `Samples with a near-duplicate among ${equalSize}, where ${percent(duplicates.reference)} of as many real images have one; collapsed from ${percent(COLLAPSED_DUPLICATES)} more than the real images. Measured: samples like the real images reach 3.5 % (docs/reference.md).`,
  });
  const ofRatio = (state: ReferenceState, threshold: number): DecidingFigure => ({
    state,
    value: diversityRatio.value,
    unit: "times the diversity index of the real images",
    interval: { low: diversityRatio.low, high: diversityRatio.high },
    threshold,
    basis: `Diversity index of the samples / of the real images; collapsed when the whole interval lies under ${COLLAPSED_RATIO}. Measured: samples like the real images read 0.97 to 1.08 (docs/reference.md).`,
  });
  const under = (limit: number) => diversityRatio.high !== null && diversityRatio.high < limit;

  if (enough && excess >= COLLAPSED_DUPLICATES) return ofDuplicates("collapsed", COLLAPSED_DUPLICATES);
  if (under(COLLAPSED_RATIO)) return ofRatio("collapsed", COLLAPSED_RATIO);
  if (coverage && recall && falls(coverage, COLLAPSED_COVERED) && falls(recall, COLLAPSED_COVERED))
    return {
      state: "collapsed",
      value: coverage.value,
      unit: "share of the real images covered",
      interval: { low: coverage.low, high: coverage.high },
      threshold: COLLAPSED_COVERED * coverage.expected,
      basis: `Coverage and recall under ${percent(COLLAPSED_COVERED)} of what a perfect generator reads (${coverage.expected.toFixed(2)} and ${recall.expected.toFixed(2)}).`,
    };
  if (enough && excess >= ALIKE_DUPLICATES) return ofDuplicates("alike", ALIKE_DUPLICATES);
  return under(ALIKE_RATIO) ? ofRatio("alike", ALIKE_RATIO) : ofRatio("diverse", COLLAPSED_RATIO);
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
