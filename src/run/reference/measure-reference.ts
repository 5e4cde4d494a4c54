/** The passes over the real images that their model rests on. */
import type { Backend } from "../../compute/backend.ts";
import { countOf, type Rows } from "../../kit/rows.ts";
import { type PairSums, pairSums } from "../../metrics/pair-mean.ts";
import { cosinesOfFirst, fourthPowerMean } from "../../metrics/part-sums.ts";
import { centred, centringOf } from "../../metrics/reference/centring.ts";
import { coveredShare } from "../../metrics/reference/precision-recall.ts";
import { COVERAGE_K, PRECISION_K, type ReferenceModel } from "../../metrics/reference/reference-model.ts";
import { compareSets, nearestWithin, reaches } from "../../pairs/compare.ts";
import { kMeans } from "../../pairs/k-means.ts";
import { kernelSumsWithin } from "../../pairs/kernel-sums.ts";
import { kthSimilarities } from "../../pairs/nearest.ts";
import { secondMoments, squareSums } from "../../pairs/square-sums.ts";

/** Bins of Richardson & Weiss 2018, and real images a bin needs on average so that its share says something. */
const MOST_BINS = 100;
const IMAGES_PER_BIN = 20;
const SEED = 1;

/** @param rows of distinct images, unit vectors, sorted by content; one or more */
export const measureReference = async (
  members: readonly string[],
  rows: Rows,
  backend: Backend,
): Promise<ReferenceModel> => {
  const n = members.length;
  const centring = centringOf(rows);
  const moved = centred(rows, centring);
  const nearest = await nearestWithin(moved, COVERAGE_K, backend);
  const radii = (k: number) => (n > k ? kthSimilarities(nearest, k) : null);
  const precisionRadii = radii(PRECISION_K);
  const nearestRadii = kthSimilarities(nearest, 1);
  const isMutual = (row: number) => {
    const other = nearest.indices[row * COVERAGE_K]!;
    return other !== -1 && reaches(nearestRadii[row]!, nearestRadii[other]!);
  };
  const bins = Math.min(MOST_BINS, Math.floor(n / IMAGES_PER_BIN));
  return {
    n,
    members,
    rows,
    centred: moved,
    centring,
    nearestRadii,
    nearestSimilarities: kthSimilarities(await nearestWithin(rows, 1, backend)),
    precisionRadii,
    coverageRadii: radii(COVERAGE_K),
    expectedPrecision: precisionRadii && (await shareInOtherBalls(moved, precisionRadii, backend)),
    mutualShare: Array.from(nearestRadii.keys()).filter(isMutual).length / n,
    squares: await squaredSimilarities(moved, backend),
    kernelSums: await kernelSumsWithin(moved, backend),
    bins: bins >= 2 ? await kMeans(moved, bins, SEED, backend) : null,
  };
};

/** Share of the rows that lie in the ball of another one. */
export const shareInOtherBalls = async (rows: Rows, radii: Float32Array, backend: Backend): Promise<number> => {
  const { covers } = await compareSets(rows, rows, { balls: [{ around: "second", radii }], sameSet: true }, backend);
  return coveredShare(covers[0]!);
};

/** null with fewer than 3 rows. @param rows unit vectors */
export const squaredSimilarities = async (rows: Rows, backend: Backend): Promise<PairSums | null> => {
  if (countOf(rows) < 3) return null;
  const sums = await squareSums(rows, await secondMoments(rows, backend), backend);
  return pairSums(sums, fourthPowerMean(cosinesOfFirst(rows), 0, countOf(rows)));
};
