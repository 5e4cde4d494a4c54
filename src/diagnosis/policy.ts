/** Every threshold of the picture checks, with its unit and its source. Those of the score checks are in score-policy.ts. */

/** Images a checkpoint needs before it is judged. 16 images without a duplicate certify no more than 40 modes. */
export const FEWEST_IMAGES = 16;

/**
 * Chance that two random samples are near-duplicates, from which a checkpoint counts as collapsed: 1 / 0.1 = 10 effective
 * distinct modes. Source: measured with the built-in embedder on public runs, sheets seen as diverse by eye stayed under .08
 * (most under .03), fully collapsed ones lay between .6 and 1.
 */
export const COLLAPSED_PAIR_SHARE = 0.1;
/** Largest near-duplicate group / images from which a checkpoint counts as collapsed. Same source: diverse sheets stayed under .19 (3 of 16 images), most under .1. */
export const COLLAPSED_DOMINANT_SHARE = 0.25;

/**
 * Part of a collapse's own typical pair share from which it counts as begun. Early checkpoints are alike because little is
 * learnt yet; half of the level is the usual definition of an onset.
 */
export const ONSET_LEVEL = 0.5;

/** The same two shares from which a checkpoint is suspicious: above what diverse grids reach, below a clear collapse. */
export const SUSPICIOUS_PAIR_SHARE = 0.03;
export const SUSPICIOUS_DOMINANT_SHARE = 0.12;

/** Share of images without contrast, or without structure, from which the whole checkpoint counts as such. */
export const FAULTY_SHARE = 0.5;

/** Pair share (lower bound) from which collapse is certain whatever the exact similarity threshold. */
export const CERTAIN_PAIR_SHARE = 0.3;
/** Images from which a quiet result deserves medium confidence. */
export const MANY_IMAGES = 64;
