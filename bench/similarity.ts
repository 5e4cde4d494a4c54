/**
 * npm run bench:similarity: the pass over all pairs, and everything made of pairs, beside the bare tiled matrix product of the same runtime,
 * when nothing and when everything is alike, and the comparison of two sets. Larger sets: `npm run bench:million`.
 * Each measurement is a process of its own, so that its memory is its own.
 */
import { spawnSync } from "node:child_process";
import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { type Backend, EVERY_VALUE } from "../src/compute/backend.ts";
import { selectBackend } from "../src/compute/select.ts";
import { loadBuiltInEmbedder } from "../src/embed/built-in.ts";
import { countOf, type Rows } from "../src/kit/rows.ts";
import { closePairs } from "../src/pairs/close-pairs.ts";
import { compareSets, nearestWithin } from "../src/pairs/compare.ts";
import { findGroups } from "../src/pairs/groups.ts";
import { kthSimilarities } from "../src/pairs/nearest.ts";
import { runPairPass } from "../src/pairs/pair-pass.ts";
import { rowHistograms } from "../src/pairs/row-histograms.ts";
import { sweep } from "../src/pairs/sweep.ts";
import { upperTriangle } from "../src/pairs/tiles.ts";

const DIMENSION = 384;
/** Values of a row from edges alone. */
const STRUCTURE = 256;
const THRESHOLD = 0.8;
const ROUNDS = 5;

/** n unit rows of random directions, of which the first `collapsed` share is one direction with noise (mean cosine .9). */
const makeVectors = (n: number, collapsed: number): Float32Array => {
  let state = 12345;
  const noise = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32 - 0.5;
  };
  const vectors = new Float32Array(new SharedArrayBuffer(4 * n * DIMENSION));
  for (let row = 0; row < n; row++) {
    const offset = row < collapsed * n ? 0.866 : 0;
    let square = 0;
    for (let k = row * DIMENSION; k < (row + 1) * DIMENSION; k++) {
      vectors[k] = noise() + offset * (k % 2 === 0 ? 1 : -1);
      square += vectors[k]! ** 2;
    }
    for (let k = row * DIMENSION; k < (row + 1) * DIMENSION; k++) vectors[k]! /= Math.sqrt(square);
  }
  return vectors;
};

interface Time {
  /** Seconds of the clock. */
  clock: number;
  /** Seconds of all cores together, which other processes on the machine disturb less. */
  cores: number;
}

const timed = async (work: () => Promise<unknown>): Promise<Time> => {
  const before = process.cpuUsage();
  const start = performance.now();
  await work();
  const { user, system } = process.cpuUsage(before);
  return { clock: (performance.now() - start) / 1000, cores: (user + system) / 1e6 };
};

/** The median of the paired ratios, by the clock and by all cores. */
const ratio = (name: string, above: readonly Time[], below: readonly Time[]): Record<string, number> => {
  const of = (kind: keyof Time) => median(above.map((time, round) => time[kind] / below[round]![kind]));
  return { [name]: of("clock"), [`${name} by all cores`]: of("cores") };
};

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1]!;

/** Every tile as the runtime gives it, looked at by nobody. */
const bareProduct = async (vectors: Float32Array, n: number, backend: Backend): Promise<void> => {
  const rows = { values: vectors, dimension: DIMENSION };
  for await (const tile of backend.reduceTiles(rows, rows, upperTriangle(n), EVERY_VALUE))
    if (tile.sample!.length === 0) throw new Error("empty tile");
};

/** Everything that is made of pairs: counts, components, groups, spread, other thresholds, and the pairs a report ships. */
const wholeStage = async (rows: Rows, backend: Backend): Promise<void> => {
  const n = countOf(rows);
  const pairs = await runPairPass(rows, THRESHOLD, backend);
  await findGroups(rows, pairs, backend);
  await rowHistograms(rows, backend);
  await rowHistograms(rows, backend, [0, STRUCTURE]);
  await sweep(rows, THRESHOLD, 0, backend);
  const names = Array.from({ length: n }, (_, row) => String(row));
  await closePairs(rows, pairs, { names }, backend);
};

const MEASURES: Record<string, (backend: Backend, n: number, collapsed: number) => Promise<Record<string, number>>> = {
  /** Bare product, pass and whole stage in turn. */
  async stage(backend, n, collapsed) {
    const rows = { values: makeVectors(n, collapsed), dimension: DIMENSION };
    const bare: Time[] = [];
    const pass: Time[] = [];
    const stage: Time[] = [];
    for (let round = 0; round <= (n > 20_000 ? 1 : ROUNDS); round++) {
      const times = [
        await timed(() => bareProduct(rows.values, n, backend)),
        await timed(() => runPairPass(rows, THRESHOLD, backend)),
        await timed(() => wholeStage(rows, backend)),
      ];
      // Threads start and code is compiled in the first.
      if (round === 0) continue;
      for (const [index, list] of [bare, pass, stage].entries()) list.push(times[index]!);
    }
    return {
      "bare product, s": median(bare.map(({ clock }) => clock)),
      ...ratio("pass / bare", pass, bare),
      ...ratio("whole stage / bare", stage, bare),
    };
  },
  /** What precision, recall, density and coverage need of two sets of n. */
  async across(backend, n) {
    const a = makeVectors(n, 0);
    const b = makeVectors(n, 0.1);
    const { clock, cores } = await timed(async () => {
      const ofA = kthSimilarities(await nearestWithin({ values: a, dimension: DIMENSION }, 5, backend));
      const ofB = kthSimilarities(await nearestWithin({ values: b, dimension: DIMENSION }, 5, backend));
      await compareSets(
        { values: a, dimension: DIMENSION },
        { values: b, dimension: DIMENSION },
        {
          balls: [
            { around: "first", radii: ofA },
            { around: "second", radii: ofB },
          ],
        },
        backend,
      );
    });
    return { "radii and balls, s": clock, "all cores, s": cores };
  },
};

const [name, count, collapsed] = process.argv.slice(2);
const measure = name === undefined ? undefined : MEASURES[name];
if (measure) {
  const { backend } = await selectBackend("cpu", availableParallelism());
  await backend.loadModel((await loadBuiltInEmbedder()).network);
  const result = await measure(backend, Number(count), Number(collapsed));
  await backend.close();
  const peak = process.resourceUsage().maxRSS / 1024;
  process.stdout.write(JSON.stringify({ ...result, "peak resident, MB": peak }));
} else {
  const runs: [string, number, number][] = [
    ["stage", 10_000, 0],
    ["stage", 10_000, 1],
    ["stage", 50_000, 0],
    ["stage", 50_000, 1],
    ["across", 10_000, 0],
  ];
  process.stdout.write(`All pairs, ${DIMENSION} values per image, ${availableParallelism()} cores\n`);
  for (const [what, n, share] of runs) {
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [...process.execArgv, fileURLToPath(import.meta.url), what, String(n), String(share)],
      { encoding: "utf8" },
    );
    if (status !== 0) throw new Error(`${what} ${n} failed: ${stderr}`);
    const numbers = Object.entries(JSON.parse(stdout) as Record<string, number>);
    process.stdout.write(
      `${what}, n = ${n}, ${100 * share} % alike: ${numbers.map(([key, value]) => `${key} ${value >= 100 ? value.toFixed(0) : value.toPrecision(3)}`).join("; ")}\n`,
    );
  }
}
