/** Samples that are near-duplicates of a real image. */
import type { Calibrated, Histogram, ReferenceComparison } from "../../analysis/analysis.ts";
import type { Nearest } from "../../pairs/nearest.ts";
import { jackknifeVariance, wilson } from "../intervals.ts";
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
      ...wilson(value, trialsOf(value, { nearest, copies: copies.map(({ row }) => row), expected, n: model.n })),
      expected,
      method:
        "samples with a near-duplicate among the real images; expected: real images with another one; Wilson interval with the errors of both sides",
    },
    nearest: histogram(similarities),
  };
};

/**
 * As many independent images as know the share no better: samples around one real image are twins together (jackknife over the real
 * images), and what is expected is itself a share of the real images, which are twins in pairs.
 */
const trialsOf = (
  value: number,
  found: { nearest: Nearest; copies: readonly number[]; expected: number; n: number },
): number => {
  const { nearest, copies, expected, n } = found;
  const samples = nearest.similarities.length;
  const ofReal = new Float64Array(n);
  for (const row of copies) ofReal[nearest.indices[row]!]! += 1 / samples;
  const ofExpected = (2 * expected * (1 - expected)) / n;
  const binomial = (value * (1 - value)) / samples;
  const total = binomial + jackknifeVariance(ofReal) + ofExpected;
  return binomial > 0 ? (value * (1 - value)) / total : 1 / (1 / samples + 2 / n);
};

const histogram = (similarities: readonly number[]): Histogram => {
  const counts = new Array<number>(HISTOGRAM_BINS).fill(0);
  for (const similarity of similarities) {
    const bin = Math.floor(((similarity + 1) / 2) * HISTOGRAM_BINS);
    counts[Math.max(0, Math.min(HISTOGRAM_BINS - 1, bin))]!++;
  }
  return { from: -1, to: 1, counts };
};
