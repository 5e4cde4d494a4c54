/** Bins of the real images: how many differ, and the parts of the reference that the samples miss. */
import type { MissingMode, ReferenceComparison } from "../../analysis/analysis.ts";
import { countOf } from "../../kit/rows.ts";
import type { Cover } from "../../pairs/compare.ts";
import type { Clusters } from "../../pairs/k-means.ts";
import { binomialTail } from "./binomial-tail.ts";
import { compareBins, holm } from "./ndb.ts";
import { expectedCoverage } from "./precision-recall.ts";
import { COVERAGE_K } from "./reference-model.ts";

const SEED = 5;
/** Chance that a perfect generator is said to miss any part. */
const SIGNIFICANCE = 0.01;
/**
 * Real images that are covered or missed together, for a sample covers about COVERAGE_K balls: so many count as one in the test.
 * Source: simulated perfect generators (test/run/reference/intervals.test.ts); with 1, every ninth is said to miss a part instead of every hundredth.
 */
const TOGETHER = 3;
/** Members listed of a missing mode, most typical first. */
const MOST_MEMBERS = 12;

/**
 * A part is missing where more of a bin's real images are uncovered than chance leaves uncovered.
 * @param sampled the bin of each sample, one or more
 * @param coverage of the real images' balls by the samples
 */
export const compareModes = (
  sampled: Uint32Array,
  { pointsOfBall }: Cover,
  { centroids, labels, squaredDistances }: Clusters,
  members: readonly string[],
): { ndb: NonNullable<ReferenceComparison["ndb"]>; missing: MissingMode[] } => {
  const bins = countOf(centroids);
  const real = countsOf(labels, bins);
  const found = countsOf(sampled, bins);
  const { different, jensenShannon } = compareBins(real, found, SEED);
  const empty = different.filter((bin) => found[bin] === 0).length;

  const gaps = Array.from({ length: bins }, (_, bin) =>
    Array.from(labels.keys())
      .filter((row) => labels[row] === bin && pointsOfBall[row] === 0)
      .sort((a, b) => squaredDistances[a]! - squaredDistances[b]! || a - b),
  );
  const chance = 1 - expectedCoverage(members.length, sampled.length, COVERAGE_K);
  const missed = holm(
    gaps.map((rows, bin) => binomialTail(rows.length / TOGETHER, real[bin]! / TOGETHER, chance)),
    SIGNIFICANCE,
  ).sort((a, b) => gaps[b]!.length - gaps[a]!.length || a - b);
  return {
    ndb: { bins, different: different.length, missing: empty, jensenShannon },
    missing: missed.map((bin) => ({
      share: gaps[bin]!.length / members.length,
      members: gaps[bin]!.slice(0, MOST_MEMBERS).map((row) => members[row]!),
    })),
  };
};

const countsOf = (labels: Uint32Array, bins: number): number[] => {
  const counts = new Array<number>(bins).fill(0);
  for (const label of labels) counts[label]!++;
  return counts;
};
