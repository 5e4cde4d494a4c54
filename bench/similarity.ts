/**
 * npm run bench:similarity [-- --largest]: the pass over all pairs beside the bare tiled matrix product of the same runtime, how it grows, what
 * memory it takes when nothing and when everything is alike, and the comparison of two sets. `--largest` adds 200,000 images.
 * Each measurement is a process of its own, so that its memory is its own.
 */
import { spawnSync } from "node:child_process";
import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { type Backend, EVERY_VALUE } from "../src/compute/backend.ts";
import { selectBackend } from "../src/compute/select.ts";
import { compareSets, nearestWithin } from "../src/pairs/compare.ts";
import { findGroups } from "../src/pairs/groups.ts";
import { kthSimilarities } from "../src/pairs/nearest.ts";
import { runPairPass } from "../src/pairs/pair-pass.ts";
import { upperTriangle } from "../src/pairs/tiles.ts";

const DIMENSION = 256;
const THRESHOLD = 0.8;
const ROUNDS = 5;

/** n unit rows of random directions, of which the first `collapsed` share is one direction with noise (mean cosine .9). */
const makeVectors = (n: number, collapsed: number): Float32Array => {
  let state = 12345;
  const noise = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32 - 0.5;
  };
  const vectors = new Float32Array(n * DIMENSION);
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
  return { [name]: of("clock"), "by all cores": of("cores") };
};

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1]!;

/** Every tile as the runtime gives it, looked at by nobody. */
const bareProduct = async (vectors: Float32Array, n: number, backend: Backend): Promise<void> => {
  const rows = { values: vectors, dimension: DIMENSION };
  for await (const tile of backend.reduceTiles(rows, rows, upperTriangle(n), EVERY_VALUE))
    if (tile.sample!.length === 0) throw new Error("empty tile");
};

const MEASURES: Record<string, (backend: Backend, n: number, collapsed: number) => Promise<Record<string, number>>> = {
  /** Pair pass and bare product in turn. */
  async ratio(backend, n, collapsed) {
    const vectors = makeVectors(n, collapsed);
    const bare: Time[] = [];
    const pass: Time[] = [];
    for (let round = 0; round <= ROUNDS; round++) {
      const product = await timed(() => bareProduct(vectors, n, backend));
      const pairs = await timed(() => runPairPass({ values: vectors, dimension: DIMENSION }, THRESHOLD, backend));
      if (round === 0) continue;
      bare.push(product);
      pass.push(pairs);
    }
    return { "bare product, s": median(bare.map(({ clock }) => clock)), ...ratio("pass / bare", pass, bare) };
  },
  /** A smaller and a larger set in turn. */
  async growth(backend, n, collapsed) {
    const small = makeVectors(20_000, collapsed);
    const large = makeVectors(n, collapsed);
    const pass = (vectors: Float32Array) =>
      timed(() => runPairPass({ values: vectors, dimension: DIMENSION }, THRESHOLD, backend));
    const before = await pass(small);
    const after = await pass(large);
    return {
      "seconds of 20000": before.clock,
      ...ratio(`${n} / 20000`, [after], [before]),
      "pairs / pairs": (n / 20_000) ** 2,
    };
  },
  async whole(backend, n, collapsed) {
    const vectors = makeVectors(n, collapsed);
    let groups = 0;
    let largest = 0;
    const { clock, cores } = await timed(async () => {
      const pairs = await runPairPass({ values: vectors, dimension: DIMENSION }, THRESHOLD, backend);
      const found = await findGroups({ values: vectors, dimension: DIMENSION }, pairs, backend);
      groups = found.groups.length;
      largest = found.groups[0]?.members.length ?? 1;
    });
    return { "pass and groups, s": clock, "all cores, s": cores, groups, "largest group": largest };
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
  const result = await measure(backend, Number(count), Number(collapsed));
  await backend.close();
  const peak = process.resourceUsage().maxRSS / 1024;
  process.stdout.write(JSON.stringify({ ...result, "peak resident, MB": peak }));
} else {
  const runs: [string, number, number][] = [
    ["ratio", 10_000, 0],
    ["ratio", 10_000, 1],
    ["growth", 50_000, 0],
    ["growth", 50_000, 1],
    ["whole", 50_000, 0],
    ["whole", 50_000, 1],
    ["across", 10_000, 0],
    ...(process.argv.includes("--largest") ? ([["whole", 200_000, 0]] as [string, number, number][]) : []),
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
