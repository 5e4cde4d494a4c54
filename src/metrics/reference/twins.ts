/** Samples that are near-duplicates of a real image. */
import type { Calibrated, Histogram, ReferenceComparison } from "../../analysis/analysis.ts";
import type { Nearest } from "../../pairs/nearest.ts";
import { wilson } from "../intervals.ts";
import { differenceInterval } from "../two-shares.ts";
import type { ReferenceModel } from "./reference-model.ts";

/** Pairs listed, most similar first. */
const MOST_TWINS = 50;
const HISTOGRAM_BINS = 100;

export interface Twins {
  twins: NonNullable<ReferenceComparison["twins"]>;
  twinShare: Calibrated;
  nearest: Histogram;
}

/**
 * @param nearest of each sample to the real images, in the embedder's own space
 * @param names one per sample
 * @param threshold similarity from which a pair counts as near-duplicate
 */
export const findTwins = (
  nearest: Nearest,
  names: readonly string[],
  model: ReferenceModel,
  threshold: number,
): Twins => {
  const similarities = Array.from(nearest.similarities);
  const copies = similarities
    .map((similarity, row) => ({ similarity, row }))
    .filter(({ similarity }) => similarity >= threshold)
    .sort((a, b) => b.similarity - a.similarity || a.row - b.row);
  const value = copies.length / similarities.length;
  const expected = model.nearestSimilarities.filter((similarity) => similarity >= threshold).length / model.n;
  return {
    twins: copies.slice(0, MOST_TWINS).map(({ similarity, row }) => ({
      sample: names[row]!,
      reference: model.members[nearest.indices[row]!]!,
      similarity,
    })),
    twinShare: {
      value,
      ...intervalOf({ value, trials: similarities.length }, { value: expected, trials: model.n / 2 }),
      expected,
      method:
        "samples with a near-duplicate among the real images; expected: real images with another one; Newcombe interval with the errors of both",
    },
    nearest: histogram(similarities),
  };
};

/**
 * Newcombe's interval of the difference, moved up by the expectation, so that a perfect generator's interval holds what stands beside it.
 * Twins among real images come in pairs, and samples share the real images: N of them tell as much as N / 2 independent ones, found by
 * simulation (docs/intervals.md).
 */
const intervalOf = (found: Trials, expected: Trials): { low: number; high: number } => {
  const { low, high } = differenceInterval(bounded(found), bounded(expected));
  return { low: Math.max(0, expected.value + low), high: Math.min(1, expected.value + high) };
};

interface Trials {
  value: number;
  trials: number;
}
const bounded = ({ value, trials }: Trials) => ({ value, ...wilson(value, trials) });

const histogram = (similarities: readonly number[]): Histogram => {
  const counts = new Array<number>(HISTOGRAM_BINS).fill(0);
  for (const similarity of similarities) {
    const bin = Math.floor(((similarity + 1) / 2) * HISTOGRAM_BINS);
    counts[Math.max(0, Math.min(HISTOGRAM_BINS - 1, bin))]!++;
  }
  return { from: -1, to: 1, counts };
};
