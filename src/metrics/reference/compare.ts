/** One set of samples against the real images. What can not be computed says why. */
import type { ReferenceComparison } from "../../analysis/analysis.ts";
import type { Backend } from "../../compute/backend.ts";
import { modesRatio } from "../modes-ratio.ts";
import { ballMetrics } from "./ball-metrics.ts";
import { centred } from "./centring.ts";
import { compareModes } from "./missing-modes.ts";
import { compareDuplicates } from "./near-duplicates.ts";
import { occupiedShare } from "./occupied-share.ts";
import { COVERAGE_K, PRECISION_K, type ReferenceModel, squaredSimilarities } from "./reference-model.ts";
import { frechetToReference, kernelToReference } from "./set-distances.ts";
import { findTwins } from "./twins.ts";

/** Fewer images have no jackknife. */
const SMALLEST_SET = 3;

/**
 * @param samples n x dimension, unit rows in the embedder's own space, sorted by content
 * @param names one per sample
 * @param threshold similarity from which two images count as near-duplicates
 */
export const compareWithReference = async (
  samples: Float32Array,
  names: readonly string[],
  model: ReferenceModel,
  threshold: number,
  backend: Backend,
): Promise<ReferenceComparison> => {
  const { dimension } = model;
  const n = names.length;
  if (n === 0) return { equalSize: 0, notComputed: [{ metric: "every metric", reason: "no sample has contrast" }] };
  const rows = centred(samples, dimension, model.centring);
  const equalSize = Math.min(n, model.n);
  const notComputed: ReferenceComparison["notComputed"] = [];
  const unless = (metric: string, reason: string) => {
    notComputed.push({ metric, reason });
  };
  const sizes = `the reference has ${model.n} distinct ${model.n === 1 ? "image" : "images"}, the set has ${n}`;

  const { metrics, uncovered } = await ballMetrics(rows, model, backend);
  if (!metrics.precision) unless("precision", `needs more than ${PRECISION_K} real images; ${sizes}`);
  if (!metrics.recall) unless("recall", `needs more than ${PRECISION_K} images on each side; ${sizes}`);
  if (!metrics.coverage) unless("density and coverage", `need more than ${COVERAGE_K} real images; ${sizes}`);
  if (!metrics.memorisedShare) unless("memorisedShare", `needs 2 real images; ${sizes}`);

  const squares = await squaredSimilarities(rows, dimension, backend);
  const ratio = squares && model.squares && modesRatio(squares, model.squares);
  if (!ratio)
    unless("modesRatio", `needs ${SMALLEST_SET} images on each side that resemble each other at all; ${sizes}`);
  const duplicates = equalSize < 2 ? null : await compareDuplicates(samples, model, equalSize, threshold, backend);
  if (!duplicates) unless("duplicates", `needs 2 images on each side; ${sizes}`);
  const occupancy = await occupiedShare(rows, model, backend);
  if (!occupancy) unless("occupancy", `needs 2 samples and 4 real images; ${sizes}`);
  const frechet = frechetToReference(rows, model);
  if (!frechet) unless("frechetDistance", `needs 2 samples and 4 real images; ${sizes}`);
  const kernel = await kernelToReference(rows, model, backend);
  if (!kernel) unless("kernelDistance", `needs ${SMALLEST_SET} images on each side; ${sizes}`);
  const modes = await compareModes(rows, uncovered, model, backend);
  if (!modes) unless("ndb and missingModes", `need 40 real images; ${sizes}`);
  return {
    equalSize,
    ...metrics,
    ...(ratio ? { modesRatio: ratio } : {}),
    ...(duplicates ? { duplicates } : {}),
    ...(occupancy ? { occupancy } : {}),
    ...(frechet ? { frechetDistance: frechet } : {}),
    ...(kernel ? { kernelDistance: kernel } : {}),
    ...(modes ? { ndb: modes.ndb, missingModes: modes.missing } : {}),
    ...(await findTwins(samples, names, model, threshold, backend)),
    notComputed,
  };
};
