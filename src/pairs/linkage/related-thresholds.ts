/** The two other similarities that follow from the near-duplicate threshold. For unit vectors the squared distance is 2 - 2s. */

/**
 * Similarity that EVERY pair of a group must reach, for near-duplicates from `threshold` on: 2t - 1, twice the squared distance.
 * Images that scatter independently around a mode lie twice as far (squared) from each other as from its centre. Measured in
 * docs/embedder.md.
 */
export const groupThreshold = (threshold: number): number => rounded(2 * threshold - 1);

/**
 * Similarity from which a pair is a close copy: (1 + t) / 2, half the squared distance. Different images of one narrow class
 * reach the near-duplicate threshold in up to 5 % of the pairs, this one in less than 1 %. Measured in docs/verdicts.md.
 */
export const closeThreshold = (threshold: number): number => rounded((1 + threshold) / 2);

const rounded = (similarity: number): number => Math.round(similarity * 1e12) / 1e12;
