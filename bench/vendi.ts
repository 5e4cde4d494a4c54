/**
 * The Vendi score through d x d products against the eigenvalues of the n x n matrix, by the same routine: `npm run bench:vendi`.
 * The large matrix would take most of an hour, so it is timed at a fifth of n and scaled by n^3, which flatters it: its caches
 * hold more of the small one. CPU time, so that other work on the machine does not count.
 */
import { innerProductsOfRows } from "../src/metrics/products.ts";
import { spectrumOf, spectrumOfRows } from "../src/metrics/spectrum.ts";
import { vendiScore } from "../src/metrics/vendi-score.ts";
import { mat, unitRows } from "../test/helpers/random.ts";

const N = 5000;
const PART = 5;
const DIMENSION = 384;
const ROUNDS = 3;

const seconds = (work: () => unknown): number => {
  const start = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1e6;
};
const median = (values: number[]): number => values.sort((a, b) => a - b)[Math.floor(values.length / 2)]!;

const vectors = unitRows(mat(N, DIMENSION, 1), DIMENSION);
const rows = N / PART;
const some = vectors.subarray(0, rows * DIMENSION);
const ours = median(
  Array.from({ length: ROUNDS }, () =>
    seconds(() => vendiScore(vectors, DIMENSION, 0, spectrumOfRows(vectors, DIMENSION))),
  ),
);
const whole = seconds(() => spectrumOf(innerProductsOfRows(some, DIMENSION), rows));
const scaled = whole * PART ** 3;
process.stdout.write(`Vendi score of ${N} images, d = ${DIMENSION}: ${ours.toFixed(2)} s with its interval
n x n eigenvalues: ${whole.toFixed(1)} s for ${rows} images, so ${scaled.toFixed(0)} s for ${N}
ratio: ${Math.round(scaled / ours)}
`);
