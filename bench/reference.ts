/**
 * npm run bench:reference [-- COUNT [REAL]]: the comparison of COUNT (10,000) samples with REAL (as many) real images, from their embeddings
 * on: time of each part and the peak of memory, which a distance matrix of 10,000 x 10,000 doubles alone would put above 800 MB.
 */
import { availableParallelism } from "node:os";
import { selectBackend } from "../src/compute/select.ts";
import { seededRandom } from "../src/kit/random.ts";
import type { Rows } from "../src/kit/rows.ts";
import { ballMetrics } from "../src/metrics/reference/ball-metrics.ts";
import { frechetToReference } from "../src/metrics/reference/frechet-to-reference.ts";
import { runPairPass } from "../src/pairs/pair-pass.ts";
import { passBalls } from "../src/run/reference/ball-passes.ts";
import { compareWithReference } from "../src/run/reference/compare.ts";
import { measureReference } from "../src/run/reference/measure-reference.ts";

const DIMENSION = 384;
const count = Number(process.argv[2] ?? 10_000);
const real = Number(process.argv[3] ?? count);

const rowsOf = (n: number, seed: number): Float32Array => {
  const random = seededRandom(seed);
  const rows = new Float32Array(n * DIMENSION);
  for (let row = 0; row < n; row++) {
    const part = rows.subarray(row * DIMENSION, (row + 1) * DIMENSION);
    // Few directions carry most of the spread, as in embeddings of pictures.
    for (let k = 0; k < DIMENSION; k++) part[k] = (random() + random() + random() - 1.5) / Math.sqrt(k + 1);
    const length = Math.hypot(...part);
    for (let k = 0; k < DIMENSION; k++) part[k]! /= length;
  }
  return rows;
};
const namesOf = (n: number) => Array.from({ length: n }, (_, index) => `${index}.png`);

const { backend } = await selectBackend("cpu", availableParallelism());
const timed = async <T>(name: string, work: () => T | Promise<T>): Promise<T> => {
  const start = performance.now();
  const result = await work();
  process.stdout.write(`${name.padEnd(48)} ${((performance.now() - start) / 1000).toFixed(1)} s\n`);
  return result;
};
const [samples, reference] = [rowsOf(count, 1), rowsOf(real, 2)].map((values) => ({
  values,
  dimension: DIMENSION,
})) as [Rows, Rows];
process.stdout.write(
  `${count} samples, ${real} real images, ${DIMENSION} values, ${backend.name} (${backend.device})\n`,
);
const model = await timed("reference, once", () => measureReference(namesOf(real), reference, backend));
const { degrees } = await timed("near-duplicates of the samples", () => runPairPass(samples, 0.8, backend));
const compare = () => compareWithReference({ rows: samples, names: namesOf(count), degrees }, model, 0.8, backend);
await timed("first comparison, whole", compare);
await timed("next comparison of this size", compare);
const balls = await timed("  of which balls and memorisation", () => passBalls(samples, model, backend));
await timed("  of which Frechet distance", () => frechetToReference(samples, model));
const { precision, coverage } = ballMetrics(balls, model);
process.stdout.write(
  `precision ${precision?.value} (expected ${precision?.expected}), coverage ${coverage?.value} (expected ${coverage?.expected})\n`,
);
process.stdout.write(`peak memory ${(process.resourceUsage().maxRSS / 1024).toFixed(0)} MB\n`);
await backend.close();
