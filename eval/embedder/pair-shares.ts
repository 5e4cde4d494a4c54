/** What is counted among all pairs of a set, or of a few of its images. */
import type { MeasuredSet } from "./set-scores.ts";

/** @param members rows; default: all @returns similarity of each pair, once */
export const pairsAmong = (
  { set, similarities }: Pick<MeasuredSet, "set" | "similarities">,
  members: readonly number[] = set.ambiguous.map((_, index) => index),
): Float32Array => {
  const n = set.ambiguous.length;
  const pairs = new Float32Array((members.length * (members.length - 1)) / 2);
  let at = 0;
  for (let first = 0; first < members.length; first++)
    for (let second = first + 1; second < members.length; second++)
      pairs[at++] = similarities[members[first]! * n + members[second]!]!;
  return pairs;
};

/** Of the pairs, at or above a similarity. */
export const shareFrom = (pairs: Float32Array, level: number): number =>
  pairs.reduce((count, value) => count + Number(value >= level), 0) / pairs.length;

export const meanSimilarity = (pairs: Float32Array): number =>
  pairs.reduce((sum, value) => sum + value, 0) / pairs.length;
