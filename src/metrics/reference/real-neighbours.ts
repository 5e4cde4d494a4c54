/** How similar the nearest OTHER real image is in sets of n real images: what near-duplicates by chance look like. */
import type { Backend } from "../../compute/backend.ts";
import { shuffledIndices } from "../../kit/random.ts";
import { kNearestDistances } from "../../pairs/k-nearest.ts";
import { selectRows } from "../../pairs/vectors.ts";
import { perSize } from "./per-size.ts";

const SEED = 2;

/** Subsets that are drawn at least, unless the whole set is the only one. */
const FEWEST_SUBSETS = 4;

/**
 * Cosine of each image to its nearest one in random subsets of `size` images, pooled: a nearest neighbour is the more similar
 * the larger the set, so only equal sizes compare. Subsets of one shuffle are disjoint, further shuffles add some.
 * @param vectors unit rows @param size 2 .. rows
 */
export const nearestSimilarities = async (
  vectors: Float32Array,
  dimension: number,
  size: number,
  backend: Backend,
): Promise<Float64Array> => {
  const n = vectors.length / dimension;
  const pooled: number[] = [];
  const enough = size === n ? size : FEWEST_SUBSETS * size;
  for (let shuffle = 0; pooled.length < enough; shuffle++) {
    const order = shuffledIndices(n, SEED + shuffle);
    for (let start = 0; start + size <= n; start += size) {
      const subset = selectRows(vectors, dimension, order.slice(start, start + size));
      for (const distance of await kNearestDistances(subset, dimension, 1, backend)) pooled.push(1 - distance / 2);
    }
  }
  return Float64Array.from(pooled);
};

/** The same for the real images, once per size. */
export const realNeighbours = perSize((model, size, backend: Backend) =>
  nearestSimilarities(model.vectors, model.dimension, size, backend),
);

export const shareFrom = (similarities: Float64Array, threshold: number): number =>
  similarities.filter((similarity) => similarity >= threshold).length / similarities.length;

/** Linear between order statistics, as numpy's default. @param values not empty */
export const quantile = (values: Float64Array, q: number): number => {
  const sorted = values.slice().sort();
  const place = q * (sorted.length - 1);
  const below = Math.floor(place);
  const above = Math.min(sorted.length - 1, below + 1);
  return sorted[below]! + (place - below) * (sorted[above]! - sorted[below]!);
};
