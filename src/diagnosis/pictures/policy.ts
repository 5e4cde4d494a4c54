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
 * LEVEL: mean distance of all pairs, as a multiple of the squared distance from which two images are near-duplicates; 1.2 is a cosine of
 * .77 with the built-in embedder. Where an average pair is that near to being near-duplicates, every image resembles every other.
 * `value` at most, and for certain (99 %) at most `high`. Source, at sheet size: full collapses of real runs 1.1 and less (19 of 20 sheets),
 * diverse real sheets 1.7 and more. The most alike class of real images has 1.2 (trousers), so of 20 draws of 16 of them 3 fail.
 */
export const COLLAPSED_LEVEL = { value: 1.2, high: 1.3 } as const;
/** The same by structure alone, where one structure comes in many tints; shapes are more alike than pictures are. */
export const COLLAPSED_STRUCTURE_LEVEL = { value: 1.15, high: 1.25 } as const;
/** The same where it only warns: nearer than diverse sheets are, as are the first blurred digits of a run and images of one plain class. */
export const ALIKE_LEVEL = 1.55;

/**
 * PATTERN: mean correlation of the pixels of two images at the same place, and of their fine detail, from which images that are alike (above)
 * are one picture. Source: full collapses of real runs have .73 and .44 and more (13 sheets), diverse real sheets up to .77 and .16 (sprites) or
 * up to .49 and .41, real images of one plain class up to .80 and .23 (trousers).
 */
export const ONE_PATTERN = { whole: 0.7, detail: 0.35 } as const;

/**
 * EXCESS: near-duplicate pairs beyond the set's own slope. .03 is 33 modes; 1/49 is what one image that holds a seventh of the samples
 * makes. Source: in 3,540 draws of 16 to 256 real images of one class or many the excess of 7 is certain to be over 1/64, of 6 over 1/49; 20 equal modes
 * have .04 to .05, one mode of 30 % .06 to .09, whatever the number of images.
 */
export const COLLAPSED_EXCESS: Limit = { value: 0.03, low: 1 / 49 };
/** Real images of many classes of plain garments have up to .014. */
export const ALIKE_EXCESS = 0.02;
/** The same by structure alone, surer: shapes without their colours are more alike by chance. 1/49 is one image with a seventh of the samples. */
export const COLLAPSED_STRUCTURE_EXCESS: Limit = { value: 0.03, low: 1 / 49 };

/**
 * PEAK: close copies, and their part of the near-duplicate pairs. It sees modes of one narrow class, whose slope is steep: the part is .05 to
 * .3 for real classes (garments, the digit 1) and .4 and more for repeated images. .02 is 50 modes of exact copies.
 */
export const COLLAPSED_COPIES: Limit = { value: 0.02, low: 0.01 };
export const COLLAPSED_PEAK = 0.4;
export const ALIKE_COPIES = 0.004;
export const ALIKE_PEAK = 0.25;
/** Close copies, in pairs: in 25 images two happen by chance. */
export const FEWEST_COPIES = 3;

/**
 * Images in components that are no groups / images in groups, from which alike images form chains of small steps. Measured: 20 modes have 0
 * chained images, a walk through the latent space all. Copies that vary chain too (5 modes of plain garments, the digit 1), but an image
 * of such a mode has an eighth of the samples near it, a step of a walk a few (8 %).
 */
export const CHAINED = { images: 0.5, nearOne: 1 / 8 } as const;

/** Share of the pairs that is certain to be repeated from which one checkpoint is enough to call a run collapsed: 20 modes. */
export const STRONG_SHARE = 0.05;
/**
 * Evidence that makes a run collapsed: a strongly collapsed checkpoint, or two weak ones. A diverse one takes one part of it away, and
 * before the alarm one that is merely alike takes `fading`, so that one odd sheet is not remembered for ever.
 */
export const ALARM = { weak: 1, strong: 2, raisedFrom: 2, fading: 0.5 } as const;
/** Evidence kept at most, and checkpoints that add one part to it: a long collapse is not over after a lucky sheet or two. */
export const MEMORY = { most: 3, checkpointsPerPart: 10 } as const;
/** Up to which a run has only begun. Source: the first sheets of healthy runs are noise or one blob as often as not. */
export const BEGINNING = { epoch: 1, step: 0 } as const;

/** Part of the run's own best diversity index under which diversity counts as lost. Source: half of a level is the usual definition of its end; measured: healthy real runs end at .70 and more. */
export const LOST_SHARE = 0.5;
/** Judged checkpoints a run needs before it is compared with its own past. */
export const FEWEST_CHECKPOINTS = 3;

/** Share of images without contrast, or without structure, from which the whole checkpoint counts as such. */
export const FAULTY_SHARE = 0.5;
/** Share of noise from which a sheet is warned of: single textured pictures look like noise (5 of 50 of a sheet of batik). */
export const TOLD_NOISE = 0.15;

/** Images from which a quiet result deserves medium confidence. */
export const MANY_IMAGES = 64;

/** Transitions to the end without movement from which the output counts as frozen: three checkpoints alike are no chance. */
export const FROZEN_TRANSITIONS = 2;
/** Mean similarity of a cell of a sheet to itself from which nothing moved between two checkpoints: the same picture written again. */
export const FROZEN_SIMILARITY = 0.995;
/** Share of the images that one mode must hold before and after for a hop to another mode: it is nearly all that the sheet shows. */
export const HOPPING_SHARE = 0.5;

/**
 * Against real images. Source: 34 simulated sets with the reference of their own class (docs/reference.md): samples from the same source
 * repeat 0 to .1 % of the pairs beyond the real images and have .94 to 1.08 times their diversity index (intervals from .84 to 1.20).
 */
/** Pairs that repeat a mode beyond the real images, where the samples also repeat beyond their own slope: with both scales less certainty will do. */
export const REPEATED: Limit = { value: 0.03, low: 0.01 };
/** Repeats beyond the real images that are worth a warning: eight times what samples of the same source have. */
export const ALIKE_REPEATED = 0.008;
/** Diversity index of the samples / of the real images under which the whole interval must lie. */
export const COLLAPSED_RATIO = 0.6;
export const ALIKE_RATIO = 0.8;
/** Part of the expected coverage and recall under which both intervals must lie. */
export const COLLAPSED_COVERED = 0.5;
/** The same for one of them, from which parts of the real images count as missing. Measured: same source .96 to 1.02. */
export const MISSED_COVERED = 0.8;
/** Part of the expected coverage from which every real image has its sample: a low recall alone is then no missing part. */
export const NEARLY_COVERED = 0.9;
/** Share of samples that are near-duplicates of a real image from which copies are named: three times what chance gives, and this much. */
export const COPIED_SHARE = 0.05;

/** Collapsed classes that make a failure. Source: each is judged by the thresholds of a whole set, so one is one too many. */
export const COLLAPSED_CLASSES = 1;

/** Confidence of a layout under which it carries no failure. Source: below it stand the layouts of which nothing but the size of the picture speaks (docs/layouts.md). */
export const SURE_LAYOUT = 0.7;
