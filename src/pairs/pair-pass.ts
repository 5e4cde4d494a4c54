/** One pass over all pairs of a set: what every pair statistic needs, in O(n) memory whatever the number of duplicates. */
import type { Histogram } from "../analysis/analysis.ts";
import type { Backend, TileQuery } from "../compute/backend.ts";
import { ComponentBuilder } from "./component-builder.ts";
import { addNeighbours, type Nearest, noNeighbours } from "./nearest.ts";
import { closeThreshold } from "./linkage/related-thresholds.ts";
import { addToHistogram, emptyHistogram, histogramStep } from "./similarity-histogram.ts";
import { secondMoments, squareSums } from "./square-sums.ts";
import { REDUCED_TILE, upperTriangle } from "./tiles.ts";

export interface PairStatistics {
  n: number;
  /** Similarity from which a pair counts as near-duplicate. */
  threshold: number;
  /** Pairs at or above the threshold, each counted once. */
  duplicatePairs: number;
  /** Per image: its near-duplicate partners. */
  degrees: Uint32Array;
  /** Per image: its close copies, the partners at or above `closeThreshold`. */
  closeDegrees: Uint32Array;
  /** Per image: sum of its squared similarities to the others. */
  squareSums: Float64Array;
  /** X^T X, dimension x dimension. */
  moments: Float64Array;
  /** Per image: the smallest index of its connected component in the near-duplicate graph. */
  components: Uint32Array;
  /** Of all pairs up to 2,897 images; of more, of an even sample of some 4 million pairs. */
  histogram: Histogram;
  /** The k most similar others of each image; null when they were not asked for. */
  nearest: Nearest | null;
}

/**
 * @param vectors n x dimension, unit rows
 * @param neighbours k, the most similar others to keep per image; 0 keeps none and is faster
 */
export const runPairPass = async (
  vectors: Float32Array,
  dimension: number,
  threshold: number,
  backend: Backend,
  { neighbours = 0 } = {},
): Promise<PairStatistics> => {
  const n = vectors.length / dimension;
  const degrees = new Uint32Array(n);
  const closeDegrees = new Uint32Array(n);
  const histogram = emptyHistogram();
  const nearest = neighbours > 0 ? noNeighbours(n, neighbours) : null;
  const builder = new ComponentBuilder(vectors, dimension, threshold, backend);
  const query: TileQuery = {
    bounds: [threshold, closeThreshold(threshold)].map((value) => ({ per: "all", value })),
    labels: { rows: builder.labels, columns: builder.labels },
    sampleStep: histogramStep(n),
    bar: "lower",
    ...(nearest ? { nearest: { k: neighbours, columnsToo: true } } : {}),
  };

  const tiles = builder.labelled(upperTriangle(n, REDUCED_TILE));
  for await (const tile of backend.reduceTiles(vectors, vectors, dimension, tiles, query)) {
    for (const [index, totals] of [degrees, closeDegrees].entries()) {
      const { rows, columns } = tile.counts[index]!;
      for (let row = 0; row < rows.length; row++) totals[tile.rowStart + row]! += rows[row]!;
      for (let column = 0; column < columns.length; column++) totals[tile.columnStart + column]! += columns[column]!;
    }
    addToHistogram(histogram, tile.sample!);
    if (nearest) {
      addNeighbours(nearest, tile.nearestColumns!, tile.rowStart, tile.columnStart);
      addNeighbours(nearest, tile.nearestRows!, tile.columnStart, tile.rowStart);
    }
    await builder.add(tile, tile.highestElsewhere!);
  }
  const moments = await secondMoments(vectors, dimension, backend);
  return {
    n,
    threshold,
    duplicatePairs: degrees.reduce((sum, degree) => sum + degree, 0) / 2,
    degrees,
    closeDegrees,
    squareSums: await squareSums(vectors, dimension, moments, backend),
    moments,
    components: builder.components(),
    histogram,
    nearest,
  };
};
