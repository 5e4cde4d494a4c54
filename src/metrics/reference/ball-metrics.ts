/** Precision, recall, density, coverage and memorisation of one checkpoint, each with what a perfect generator reads. */
import type { Calibrated, ReferenceComparison } from "../../analysis/analysis.ts";
import type { Cover } from "../../pairs/compare.ts";
import { jackknifeVariance, Z95 } from "../intervals.ts";
import { coveredPointShare, coveringBallShare, density, expectedCoverage } from "./precision-recall.ts";
import { COVERAGE_K, PRECISION_K, type ReferenceModel } from "./reference-model.ts";

/** What the passes over samples and real images found; null where there are too few images. */
export interface BallPasses {
  /** Of the samples, in balls around the real images. */
  precision: Cover | null;
  coverage: Cover | null;
  /** Of the real images, in balls around samples; expected: in balls around as many other real ones. */
  recall: { cover: Cover; expected: number } | null;
  /** Per sample its nearest real image, and 1 where that is as near as its own nearest real neighbour. */
  nearest: Int32Array;
  isCopy: Uint8Array;
}

type BallMetrics = Pick<ReferenceComparison, "precision" | "recall" | "density" | "coverage" | "memorisedShare">;

export const ballMetrics = (found: BallPasses, model: ReferenceModel): BallMetrics => {
  const { precision, coverage, recall, nearest } = found;
  const kynkaanniemi = `Kynkaanniemi et al. 2019, k = ${PRECISION_K}`;
  return {
    ...(precision && model.expectedPrecision !== null
      ? { precision: coveredPointShare(precision, model.expectedPrecision, kynkaanniemi) }
      : {}),
    ...(coverage
      ? {
          density: density(coverage, COVERAGE_K),
          coverage: coveringBallShare(
            coverage,
            expectedCoverage(model.n, nearest.length, COVERAGE_K),
            `Naeem et al. 2020, k = ${COVERAGE_K}`,
          ),
        }
      : {}),
    ...(recall ? { recall: coveredPointShare(recall.cover, recall.expected, kynkaanniemi) } : {}),
    ...(model.n >= 2 ? { memorisedShare: memorisedShare(found, model) } : {}),
  };
};

/**
 * Real images are that near to each other too, a share e of them; what is left beyond chance is (v - e) / (1 - e). Samples around one real
 * image share its fate, so the jackknife leaves out one real image with its samples at a time; e is as uncertain as a share of pairs.
 */
const memorisedShare = ({ nearest, isCopy }: BallPasses, { n, mutualShare: chance }: ReferenceModel): Calibrated => {
  const samples = nearest.length;
  const near = new Float64Array(n);
  const copied = new Float64Array(n);
  nearest.forEach((real, row) => {
    near[real]!++;
    copied[real]! += isCopy[row]!;
  });
  const total = isCopy.filter(Boolean).length;
  const share = total / samples;
  const clustered = jackknifeVariance(
    Array.from(copied, (own, real) => (near[real] === samples ? share : (total - own) / (samples - near[real]!))),
  );
  const ofShare = Math.max((share * (1 - share)) / samples, clustered);
  // Mutual neighbours come in pairs, so their number varies twice as much.
  const ofChance = (2 * chance * (1 - chance)) / n;
  const rest = Math.max(1 / n, 1 - chance);
  const margin = Z95 * Math.hypot(Math.sqrt(ofShare) / rest, (Math.sqrt(ofChance) * (1 - share)) / rest ** 2);
  const value = (share - chance) / rest;
  return {
    value: Math.max(0, value),
    low: Math.max(0, value - margin),
    high: Math.min(1, Math.max(0, value + margin)),
    expected: 0,
    method:
      "(v - e) / (1 - e): v = 1 - AuthPct (Alaa et al. 2022), e the same among the real images; jackknife over the real images, error of e included",
  };
};
