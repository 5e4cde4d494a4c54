/** One set of samples against the real images. What can not be computed says why. */
import type { ReferenceComparison } from "../../analysis/analysis.ts";
import type { Backend } from "../../compute/backend.ts";
import type { Rows } from "../../kit/rows.ts";
import { ballMetrics } from "../../metrics/reference/ball-metrics.ts";
import { centred } from "../../metrics/reference/centring.ts";
import { diversityRatio } from "../../metrics/reference/diversity-ratio.ts";
import { frechetToReference } from "../../metrics/reference/frechet-to-reference.ts";
import { kernelDistance } from "../../metrics/reference/kernel-distance.ts";
import { compareModes } from "../../metrics/reference/missing-modes.ts";
import { occupiedShare } from "../../metrics/reference/occupied-share.ts";
import { COVERAGE_K, PRECISION_K, type ReferenceModel } from "../../metrics/reference/reference-model.ts";
import { shareFrom } from "../../metrics/reference/reference-threshold.ts";
import { repeatsBeyond } from "../../metrics/reference/repeats.ts";
import { findTwins } from "../../metrics/reference/twins.ts";
import { compareSets } from "../../pairs/compare.ts";
import { assign } from "../../pairs/k-means.ts";
import { kernelSumsAcross, kernelSumsWithin } from "../../pairs/kernel-sums.ts";
import { passBalls } from "./ball-passes.ts";
import { squaredSimilarities } from "./measure-reference.ts";
import { realDegrees } from "./near-duplicate-degrees.ts";
import { nearestInSubsets, realNeighbours } from "./nearest-in-subsets.ts";
import { passOccupancy } from "./occupancy-passes.ts";

/** Fewer images have no jackknife. */
const SMALLEST_SET = 3;

/** Samples in the embedder's own space, sorted by content, and their names. */
export interface NamedRows {
  rows: Rows;
  names: readonly string[];
  /** Near-duplicates of each among the others, at the threshold of the comparison. */
  degrees: ArrayLike<number>;
}

/** @param threshold similarity from which two images count as near-duplicates */
export const compareWithReference = async (
  { rows: samples, names, degrees }: NamedRows,
  model: ReferenceModel,
  threshold: number,
  backend: Backend,
): Promise<ReferenceComparison> => {
  const n = names.length;
  if (n === 0) return { equalSize: 0, notComputed: [{ metric: "every metric", reason: "no sample has contrast" }] };
  const rows = centred(samples, model.centring);
  const equalSize = Math.min(n, model.n);
  const sizes = `the reference has ${model.n} distinct ${model.n === 1 ? "image" : "images"}, the set has ${n}`;

  const passes = await passBalls(rows, model, backend);
  const balls = ballMetrics(passes, model);
  const squares = await squaredSimilarities(rows, backend);
  const ratio = squares && model.squares && diversityRatio(squares, model.squares);
  const duplicates =
    equalSize < 2
      ? null
      : {
          samples: shareFrom(await nearestInSubsets(samples, equalSize, backend), threshold),
          reference: shareFrom(await realNeighbours(model, equalSize, backend), threshold),
        };
  const repeats =
    equalSize < SMALLEST_SET ? null : repeatsBeyond(degrees, await realDegrees(model, threshold, backend));
  const occupancy = await passOccupancy(rows, model, backend);
  const frechet = frechetToReference(rows, model);
  const kernel = equalSize < SMALLEST_SET ? null : await kernelToReference(rows, model, backend);
  const { labels } = model.bins ? await assign(rows, model.bins.centroids, backend) : { labels: null };
  const modes =
    model.bins && labels && passes.coverage && compareModes(labels, passes.coverage, model.bins, model.members);
  const twins = await compareSets(samples, model.rows, { nearest: 1 }, backend);
  const missing: readonly (readonly [found: unknown, metric: string, reason: string])[] = [
    [balls.precision, "precision", `needs more than ${PRECISION_K} real images`],
    [balls.recall, "recall", `needs more than ${PRECISION_K} images on each side`],
    [balls.coverage, "density and coverage", `need more than ${COVERAGE_K} real images`],
    [balls.memorisedShare, "memorisedShare", "needs 2 real images"],
    [ratio, "diversityRatio", `needs ${SMALLEST_SET} images on each side that resemble each other at all`],
    [repeats, "repeatShare and distinctModes", `need ${SMALLEST_SET} images on each side`],
    [duplicates, "duplicates", "needs 2 images on each side"],
    [occupancy, "occupancy", "needs 2 samples and 4 real images"],
    [frechet, "frechetDistance", "needs 2 samples and 4 real images"],
    [kernel, "kernelDistance", `needs ${SMALLEST_SET} images on each side`],
    [modes, "ndb and missingModes", "need 40 real images"],
  ];
  return {
    equalSize,
    ...balls,
    ...(ratio ? { diversityRatio: ratio } : {}),
    ...(repeats ? { repeatShare: repeats.share, distinctModes: repeats.modes } : {}),
    ...(duplicates ? { duplicates } : {}),
    ...(occupancy ? { occupancy: occupiedShare(occupancy) } : {}),
    ...(frechet ? { frechetDistance: frechet } : {}),
    ...(kernel ? { kernelDistance: kernel } : {}),
    ...(modes ? { ndb: modes.ndb, missingModes: modes.missing } : {}),
    ...findTwins(twins.ofFirst, names, model, threshold),
    notComputed: missing
      .filter(([found]) => !found)
      .map(([, metric, reason]) => ({ metric, reason: `${reason}; ${sizes}` })),
  };
};

const kernelToReference = async (rows: Rows, model: ReferenceModel, backend: Backend) => {
  const across = await kernelSumsAcross(rows, model.centred, backend);
  return kernelDistance(
    { within: await kernelSumsWithin(rows, backend), across: across.first },
    { within: model.kernelSums, across: across.second },
  );
};
