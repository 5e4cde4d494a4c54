/**
 * Every threshold of the picture checks, with its unit and its source. Those of the score checks are in score-policy.ts.
 * "Measured" points to docs/verdicts.md, which has the figures and the command.
 */

/** A share must reach `value`, and be certain (95 %) to reach `low`. */
export interface Limit {
  value: number;
  low: number;
}

/** Images a checkpoint needs before it is judged. 16 images without a duplicate certify no more than 40 modes. */
export const FEWEST_IMAGES = 16;

/**
 * Chance that two random samples fall into one near-duplicate group, from which a checkpoint counts as collapsed: .04 is 25
 * diversity index, and not more than 33 for certain. Source: no training set worth generating has so few; measured: healthy
 * sets reach .005, one narrow class of real images (the digit 1) .022, 20 equal modes .045.
 */
export const COLLAPSED_CONCENTRATION: Limit = { value: 0.04, low: 0.03 };
/**
 * Pairs of close copies / all pairs from which a checkpoint counts as collapsed. Where copies vary a lot, a mode falls into
 * several groups and the concentration reads low; close copies still tell it from images that are merely alike. Measured:
 * one narrow class of real images reaches .009, one mode of 30 % of the images .027 and more.
 */
export const COLLAPSED_CLOSE_PAIRS: Limit = { value: 0.015, low: 0.01 };

/** The same two shares from which the images are alike more than in healthy broad sets (.005 and .0002): 100 diversity index. */
export const ALIKE_CONCENTRATION: Limit = { value: 0.01, low: 0.005 };
export const ALIKE_CLOSE_PAIRS: Limit = { value: 0.004, low: 0.002 };

/** Part of the run's own best diversity index under which diversity counts as lost. Source: half of a level is the usual definition of its end; measured: healthy real runs end at .87 and more. */
export const LOST_SHARE = 0.5;
/** Judged checkpoints a run needs before it is compared with its own past. */
export const FEWEST_CHECKPOINTS = 3;

/**
 * Part of a collapse's own typical concentration from which it counts as begun. Early checkpoints are alike because little is
 * learnt yet; half of the level is the usual definition of an onset.
 */
export const ONSET_LEVEL = 0.5;

/** Share of images without contrast, or without structure, from which the whole checkpoint counts as such. */
export const FAULTY_SHARE = 0.5;

/** Concentration (lower bound) from which collapse is certain, close copies or none, whatever the exact similarity threshold: three modes. */
export const CERTAIN_CONCENTRATION = 0.3;
/** Images from which a quiet result deserves medium confidence. */
export const MANY_IMAGES = 64;

/** Transitions to the end without movement from which the output counts as frozen: three checkpoints alike are no chance. */
export const FROZEN_TRANSITIONS = 2;
/** Mean similarity of a cell of a sheet to itself from which nothing moved between two checkpoints: the same picture written again. */
export const FROZEN_SIMILARITY = 0.995;
/** Share of the images that one mode must hold before and after for a hop to another mode: it is nearly all that the sheet shows. */
export const HOPPING_SHARE = 0.5;

/**
 * Against real images. Source: 34 simulated sets with the reference of their own class (docs/reference.md): samples from the
 * same source have near-duplicates in up to .035 of the images where the reference has .012, and .97 to 1.08 times its effective
 * modes (intervals from .90 to 1.20); sets with 10 % of the images in one mode have .117, with 30 % .25 and more.
 */
/** Share of samples with a near-duplicate above that of as many real images. */
export const COLLAPSED_DUPLICATES = 0.2;
export const ALIKE_DUPLICATES = 0.07;
/** Near-duplicates come in pairs; three pairs by chance, where one in a hundred images has one, are rare even in 500 images. */
export const FEWEST_DUPLICATES = 6;
/** Diversity index of the samples / of the real images under which the whole interval must lie. */
export const COLLAPSED_RATIO = 0.6;
export const ALIKE_RATIO = 0.8;
/** Part of the expected coverage and recall under which both intervals must lie. */
export const COLLAPSED_COVERED = 0.5;
/** The same for one of them, from which parts of the real images count as missing. Measured: same source .96 to 1.06. */
export const MISSED_COVERED = 0.8;
/** Share of samples that are near-duplicates of a real image from which copies are named: three times what chance gives, and this much. */
export const COPIED_SHARE = 0.05;

/** Collapsed classes that make a failure. Source: each is judged by the thresholds of a whole set, so one is one too many. */
export const COLLAPSED_CLASSES = 1;
