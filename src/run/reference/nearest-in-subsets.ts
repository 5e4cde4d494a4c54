/** How similar the nearest OTHER image is in sets of n images: what near-duplicates by chance look like. */
import type { Backend } from "../../compute/backend.ts";
import { shuffledIndices } from "../../kit/random.ts";
import { countOf, type Rows, selectRows } from "../../kit/rows.ts";
import { perSize } from "../../metrics/reference/per-size.ts";
import { nearestWithin } from "../../pairs/compare.ts";

const SEED = 2;

/** Subsets that are drawn at least, unless the whole set is the only one. */
const FEWEST_SUBSETS = 4;

/**
 * Cosine of each image to its nearest one in random subsets of `size` images, pooled: a nearest neighbour is the more similar
 * the larger the set, so only equal sizes compare. Subsets of one shuffle are disjoint, further shuffles add some.
 * @param rows unit vectors @param size 2 .. rows
 */
export const nearestInSubsets = async (rows: Rows, size: number, backend: Backend): Promise<Float64Array> => {
  const n = countOf(rows);
  const pooled: number[] = [];
  const enough = size === n ? size : FEWEST_SUBSETS * size;
  for (let shuffle = 0; pooled.length < enough; shuffle++) {
    const order = shuffledIndices(n, SEED + shuffle);
    for (let start = 0; start + size <= n; start += size) {
      const { similarities } = await nearestWithin(selectRows(rows, order.slice(start, start + size)), 1, backend);
      for (const similarity of similarities) pooled.push(similarity);
    }
  }
  return Float64Array.from(pooled);
};

/** The same for the real images, once per size. */
export const realNeighbours = perSize((model, size, backend: Backend) => nearestInSubsets(model.rows, size, backend));
