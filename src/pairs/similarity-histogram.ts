/** Counts of similarities in equal bins over [-1, 1]. */
import type { Histogram } from "../analysis/analysis.ts";
import { BARRED } from "../compute/backend.ts";

const BINS = 200;
/** Pairs that are counted before a set is sampled: counting is the only part of a pass that the device does not do. */
const MOST_PAIRS = 2 ** 22;
/** Four columns of a full tile, so that every tile has its say. */
const LARGEST_STEP = 256;

/** Every how many columns a pass over the pairs of n images counts: 1 up to 2,897 images. */
export const histogramStep = (n: number): number =>
  Math.min(LARGEST_STEP, Math.max(1, Math.ceil((n * (n - 1)) / 2 / MOST_PAIRS)));

export const emptyHistogram = (): Histogram => ({ from: -1, to: 1, counts: new Array<number>(BINS).fill(0) });

export const histogramBin = (similarity: number): number => {
  const bin = ((similarity + 1) * (BINS / 2)) | 0;
  return bin < 0 ? 0 : bin >= BINS ? BINS - 1 : bin;
};

/** Adds similarities; barred ones are left out. */
export const addToHistogram = ({ counts }: Histogram, similarities: Float32Array): void => {
  const tally = new Uint32Array(BINS);
  for (let index = 0; index < similarities.length; index++) {
    const similarity = similarities[index]!;
    if (similarity >= BARRED / 2) tally[histogramBin(similarity)]!++;
  }
  for (let bin = 0; bin < BINS; bin++) counts[bin]! += tally[bin]!;
};
