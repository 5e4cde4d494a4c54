/** Samples that are near-duplicates of a real image. */
import type { Calibrated, Histogram, ReferenceComparison } from "../../analysis/analysis.ts";
import type { Nearest } from "../../pairs/nearest.ts";
import { wilson } from "../intervals.ts";
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
  const chance = model.nearestSimilarities.filter((similarity) => similarity >= threshold);
  return {
    twins: copies.slice(0, MOST_TWINS).map(({ similarity, row }) => ({
      sample: names[row]!,
      reference: model.members[nearest.indices[row]!]!,
      similarity,
    })),
    twinShare: {
      value,
      ...wilson(value, similarities.length),
      expected: chance.length / model.n,
      method:
        "samples with a near-duplicate among the real images; expected: real images with another one; Wilson interval",
    },
    nearest: histogram(similarities),
  };
};

const histogram = (similarities: readonly number[]): Histogram => {
  const counts = new Array<number>(HISTOGRAM_BINS).fill(0);
  for (const similarity of similarities) {
    const bin = Math.floor(((similarity + 1) / 2) * HISTOGRAM_BINS);
    counts[Math.max(0, Math.min(HISTOGRAM_BINS - 1, bin))]!++;
  }
  return { from: -1, to: 1, counts };
};
