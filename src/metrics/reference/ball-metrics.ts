/** Precision, recall, density, coverage and memorisation of one checkpoint, each with what a perfect generator reads. */
import type { ReferenceComparison } from "../../analysis/analysis.ts";
import type { Cover } from "../../pairs/compare.ts";
import { memorisedShare, type NearestReal } from "./memorised-share.ts";
import { coveredPointShare, coveringBallShare, density, expectedCoverage } from "./precision-recall.ts";
import { COVERAGE_K, PRECISION_K, type ReferenceModel } from "./reference-model.ts";

/** What the passes over samples and real images found; null where there are too few images. */
export interface BallPasses extends NearestReal {
  /** Of the samples, in balls around the real images. */
  precision: Cover | null;
  coverage: Cover | null;
  /** Of the real images, in balls around samples; expected: in balls around as many other real ones. */
  recall: { cover: Cover; expected: number } | null;
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
