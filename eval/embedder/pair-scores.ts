/** How well similarities tell pairs of one cluster from pairs of two: pure functions of two lists of similarities. */

export interface PairScores {
  /** Chance that a near-duplicate pair is more similar than another pair, ties counting half. */
  auc: number;
  averagePrecision: number;
  /** Highest F1 over all thresholds. */
  bestF1: number;
}

/** null when one of the lists is empty. */
export const pairScores = (same: Float32Array, different: Float32Array): PairScores | null => {
  if (same.length === 0 || different.length === 0) return null;
  const positives = same.slice().sort();
  const negatives = different.slice().sort();
  let above = positives.length - 1;
  let below = negatives.length - 1;
  let hits = 0;
  let false_ = 0;
  let concordant = 0;
  let averagePrecision = 0;
  let bestF1 = 0;
  // Down through the distinct similarities; ties are taken together, as one threshold would.
  while (above >= 0 || below >= 0) {
    const level = Math.max(positives[above] ?? Number.NEGATIVE_INFINITY, negatives[below] ?? Number.NEGATIVE_INFINITY);
    let newHits = 0;
    let newFalse = 0;
    for (; above >= 0 && positives[above] === level; above--) newHits++;
    for (; below >= 0 && negatives[below] === level; below--) newFalse++;
    concordant += newHits * (negatives.length - false_ - newFalse / 2);
    hits += newHits;
    false_ += newFalse;
    averagePrecision += (newHits / positives.length) * (hits / (hits + false_));
    bestF1 = Math.max(bestF1, (2 * hits) / (hits + false_ + positives.length));
  }
  return { auc: concordant / positives.length / negatives.length, averagePrecision, bestF1 };
};

/** F1 of "near-duplicate when the similarity is at least `threshold`"; null without near-duplicate pairs. */
export const f1At = (same: Float32Array, different: Float32Array, threshold: number): number | null => {
  if (same.length === 0) return null;
  const hits = same.reduce((count, value) => count + Number(value >= threshold), 0);
  return (2 * hits) / (hits + falseAt(different, threshold) + same.length);
};

/** Pairs at or above the threshold. */
export const falseAt = (different: Float32Array, threshold: number): number =>
  different.reduce((count, value) => count + Number(value >= threshold), 0);

/**
 * Adjusted Rand index of two labellings (Hubert & Arabie 1985), 1 when they agree, 0 as expected by chance.
 * 1 when both hold one cluster only or singletons only.
 */
export const adjustedRand = (first: readonly number[], second: readonly number[]): number => {
  const pairs = (count: number) => (count * (count - 1)) / 2;
  const count = (labels: readonly (number | string)[]) => {
    const sizes = new Map<number | string, number>();
    for (const label of labels) sizes.set(label, (sizes.get(label) ?? 0) + 1);
    return [...sizes.values()].reduce((sum, size) => sum + pairs(size), 0);
  };
  const together = count(first.map((label, index) => `${label}|${second[index]}`));
  const inFirst = count(first);
  const inSecond = count(second);
  const expected = (inFirst * inSecond) / Math.max(1, pairs(first.length));
  const largest = (inFirst + inSecond) / 2;
  return largest === expected ? 1 : (together - expected) / (largest - expected);
};
