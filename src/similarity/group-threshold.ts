/**
 * Similarity that EVERY pair of a group must reach, for near-duplicates from `threshold` on: 2t - 1, twice the squared distance
 * (for unit vectors 2 - 2s). Images that scatter independently around a mode lie twice as far (squared) from each other as
 * from its centre. Measured in docs/embedder.md.
 */
export const groupThreshold = (threshold: number): number => Math.round((2 * threshold - 1) * 1e12) / 1e12;
