/**
 * How often 95 % intervals hold the truth, by simulation with known modes: `npm run eval:intervals`, trials per cell as an
 * argument (default 1000). Prints the table of docs/intervals.md.
 */
import { type Abundances, abundancesOf } from "../src/metrics/abundances.ts";
import { distinctModes } from "../src/metrics/distinct-modes.ts";
import { diversityIndex } from "../src/metrics/diversity-index.ts";
import { hillNumbers } from "../src/metrics/hill-numbers.ts";
import { modeConcentration } from "../src/metrics/mode-concentration.ts";
import { pairExcess, type SimilarityRows } from "../src/metrics/pair-excess.ts";
import { pairSums } from "../src/metrics/pair-mean.ts";
import { partSums } from "../src/metrics/part-sums.ts";
import { expectedModes } from "../src/metrics/rarefaction.ts";
import { sampleCoverage } from "../src/metrics/sample-coverage.ts";
import { supportSize } from "../src/metrics/support-size.ts";
import { lcg, unitRows } from "../test/helpers/random.ts";

const SIZES = [64, 256, 1000];
const MODES = [5, 100, 2000];
/** Of the vectors; modes are random directions, so that different modes are alike by chance as they are in embeddings. */
const DIMENSION = 32;
const VECTOR_TRIALS = 200;

type Interval = { low: number; high: number | null };
const holds = ({ low, high }: Interval, truth: number): boolean =>
  truth >= low - 1e-9 && (high === null || truth <= high + 1e-9);

/** Where all modes are seen a curve has hardly a width, and the truth is off by less than a mode can be. */
const roundedOff = ({ low, high }: { low: number; high: number }): Interval => ({ low: low - 0.5, high: high + 0.5 });

