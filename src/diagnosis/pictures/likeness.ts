/** The one rule of collapse: what the similarities of a set say, and the number that says it. */
import type { CheckpointMetrics, Estimate, SharedPatternFigures } from "../../analysis/analysis.ts";
import type { CheckpointState } from "../check.ts";
import {
  ALIKE_COPIES,
  ALIKE_EXCESS,
  ALIKE_LEVEL,
  ALIKE_PEAK,
  COLLAPSED_COPIES,
  COLLAPSED_EXCESS,
  COLLAPSED_LEVEL,
  COLLAPSED_PEAK,
  COLLAPSED_STRUCTURE_EXCESS,
  COLLAPSED_STRUCTURE_LEVEL,
  FEWEST_COPIES,
  type Limit,
  ONE_PATTERN,
  STRONG_SHARE,
} from "./policy.ts";

/** How alike the images are at one threshold. */
export interface Likeness {
  excessPairShare: Share;
  closePairShare: Share;
  duplicatePairShare: Pick<Estimate, "value">;
}
type Share = Pick<Estimate, "value" | "low">;

/** The number that decides, as a finding shows it. */
export interface DecidingFigure {
  value: number;
  unit: string;
  interval: { low: number; high: number | null } | null;
  threshold: number;
  basis: string;
}

export interface Judgement {
  state: "collapsed" | "tinted" | "alike" | "diverse";
  /** Enough by itself to call a run collapsed. */
  isStrong: boolean;
  /** What triggered: everything resembles everything, or shows one pattern whose details vary; images are repeated, or copies make a peak. */
  by: "level" | "pattern" | "repeats" | "copies";
  figure: DecidingFigure;
}

const BASIS = {
  level:
    "Mean cosine of all pairs: does every image resemble every other? Measured: full collapses 0.79 and more, real images of one class up to 0.67 (trousers 0.76), diverse sheets up to 0.67 (docs/verdicts.md).",
  repeats:
    "Near-duplicate pairs beyond what the images' own unlike pairs lead to expect. Measured: real images of one class or many 0 to 0.01, 20 equal modes 0.045, one mode of 30 % 0.06 to 0.09, at any number of images (docs/verdicts.md).",
  pattern:
    "Mean correlation of the pixels of two images at the same place, and 0.35 or more of their fine detail, where the mean similarity leaves it open. Measured: full collapses 0.73 and 0.44 and more, real images of one class up to 0.80 and 0.23, diverse sheets up to 0.77 and 0.16 (docs/verdicts.md).",
  copies:
    "Pairs of close copies, where they are a peak among the near-duplicates. Measured: 0.05 to 0.3 of the near-duplicates in one class of real images, 0.7 to 0.9 in 20 modes of one class (docs/verdicts.md).",
} as const;

/** Collapsed in colour, or in structure alone. */
export const isCollapsed = (state: CheckpointState): boolean => state === "collapsed" || state === "tinted";

/** Normal quantiles, 99 % / 95 %. */
const SURER = 2.5758 / 1.96;

