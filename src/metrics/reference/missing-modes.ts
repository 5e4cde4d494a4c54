/** Bins of the real images: how many differ, and the parts of the reference that the samples miss. */
import type { MissingMode, ReferenceComparison } from "../../analysis/analysis.ts";
import type { Backend } from "../../compute/backend.ts";
import { assign } from "../../pairs/k-means.ts";
import { binomialTail } from "../binomial-tail.ts";
import { compareBins, holm } from "../ndb.ts";
import { expectedCoverage } from "../precision-recall.ts";
import { COVERAGE_K, type ReferenceModel } from "./reference-model.ts";

const SEED = 5;
/** Chance that a perfect generator is said to miss any part. */
const SIGNIFICANCE = 0.01;
/**
 * Real images that are covered or missed together, for a sample covers about COVERAGE_K balls: so many count as one in the test.
 * Source: simulated perfect generators (test/reference/intervals.test.ts); with 1, every ninth is said to miss a part instead of every hundredth.
 */
const TOGETHER = 3;
/** Members listed of a missing mode, most typical first. */
const MOST_MEMBERS = 12;

/**
 * A part is missing where more of a bin's real images are uncovered than chance leaves uncovered.
 * @param samples centred as the model, one or more
 * @param uncovered 1 for each real image whose ball holds no sample; null when there are too few for balls
 * @returns null when the reference is too small for bins
 */
export const compareModes = async (
  samples: Float32Array,
  uncovered: Uint8Array | null,
  model: ReferenceModel,
  backend: Backend,
): Promise<{ ndb: NonNullable<ReferenceComparison["ndb"]>; missing: MissingMode[] } | null> => {
  if (!model.bins || !uncovered) return null;
  const { centroids, labels, squaredDistances } = model.bins;
  const bins = centroids.length / model.dimension;
  const sampled = await assign(samples, model.dimension, centroids, backend);
  const real = countsOf(labels, bins);
  const found = countsOf(sampled.labels, bins);
  const { different, jensenShannon } = compareBins(real, found, SEED);
  const empty = different.filter((bin) => found[bin] === 0).length;

  const gaps = Array.from({ length: bins }, (_, bin) =>
    Array.from(labels.keys())
      .filter((row) => labels[row] === bin && uncovered[row] === 1)
      .sort((a, b) => squaredDistances[a]! - squaredDistances[b]! || a - b),
  );
  const chance = 1 - expectedCoverage(model.n, samples.length / model.dimension, COVERAGE_K);
  const missed = holm(
    gaps.map((rows, bin) => binomialTail(rows.length / TOGETHER, real[bin]! / TOGETHER, chance)),
    SIGNIFICANCE,
  ).sort((a, b) => gaps[b]!.length - gaps[a]!.length || a - b);
  return {
    ndb: { bins, different: different.length, missing: empty, jensenShannon },
    missing: missed.map((bin) => ({
      share: gaps[bin]!.length / model.n,
      members: gaps[bin]!.slice(0, MOST_MEMBERS).map((row) => model.members[row]!),
    })),
  };
};

const countsOf = (labels: Uint32Array, bins: number): number[] => {
  const counts = new Array<number>(bins).fill(0);
  for (const label of labels) counts[label]!++;
  return counts;
};
