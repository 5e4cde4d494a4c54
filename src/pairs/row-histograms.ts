/** Of each image, how its similarities to all others are spread: what a statistic over pairs and its jackknife need, without a matrix. */
import type { Backend } from "../compute/backend.ts";
import { countOf, evenIndices, type Rows, selectRows, unitParts } from "../kit/rows.ts";
import { allSimilarities } from "./all-similarities.ts";
import { binOf, SIMILARITY_BINS } from "./similarity-bins.ts";

/** Images compared; of more, evenly spaced ones are taken. A share of pairs is then known to half a per cent and better. */
const MOST_IMAGES = 1000;

export interface RowHistograms {
  /** Images compared. */
  images: number;
  bins: number;
  /** images x bins: the other images by their similarity in [-1, 1]. */
  counts: Uint16Array;
}

/**
 * @param all unit vectors, in an order that is random for what they show (sorted by content)
 * @param part the values [start, end) that are compared
 */
export const rowHistograms = async (
  all: Rows,
  backend: Backend,
  part: readonly [start: number, end: number] = [0, all.dimension],
): Promise<RowHistograms> => {
  // Chosen first: a part of all of them would be as large again as a third of all embeddings and more.
  const chosen = selectRows(all, evenIndices(countOf(all), MOST_IMAGES));
  const rows = part[1] - part[0] < all.dimension ? unitParts(chosen, part) : chosen;
  const images = countOf(rows);
  const similarities = await allSimilarities(rows, backend);
  const counts = new Uint16Array(images * SIMILARITY_BINS);
  for (let row = 0; row < images; row++)
    for (let other = 0; other < images; other++) {
      if (other !== row) counts[row * SIMILARITY_BINS + binOf(similarities[row * images + other]!)]!++;
    }
  return { images, bins: SIMILARITY_BINS, counts };
};
