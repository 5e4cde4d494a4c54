/** The equal bins over [-1, 1] in which excess is told. Thresholds are given to two digits, so they are edges of bins. */
export const SIMILARITY_BINS = 400;

/** Similarities carry rounding errors of 1e-7, which must not push one under the edge it stands on. */
export const binOf = (similarity: number): number =>
  Math.max(0, Math.min(SIMILARITY_BINS - 1, Math.floor((similarity + 1 + 1e-6) * (SIMILARITY_BINS / 2))));