const population = (modes: number, zipf: boolean): { shares: number[]; draw: (u: number) => number } => {
  const weights = Array.from({ length: modes }, (_, mode) => (zipf ? 1 / (mode + 1) : 1));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const shares = weights.map((weight) => weight / total);
  const cumulative = new Float64Array(modes);
  shares.reduce((sum, share, mode) => {
    cumulative[mode] = sum + share;
    return sum + share;
  }, 0);
  const draw = (u: number): number => {
    let [low, high] = [0, modes - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (cumulative[middle]! <= u) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  return { shares, draw };
};

const COLUMNS = [
  "diversity index",
  "the same, of vectors",
  "support size",
  "repeats in excess",
  "distinct modes",
  "concentration",
  "sample coverage",
  "Hill 1",
  "Hill 2",
  "Chao1 >= its low",
  "curve at n/2",
  "curve at 2n",
] as const;
type Column = (typeof COLUMNS)[number];
const OF_VECTORS: readonly Column[] = ["the same, of vectors", "repeats in excess", "distinct modes"];
/** Of similarities, over [-1, 1]. */
const BINS = 400;

const similarityRows = (vectors: Float32Array, n: number): SimilarityRows => {
  const counts = new Uint16Array(n * BINS);
  for (let a = 0; a < n; a++)
    for (let b = 0; b < a; b++) {
      let cosine = 0;
      for (let k = 0; k < DIMENSION; k++) cosine += vectors[a * DIMENSION + k]! * vectors[b * DIMENSION + k]!;
      const bin = Math.max(0, Math.min(BINS - 1, Math.floor((cosine + 1 + 1e-6) * (BINS / 2))));
      counts[a * BINS + bin]!++;
      counts[b * BINS + bin]!++;
    }
  return { images: n, bins: BINS, counts };
};

const simulate = (
  { modes, zipf, n }: { modes: number; zipf: boolean; n: number },
  trials: number,
  seed: number,
): Record<Column, number> => {
  const { shares, draw } = population(modes, zipf);
  const sum = (term: (share: number) => number) => shares.reduce((total, share) => total + term(share), 0);
  const simpson = 1 / sum((p) => p * p);
  const shannon = Math.exp(-sum((p) => p * Math.log(p)));
  const expected = (images: number) => sum((p) => -Math.expm1(images * Math.log1p(-p)));
  const [half, double] = [expected(n / 2), expected(2 * n)];
  const next = lcg(seed);
  // The low bits of a congruential generator are poor; two draws give 32 good ones.
  const uniform = () => (Math.floor(next() * 65536) * 65536 + next() * 65536) / 2 ** 32;
  const directions = unitRows(
    Array.from(
      { length: modes * DIMENSION },
      () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform()),
    ),
    DIMENSION,
  );
  const vectorTruth = effectiveNumber(shares, directions);
  const held = Object.fromEntries(COLUMNS.map((column) => [column, 0])) as Record<Column, number>;
  const count = (column: Column, interval: Interval, truth: number) => {
    if (holds(interval, truth)) held[column]++;
  };
  for (let trial = 0; trial < trials; trial++) {
    const counts = new Map<number, number>();
    const drawn = Array.from({ length: n }, () => draw(uniform()));
    for (const mode of drawn) counts.set(mode, (counts.get(mode) ?? 0) + 1);
    const abundances: Abundances = abundancesOf([...counts.values()]);
    const degrees = drawn.map((mode) => counts.get(mode)! - 1);
    const sums = pairSums(degrees, degrees.reduce((total, degree) => total + degree, 0) / (n * (n - 1)));
    count("diversity index", diversityIndex(sums), simpson);
    count("support size", supportSize(degrees), simpson);
    count(
      "concentration",
      modeConcentration(
        [...counts.values()].filter((size) => size > 1),
        n,
      ),
      1 / simpson,
    );
    const seen = [...counts.keys()].reduce((total, mode) => total + shares[mode]!, 0);
    count("sample coverage", sampleCoverage(abundances), seen);
    const hill = hillNumbers(abundances);
    count("Hill 1", hill.shannon, shannon);
    count("Hill 2", hill.simpson, simpson);
    count("Chao1 >= its low", { low: hill.richness.low, high: null }, modes);
    count("curve at n/2", roundedOff(expectedModes(abundances, n / 2)), half);
    count("curve at 2n", roundedOff(expectedModes(abundances, 2 * n)), double);
    if (trial < VECTOR_TRIALS) {
      const vectors = new Float32Array(n * DIMENSION);
      drawn.forEach((mode, row) => {
        vectors.set(directions.subarray(mode * DIMENSION, (mode + 1) * DIMENSION), row * DIMENSION);
      });
      const { excess } = pairExcess(similarityRows(vectors, n), { duplicate: 0.8, related: 0.6 });
      count("repeats in excess", excess, 1 / simpson);
      count("distinct modes", distinctModes(supportSize(degrees), excess), simpson);
      count(
        "the same, of vectors",
        diversityIndex(partSums({ values: vectors, dimension: DIMENSION }, [0, DIMENSION], 0)),
        vectorTruth,
      );
    }
  }
  for (const column of COLUMNS) held[column] /= OF_VECTORS.includes(column) ? Math.min(trials, VECTOR_TRIALS) : trials;
  return held;
};

/** 1 / sum of p_a p_b (c_a . c_b)^2, through the d x d matrix sum of p c c^T. */
const effectiveNumber = (shares: readonly number[], directions: Float32Array): number => {
  const matrix = new Float64Array(DIMENSION ** 2);
  shares.forEach((share, mode) => {
    for (let a = 0; a < DIMENSION; a++)
      for (let b = 0; b < DIMENSION; b++)
        matrix[a * DIMENSION + b]! += share * directions[mode * DIMENSION + a]! * directions[mode * DIMENSION + b]!;
  });
  return 1 / matrix.reduce((sum, value) => sum + value ** 2, 0);
};

const trials = Number(process.argv[2] ?? 1000);
const row = (cells: readonly string[]) => process.stdout.write(`| ${cells.join(" | ")} |\n`);
row(["modes", "n", ...COLUMNS]);
row(["---", "---", ...COLUMNS.map(() => "---")]);
for (const zipf of [false, true])
  for (const modes of MODES)
    for (const n of SIZES) {
      const held = simulate({ modes, zipf, n }, trials, modes + n + (zipf ? 1 : 0));
      row([`${modes} ${zipf ? "Zipf" : "equal"}`, `${n}`, ...COLUMNS.map((column) => (100 * held[column]).toFixed(1))]);
    }
