/** Every threshold of the score checks, with its unit and its source. */

/**
 * Windows of the medians: a log is cut into this many, each of 5 % of it. Source: measured on 64 labelled public logs;
 * shorter windows follow the swings of single batches.
 */
export const WINDOWS = 20;
/** Rows below which no lead can be called lasting. */
export const FEWEST_ROWS = 10;
/** Share of the log in which a winning discriminator means nothing: it starts ahead in healthy runs too. */
export const WARM_UP_SHARE = 0.05;

/** The discriminator dominates when the generator's score is under and the discriminator's above. Source: "near 0" and "near 1" of MATLAB's "Monitor GAN Training Progress", set so that 11 of 11 good logistic runs stay out. */
export const DISCRIMINATOR_DOMINATES = { generatorBelow: 0.05, discriminatorAbove: 0.95 } as const;
/**
 * Real images have a smoothed label where the highest answers to them (this quantile of the log) lie between `least` and `most`, and this
 * share of the answers within `within` of them while the generator's score is under the limit above: the score that a dominating
 * discriminator must reach is then a share of what it can reach. Source: labels of .9 (Salimans et al. 2016), .8, and random ones of .7
 * to 1.2; at a label means of batches of 64 stand still, elsewhere they swing.
 */
export const SMOOTHED_LABEL = { quantile: 0.98, least: 0.75, most: 0.97, within: 0.015, share: 0.75 } as const;
/**
 * Losses that give no scores still show a discriminator without any error. A hinge loss is 0 only when every image lies beyond
 * its margin; a least-squares loss when every answer equals its label, while the generator's stands at .5 or 1. Source: healthy
 * hinge logs end at .15 and more, those whose discriminator has won under .01 (labelled public logs).
 */
export const SATURATED_LOSS = { hinge: 0.02, leastSquares: 0.01, generatorWithin: 0.05 } as const;
/**
 * Losses on real and on generated images that add up to less than this mean a discriminator that is always right, whether they are
 * cross-entropy, squares or hinge. Source: Jensen bounds p_fake by 1 - exp(-.02); the hinge's limit above is the same.
 */
export const SATURATED_HALVES = 0.02;
/**
 * A total of an unknown kind shows the same where it is under that limit and the generator's loss over -ln .05, the score at which a
 * discriminator dominates: lost under cross-entropy and hinge alike.
 */
export const SATURATED_UNSTATED = { discriminatorBelow: 0.02, generatorAbove: 3 } as const;
/** The generator dominates when its score is above the first, or above the second while the discriminator is under the third. Same source. */
export const GENERATOR_DOMINATES = { generatorAbove: 0.95, orAbove: 0.8, discriminatorBelow: 0.3 } as const;
/** Share of the log that a state must hold to count as lasting ("many iterations"), and must be left to count as lost. */
export const LASTING_SHARE = 0.1;
/**
 * Share of the log, up to its end, that a dominance must hold before it fails a run whose pictures were not judged: most of what was
 * trained. Source: DCGANs whose discriminator is ahead in the last quarter only, with swings, still make good pictures.
 */
export const NEVER_RECOVERED_SHARE = 0.5;
/** Sound rows after which broken numbers count as over: this many, or 5 % of a shorter log. A weight that is NaN gives no sound row at all; skipped batches do. */
export const SOUND_ROWS = 10;
/** Part of the run before which a winning generator has probably learnt one simple feature. */
export const EARLY_SHARE = 0.1;

/** Losses diverge when the median of a window exceeds this many times the median of the run before it ... */
export const EXPLOSION_FACTOR = 20;
/** ... and this absolute value: cross-entropy losses of tens are saturated, not unusual. */
export const EXPLOSION_FLOOR = 50;
/** Windows in a row that must be so. */
export const EXPLOSION_WINDOWS = 3;

/** Scores of a run in balance, at the end of the log. Source: the healthy runs with probabilities end at .04-.47 and .53-.96; these are the middles. */
export const BALANCED = { generator: [0.1, 0.5], discriminator: [0.5, 0.9] } as const;

/** Last FID / best FID from which quality counts as lost, and values needed to say so. Source: the label "collapsed" of 64 public logs. */
export const LOST_QUALITY_FACTOR = 2;
/** The same from which the run has failed: no swing of a healthy log reaches it. */
export const FAILED_QUALITY_FACTOR = 3;
export const FEWEST_METRIC_VALUES = 5;
/**
 * A FID outranks the scores where its last values lie within the first factor of its best, and that is worth something: it fell to a
 * share of its first value, or lies under a level. Source: the 21 healthy public logs end at 1.21 times their best and less, and at .48
 * of their first value and less; the one that never trained stays at .68 of it, at 159.
 */
export const HOLDING_FID = { factor: 1.25, fellTo: 0.5, orUnder: 50 } as const;

/** Autocorrelation of the generator's loss without its trend, and its amplitude, from which it counts as oscillating. Source: "period of some 25 updates" of collapsing runs (Brownlee 2019); supporting evidence only. */
export const OSCILLATION = { correlation: 0.5, amplitude: 1 } as const;