export const judgeLikeness = (metrics: CheckpointMetrics, images: number, likeness: Likeness): Judgement => {
  const { excessPairShare: excess, closePairShare: close, duplicatePairShare: near } = likeness;
  const { meanSimilarity: level, parts, structureExcess } = metrics;
  const peak = (part: number) => close.value >= part * near.value;
  const ofLevel = (distance: number) => levelFigure(level, metrics.threshold, distance);
  const ofExcess = shareFigure(metrics.excessPairShare, "share of pairs that repeat a mode", COLLAPSED_EXCESS.value);
  const ofCopies = shareFigure(metrics.closePairShare, "share of pairs that are close copies", COLLAPSED_COPIES.value);
  const copies = Math.round((close.value * images * (images - 1)) / 2);
  const strong = [excess, close].some(({ low }) => low >= STRONG_SHARE);

  if (isLevel(level, metrics.threshold, COLLAPSED_LEVEL))
    return { state: "collapsed", isStrong: true, by: "level", figure: ofLevel(COLLAPSED_LEVEL.value) };
  const { sharedPattern: pattern } = metrics;
  const isOpen = levelIsOpen(metrics);
  if (pattern && isOpen && pattern.whole >= ONE_PATTERN.whole && pattern.detail >= ONE_PATTERN.detail)
    return { state: "collapsed", isStrong: true, by: "pattern", figure: patternFigure(pattern) };
  if (reaches(excess, COLLAPSED_EXCESS))
    return { state: "collapsed", isStrong: strong, by: "repeats", figure: ofExcess };
  if (reaches(close, COLLAPSED_COPIES) && peak(COLLAPSED_PEAK))
    return { state: "collapsed", isStrong: strong, by: "copies", figure: ofCopies };
  if (parts && isLevel(parts.structure, metrics.threshold, COLLAPSED_STRUCTURE_LEVEL))
    return {
      state: "tinted",
      isStrong: true,
      by: "level",
      figure: levelFigure(parts.structure, metrics.threshold, COLLAPSED_STRUCTURE_LEVEL.value, " by structure"),
    };
  if (structureExcess && reaches(structureExcess, COLLAPSED_STRUCTURE_EXCESS))
    return {
      state: "tinted",
      isStrong: structureExcess.low >= STRONG_SHARE,
      by: "repeats",
      figure: shareFigure(structureExcess, "share of pairs that repeat a structure", COLLAPSED_STRUCTURE_EXCESS.value),
    };
  if (isOpen) return { state: "alike", isStrong: false, by: "level", figure: ofLevel(ALIKE_LEVEL) };
  const isExcess = (share: Share | undefined) => share !== undefined && share.value >= ALIKE_EXCESS && share.low > 0;
  if (isExcess(excess) || isExcess(structureExcess))
    return { state: "alike", isStrong: false, by: "repeats", figure: { ...ofExcess, threshold: ALIKE_EXCESS } };
  if (close.value >= ALIKE_COPIES && copies >= FEWEST_COPIES && peak(ALIKE_PEAK))
    return { state: "alike", isStrong: false, by: "copies", figure: { ...ofCopies, threshold: ALIKE_COPIES } };
  return { state: "diverse", isStrong: false, by: "repeats", figure: ofExcess };
};

/** The images are more alike than those of diverse sheets, and less than those of most collapses. */
export const levelIsOpen = ({ meanSimilarity: level, threshold }: CheckpointMetrics): boolean =>
  level.value >= levelAt(ALIKE_LEVEL, threshold) && !isLevel(level, threshold, COLLAPSED_LEVEL);

const patternFigure = ({ whole }: SharedPatternFigures): DecidingFigure => ({
  value: whole,
  unit: "mean correlation of pixels at the same place",
  interval: null,
  threshold: ONE_PATTERN.whole,
  basis: BASIS.pattern,
});

const reaches = (share: Share, { value, low }: Limit): boolean => share.value >= value && share.low >= low;

/** The mean cosine at which pairs lie `distance` times as far (squared) from each other as near-duplicates of `threshold` do. */
const levelAt = (distance: number, threshold: number): number => 1 - distance * (1 - threshold);

const isLevel = ({ value, low }: Estimate, threshold: number, limit: { value: number; high: number }): boolean =>
  value >= levelAt(limit.value, threshold) && value - SURER * (value - low) >= levelAt(limit.high, threshold);

const levelFigure = (level: Estimate, threshold: number, distance: number, how = ""): DecidingFigure => ({
  value: level.value,
  unit: `mean similarity${how}`,
  interval: { low: level.low, high: level.high },
  threshold: levelAt(distance, threshold),
  basis: BASIS.level,
});

const shareFigure = (share: Estimate, unit: string, threshold: number): DecidingFigure => ({
  value: share.value,
  unit,
  interval: { low: share.low, high: share.high },
  threshold,
  basis: unit.includes("copies") ? BASIS.copies : BASIS.repeats,
});
