/** One pass over all pairs of a set: what every pair statistic needs, in O(n) memory whatever the number of duplicates. */
import type { Histogram } from "../analysis/analysis.ts";
import { BARRED, type Backend, type TileQuery, type TileReduction } from "../compute/backend.ts";
import { countOf, type Rows } from "../kit/rows.ts";
import { sum } from "../kit/stats.ts";
import type { BlockQuery, Lowest } from "./blocks/block-job.ts";
import { pairBlocks } from "./blocks/pair-blocks.ts";
import type { PairPartial } from "./blocks/pair-totals.ts";
import { lanesFor, reduceBlocks, storedRows } from "./blocks/reduce-blocks.ts";
import { ComponentBuilder } from "./component-builder.ts";
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
  /** X^T X, dimension x dimension; left out of fewer images than that, which are better compared with each other. */
  moments?: Float64Array;
  /** Per image: the smallest index of its connected component in the near-duplicate graph. */
  components: Uint32Array;
  /** Of all pairs up to 2,897 images; of more, of an even sample of some 4 million pairs. */
  histogram: Histogram;
  /** The least similar pair, where the pass came by it: null where it did not, or where it is not positive. */
  lowest: Lowest | null;
}

/**
 * @param rows unit vectors
 * @param onBlock blocks of pairs that are compared, of a large set; what it throws ends the pass
 */
export const runPairPass = async (
  rows: Rows,
  threshold: number,
  backend: Backend,
  onBlock?: (done: number, total: number) => void,
): Promise<PairStatistics> => {
  const n = countOf(rows);
  const lanes = lanesFor(n, backend);
  if (!lanes) return passHere(rows, threshold, backend);
  const blocks = pairBlocks(n);
  const partial = await reduceBlocks(storedRows(rows), pairQuery(n, threshold), lanes, {
    blocks,
    onBlock: onBlock && ((done) => onBlock(done, blocks.length)),
  });
  return statisticsOf(rows, threshold, partial, backend);
};

/** Bounds that it counts partners at. */
export const PAIR_BOUNDS = 2;

/** What the pass asks of the blocks of n images. */
export const pairQuery = (n: number, threshold: number): BlockQuery => ({
  bounds: [threshold, closeThreshold(threshold)],
  joins: true,
  sampleStep: histogramStep(n),
});

/** @param partial of all blocks */
export const statisticsOf = async (
  rows: Rows,
  threshold: number,
  { n, counts, joined, histogram, lowest }: PairPartial,
  backend: Backend,
): Promise<PairStatistics> => {
  const [degrees, closeDegrees] = counts;
  const moments = await secondMoments(rows, backend);
  return {
    n,
    threshold,
    duplicatePairs: sum(degrees!) / 2,
    degrees: degrees!,
    closeDegrees: closeDegrees!,
    squareSums: await squareSums(rows, moments, backend),
    moments,
    components: joined,
    histogram: { ...emptyHistogram(), counts: histogram },
    lowest: lowest && lowest.similarity > 0 ? lowest : null,
  };
};

/** On this thread, or on the device. */
const passHere = async (rows: Rows, threshold: number, backend: Backend): Promise<PairStatistics> => {
  const n = countOf(rows);
  const degrees = new Uint32Array(n);
  const closeDegrees = new Uint32Array(n);
  const histogram = emptyHistogram();
  const builder = new ComponentBuilder(rows, threshold, backend);
  const query: TileQuery = {
    bounds: [threshold, closeThreshold(threshold)].map((value) => ({ per: "all", value })),
    labels: { rows: builder.labels, columns: builder.labels },
    sampleStep: histogramStep(n),
    bar: "lower",
  };

  const isSmall = n <= rows.dimension;
  const squares = new Float64Array(n);
  const tiles = builder.labelled(upperTriangle(n, REDUCED_TILE));
  for await (const tile of backend.reduceTiles(rows, rows, tiles, query)) {
    for (const [index, totals] of [degrees, closeDegrees].entries()) {
      const found = tile.counts[index]!;
      addCounts(totals, found.rows.counts, tile.rowStart);
      addCounts(totals, found.columns.counts, tile.columnStart);
    }
    addToHistogram(histogram, tile.sample!);
    if (isSmall) addSquares(squares, tile);
    await builder.add(tile, tile.highestElsewhere!);
  }
  const moments = isSmall ? null : await secondMoments(rows, backend);
  return {
    n,
    threshold,
    duplicatePairs: sum(degrees) / 2,
    degrees,
    closeDegrees,
    squareSums: moments ? await squareSums(rows, moments, backend) : squares,
    ...(moments ? { moments } : {}),
    components: builder.components(),
    histogram,
    lowest: null,
  };
};

/** Of a tile whose sample holds every pair once. */
const addSquares = (
  totals: Float64Array,
  { rowStart, rowEnd, columnStart, columnEnd, sample }: TileReduction,
): void => {
  for (let row = rowStart, at = 0; row < rowEnd; row++)
    for (let column = columnStart; column < columnEnd; column++, at++) {
      const similarity = sample![at]!;
      if (similarity < BARRED / 2) continue;
      totals[row]! += similarity * similarity;
      totals[column]! += similarity * similarity;
    }
};

const addCounts = (totals: Uint32Array, found: Float32Array, start: number): void => {
  for (let index = 0; index < found.length; index++) totals[start + index]! += found[index]!;
};
