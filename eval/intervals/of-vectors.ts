/**
 * Intervals of what is measured on embeddings: every mode is a random direction, so that different modes are alike by chance, and one
 * even to a mode of its own.
 */
import { distinctModes } from "../../src/metrics/distinct-modes.ts";
import { diversityIndex } from "../../src/metrics/diversity-index.ts";
import { meanSimilarity } from "../../src/metrics/mean-similarity.ts";
import { pairExcess } from "../../src/metrics/pair-excess.ts";
import { partSums } from "../../src/metrics/part-sums.ts";
import { spectrumOfRows } from "../../src/metrics/spectrum.ts";
import { supportSize } from "../../src/metrics/support-size.ts";
import { vendiScore } from "../../src/metrics/vendi-score.ts";
import type { RowHistograms } from "../../src/pairs/row-histograms.ts";
import { unitRows } from "../../test/helpers/random.ts";
import { countsOf, normalOf, type Population, uniformOf } from "./populations.ts";
import { Tally } from "./tally.ts";

const D = 32;
/** Of similarities, over [-1, 1]. */
const BINS = 400;

export const tallyOfVectors = (
  population: Population,
  n: number,
  { trials, seed }: { trials: number; seed: number },
) => {
  const { shares, simpson } = population;
  const uniform = uniformOf(seed);
  const directions = unitRows(
    Array.from({ length: shares.length * D }, () => normalOf(uniform)),
    D,
  );
  const { index, similarity } = truthOf(shares, directions);
  const tally = new Tally();
  for (let trial = 0; trial < trials; trial++) {
    const drawn = population.draw(n, uniform);
    const counts = countsOf(drawn);
    const support = supportSize(drawn.map((mode) => counts.get(mode)! - 1));
    const vectors = new Float32Array(n * D);
    drawn.forEach((mode, row) => {
      vectors.set(directions.subarray(mode * D, (mode + 1) * D), row * D);
    });
    const { excess } = pairExcess(similarityRows(vectors, n), { duplicate: 0.8, related: 0.6 });
    const whole = diversityIndex(partSums({ values: vectors, dimension: D }, [0, D], 0));
    tally.add("distinct modes", distinctModes(support, excess), simpson);
    tally.add("repeats in excess", excess, 1 / simpson);
    tally.add("diversity index", whole, index);
    tally.add("as number of modes", whole, simpson);
    tally.add("mean similarity", meanSimilarity(vectors, D), similarity);
    tally.add("Vendi score at this n", vendiScore(vectors, D, 0, spectrumOfRows(vectors, D)), null);
  }
  return tally;
};

/** 1 / sum of p_a p_b (c_a . c_b)^2, through the D x D matrix sum of p c c^T; and the sum of p_a p_b (c_a . c_b). */
const truthOf = (shares: readonly number[], directions: Float32Array): { index: number; similarity: number } => {
  const matrix = new Float64Array(D ** 2);
  const mean = new Float64Array(D);
  shares.forEach((share, mode) => {
    for (let a = 0; a < D; a++) {
      mean[a]! += share * directions[mode * D + a]!;
      for (let b = 0; b < D; b++) matrix[a * D + b]! += share * directions[mode * D + a]! * directions[mode * D + b]!;
    }
  });
  const squared = (values: Float64Array) => values.reduce((sum, value) => sum + value ** 2, 0);
  return { index: 1 / squared(matrix), similarity: squared(mean) };
};

const similarityRows = (vectors: Float32Array, n: number): RowHistograms => {
  const counts = new Uint16Array(n * BINS);
  for (let a = 0; a < n; a++)
    for (let b = 0; b < a; b++) {
      let cosine = 0;
      for (let k = 0; k < D; k++) cosine += vectors[a * D + k]! * vectors[b * D + k]!;
      const bin = Math.max(0, Math.min(BINS - 1, Math.floor((cosine + 1 + 1e-6) * (BINS / 2))));
      counts[a * BINS + bin]!++;
      counts[b * BINS + bin]!++;
    }
  return { images: n, bins: BINS, counts };
};
