/** Near-duplicates among the samples, beside those among as many real images. */
import type { ReferenceComparison } from "../../analysis/analysis.ts";
import type { Backend } from "../../compute/backend.ts";
import { nearestSimilarities, realNeighbours, shareFrom } from "./real-neighbours.ts";
import type { ReferenceModel } from "./reference-model.ts";

/** @param samples unit rows in the embedder's own space @param size images per side, 2 or more */
export const compareDuplicates = async (
  samples: Float32Array,
  model: ReferenceModel,
  size: number,
  threshold: number,
  backend: Backend,
): Promise<NonNullable<ReferenceComparison["duplicates"]>> => ({
  samples: shareFrom(await nearestSimilarities(samples, model.dimension, size, backend), threshold),
  reference: shareFrom(await realNeighbours(model, size, backend), threshold),
});
