/** Precision, recall, density, coverage and memorisation of one checkpoint, each with what a perfect generator reads. */
import type { Calibrated, ReferenceComparison } from "../../analysis/analysis.ts";
import type { Backend } from "../../compute/backend.ts";
import { shuffledIndices } from "../../kit/random.ts";
import { type Balls, type CrossPass, isWithin, runCrossPass } from "../../pairs/cross-pass.ts";
import { kNearestDistances, kthDistances } from "../../pairs/k-nearest.ts";
import { selectRows } from "../../pairs/vectors.ts";
import { jackknifeVariance, wilson } from "../intervals.ts";
import { coveredPointShare, coveringBallShare, density, expectedCoverage } from "../precision-recall.ts";
import { perSize } from "./per-size.ts";
import { COVERAGE_K, PRECISION_K, type ReferenceModel } from "./reference-model.ts";

const SEED = 3;
/** Subsets of the reference whose recall is averaged. */
const SUBSETS = 4;

type BallMetrics = Pick<ReferenceComparison, "precision" | "recall" | "density" | "coverage" | "memorisedShare">;

/**
 * @param samples n x dimension, centred as the model; one or more
 * @returns beside the metrics, 1 for each real image whose ball holds no sample
 */
export const ballMetrics = async (
  samples: Float32Array,
  model: ReferenceModel,
  backend: Backend,
): Promise<{ metrics: BallMetrics; uncovered: Uint8Array | null }> => {
  const { dimension, precisionRadii, coverageRadii } = model;
  const n = samples.length / dimension;
  const balls: Balls[] = [];
  if (precisionRadii) balls.push({ around: "second", squaredRadii: precisionRadii });
  if (coverageRadii) balls.push({ around: "second", squaredRadii: coverageRadii });
  const cross = await runCrossPass(samples, model.centred, dimension, balls, backend);
  const [precisionCover, coverageCover] = cross.covers;
  const metrics: BallMetrics = {};
  if (precisionCover && model.ownCover)
    metrics.precision = coveredPointShare(
      precisionCover,
      shareAboveZero(model.ownCover.ballsOfPoint),
      `Kynkaanniemi et al. 2019, k = ${PRECISION_K}`,
    );
  if (coverageCover) {
    metrics.density = density(coverageCover, COVERAGE_K);
    metrics.coverage = coveringBallShare(
      coverageCover,
      expectedCoverage(model.n, n, COVERAGE_K),
      `Naeem et al. 2020, k = ${COVERAGE_K}`,
    );
  }
  const recalled = await recall(samples, model, backend);
  if (recalled) metrics.recall = recalled;
  if (model.n >= 2) metrics.memorisedShare = memorisedShare(cross, model, n);
  const uncovered = coverageCover
    ? Uint8Array.from(coverageCover.pointsOfBall, (points) => (points === 0 ? 1 : 0))
    : null;
  return { metrics, uncovered };
};

/**
 * Share of real images inside the balls of the samples. Expected: the share of real images inside the balls of as many OTHER
 * real ones; with the balls of a set fixed, leaving an image out of it changes no ball that holds the image.
 */
const recall = async (samples: Float32Array, model: ReferenceModel, backend: Backend): Promise<Calibrated | null> => {
  const { dimension } = model;
  const size = Math.min(samples.length / dimension, model.n - 1);
  if (size <= PRECISION_K) return null;
  const shown = someRows(samples, dimension, size);
  const squaredRadii = await precisionRadiiOf(shown, dimension, backend);
  const { covers } = await runCrossPass(shown, model.centred, dimension, [{ around: "first", squaredRadii }], backend);
  return coveredPointShare(
    covers[0]!,
    await expectedRecall(model, size, backend),
    `Kynkaanniemi et al. 2019, k = ${PRECISION_K}`,
  );
};

/** Mean over random subsets of the reference; one when it is taken whole. */
const expectedRecall = perSize(async (model, size, backend: Backend): Promise<number> => {
  const subsets = size + 1 === model.n ? 1 : SUBSETS;
  let total = 0;
  for (let subset = 0; subset < subsets; subset++) {
    const rows = someRows(model.centred, model.dimension, size + 1, SEED + subset);
    const balls: Balls = { around: "first", squaredRadii: await precisionRadiiOf(rows, model.dimension, backend) };
    const { covers } = await runCrossPass(rows, rows, model.dimension, [balls], backend, true);
    total += shareAboveZero(covers[0]!.ballsOfPoint);
  }
  return total / subsets;
});

const precisionRadiiOf = async (rows: Float32Array, dimension: number, backend: Backend): Promise<Float32Array> =>
  kthDistances(await kNearestDistances(rows, dimension, PRECISION_K, backend), PRECISION_K, PRECISION_K);

/** Samples around one real image share its fate, so the jackknife leaves out one real image with its samples at a time. */
const memorisedShare = ({ nearestOfFirst }: CrossPass, model: ReferenceModel, samples: number): Calibrated => {
  const { indices, squaredDistances } = nearestOfFirst;
  const nearest = new Float64Array(model.n);
  const copied = new Float64Array(model.n);
  let total = 0;
  indices.forEach((real, row) => {
    nearest[real]!++;
    if (!isWithin(squaredDistances[row]!, model.nearestDistances[real]!)) return;
    copied[real]!++;
    total++;
  });
  const value = total / samples;
  const binomial = (value * (1 - value)) / samples;
  const clustered = jackknifeVariance(
    Array.from(copied, (own, real) => (nearest[real] === samples ? value : (total - own) / (samples - nearest[real]!))),
  );
  const trials = binomial > 0 ? (value * (1 - value)) / Math.max(binomial, clustered) : samples;
  return {
    value,
    ...wilson(value, trials),
    expected: model.mutualShare,
    method: "1 - AuthPct (Alaa et al. 2022); Wilson interval from a jackknife over the real images",
  };
};

const shareAboveZero = (counts: Uint32Array): number => counts.filter((count) => count > 0).length / counts.length;

/** A random subset of the rows, or all of them. */
const someRows = (rows: Float32Array, dimension: number, size: number, seed = SEED): Float32Array => {
  const n = rows.length / dimension;
  return n <= size ? rows : selectRows(rows, dimension, shuffledIndices(n, seed).slice(0, size));
};
