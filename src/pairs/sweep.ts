/** What other thresholds would say about a set. */

import type { SweepPoint } from "../analysis/analysis.ts";
import type { Backend } from "../compute/backend.ts";
import { type Bins, excessFrom, shareFrom } from "../kit/bulk-excess.ts";
import { countOf, evenIndices, type Rows, selectRows } from "../kit/rows.ts";
import { greatest } from "../kit/stats.ts";
import { allSimilarities } from "./all-similarities.ts";
import { completeLinkage } from "./linkage/complete-linkage.ts";
import { closeThreshold, groupThreshold } from "./linkage/related-thresholds.ts";
import { UnionFind } from "./linkage/union-find.ts";
import { binOf, SIMILARITY_BINS } from "./similarity-bins.ts";

/** Images grouped anew at every threshold; of more, evenly spaced ones are taken. */
const MOST_IMAGES = 1000;
/** Between two thresholds. */
const STEP = 0.02;
const STEPS_BELOW = 12;
const STEPS_ABOVE = 8;

/** About 20 thresholds around the given one, which is among them; ascending, all under 1. */
export const sweepThresholds = (threshold: number): number[] =>
  Array.from({ length: STEPS_BELOW + 1 + STEPS_ABOVE }, (_, index) => threshold + (index - STEPS_BELOW) * STEP)
    .map((value) => Math.round(value * 1e9) / 1e9)
    .filter((value) => value > -1 && value < 1);

/**
 * @param all unit vectors, in an order that is random for what they show (sorted by content)
 * @param blanks further images, alike among themselves and like no other
 */
export const sweep = async (all: Rows, threshold: number, blanks: number, backend: Backend): Promise<SweepPoint[]> => {
  const n = countOf(all);
  const rows = evenIndices(n, MOST_IMAGES);
  const similarities = await allSimilarities(selectRows(all, rows), backend);
  // As many blank images for the compared ones as there are for all.
  const blankRows = rows.length === n ? blanks : Math.round((blanks * rows.length) / n);
  const total = rows.length + blankRows;
  const bins = binsOf(similarities, rows.length);
  return sweepThresholds(threshold).map((value) => {
    const { sizes, pairs, close } = groupsAt(similarities, rows.length, value);
    if (blankRows > 1) sizes.push(blankRows);
    const blankPairs = pairsOf(blankRows);
    const share = (count: number) => (total < 2 ? 0 : count / pairsOf(total));
    const withBlanks = (shareOfPairs: number) => share(shareOfPairs * pairsOf(rows.length) + blankPairs);
    return {
      threshold: value,
      duplicateShare: sizes.reduce((sum, size) => sum + size, 0) / total,
      dominantModeShare: Math.max(1, greatest(sizes)) / total,
      duplicatePairShare: share(pairs + blankPairs),
      modeConcentration: share(sizes.reduce((sum, size) => sum + pairsOf(size), 0)),
      closePairShare: share(close + blankPairs),
      relatedPairShare: withBlanks(shareFrom(bins, groupThreshold(value))),
      excessPairShare: withBlanks(Math.max(0, excessFrom(bins, value))),
      groups: sizes.length,
      ...(rows.length < n ? { images: total } : {}),
    };
  });
};

/** All pairs by their similarity, over [-1, 1]. */
const binsOf = (similarities: Float32Array, m: number): Bins => {
  const counts = new Float64Array(SIMILARITY_BINS);
  for (let row = 0; row < m; row++)
    for (let column = row + 1; column < m; column++) counts[binOf(similarities[row * m + column]!)]!++;
  return { from: -1, to: 1, counts };
};

const pairsOf = (images: number): number => (images * (images - 1)) / 2;

/** Sizes of the groups of two or more at one threshold, the pairs that reach it, and those that are close copies. */
const groupsAt = (
  similarities: Float32Array,
  m: number,
  threshold: number,
): { sizes: number[]; pairs: number; close: number } => {
  const closeFrom = closeThreshold(threshold);
  const sets = new UnionFind(m);
  let pairs = 0;
  let close = 0;
  let apart = m;
  for (let row = 0; row < m; row++)
    for (let column = row + 1; column < m; column++)
      if (similarities[row * m + column]! >= threshold) {
        pairs++;
        if (similarities[row * m + column]! >= closeFrom) close++;
        if (apart > 1 && sets.union(row, column)) apart--;
      }
  const sizes = sets.groups().flatMap((component) => {
    const size = component.length;
    const part = size === m ? similarities.slice() : new Float32Array(size * size);
    if (size < m)
      for (const [i, row] of component.entries())
        for (const [j, column] of component.entries()) part[i * size + j] = similarities[row * m + column]!;
    return completeLinkage(part, size, groupThreshold(threshold)).map(({ length }) => length);
  });
  return { sizes: sizes.filter((size) => size > 1), pairs, close };
};
