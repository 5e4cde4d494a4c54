/**
 * npm run bench:million [-- COUNT ...]: every figure of one set of drawn embeddings with known modes (384 values each), at 0, 30 and 100 %
 * collapse, each in a process of its own: seconds by stage, peak memory, what was found beside what was drawn, and how time grows from
 * the smallest count to the largest. Default: 200,000 and 1,000,000.
 */
import { spawnSync } from "node:child_process";
import { hash } from "node:crypto";
import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { selectBackend } from "../src/compute/select.ts";
import { loadBuiltInEmbedder } from "../src/embed/built-in.ts";
import type { PictureSource } from "../src/pixels/picture.ts";
import { Gathered } from "../src/run/gathered-images.ts";
import { measureSet } from "../src/run/measure-set.ts";
import { Stages } from "../src/run/stages.ts";

const DIMENSION = 384;
const THRESHOLD = 0.8;
const COLLAPSED = [0, 0.3, 1];
/** Of those that did not collapse, one in ten belongs to a mode of ten. */
const MODE = 10;
/** Length of the noise around a mode of length 1: two of its members have a cosine of about .91. */
const NOISE = 0.32;

/** Sizes of the modes of two and more, largest first. */
const modesOf = (n: number, collapsed: number): number[] => {
  const inCollapse = Math.round(n * collapsed);
  const modes = Math.floor((n - inCollapse) / 100);
  return [...(inCollapse > 0 ? [inCollapse] : []), ...Array.from({ length: modes }, () => MODE)];
};

/** The embeddings one by one, mode after mode; valid until the next is asked for. */
function* draw(n: number, modes: readonly number[]): Generator<Float32Array> {
  let state = 12345;
  const random = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32 - 0.5;
  };
  const direction = (length: number) => {
    const values = new Float32Array(DIMENSION).map(random);
    scale(values, length);
    return values;
  };
  const sizes = modes.reduce((sum, size) => sum + size, 0);
  for (const size of modes) {
    const centre = direction(1);
    for (let image = 0; image < size; image++) {
      const noise = direction(NOISE);
      const row = centre.map((value, k) => value + noise[k]!);
      scale(row, 1);
      yield row;
    }
  }
  for (let image = sizes; image < n; image++) yield direction(1);
}

const scale = (row: Float32Array, length: number): void => {
  let square = 0;
  for (const value of row) square += value * value;
  const factor = length / Math.sqrt(square);
  for (let k = 0; k < row.length; k++) row[k]! *= factor;
};

const NO_SOURCE: PictureSource = { content: () => Promise.reject(new Error("drawn")) };

const measure = async (n: number, collapsed: number) => {
  const { backend } = await selectBackend("cpu", availableParallelism());
  const embedder = await loadBuiltInEmbedder();
  await backend.loadModel(embedder.network);
  let said = 0;
  const stages = new Stages(({ stage, done = 0, total = 0 }) => {
    const percent = total === 0 ? 0 : Math.floor((100 * done) / total);
    if (percent > said) process.stderr.write(`\r${n}, ${100 * collapsed} % collapsed: ${stage} ${percent} %`);
    said = percent;
  });
  const modes = modesOf(n, collapsed);
  // Kept as those of a run are, which also brings them into the order of their hashes.
  const gathered = new Gathered({ embedder, backend, stages, cache: null, trusts: false, threads: 1 }, n);
  let drawn = 0;
  for (const embedding of draw(n, modes)) {
    const member = `${drawn++}.png`;
    const image = { member, source: NO_SOURCE, box: null };
    await gathered.add(image, { contentHash: hash("sha256", member), embedding, spread: 50, isNoise: false });
  }
  const { images } = gathered.checkpoint();
  const before = process.cpuUsage();
  const start = performance.now();
  const { groups, metrics, pairs } = await measureSet(images, THRESHOLD, { embedder, backend, stages });
  const seconds = (performance.now() - start) / 1000;
  const { user, system } = process.cpuUsage(before);
  await backend.close();
  process.stderr.write("\n");
  const pairsDrawn = modes.reduce((sum, size) => sum + (size * (size - 1)) / 2, 0);
  return {
    seconds,
    cores: (user + system) / 1e6,
    stages: Object.fromEntries(stages.timings.map(({ stage, milliseconds }) => [stage, milliseconds / 1000])),
    peak: process.resourceUsage().maxRSS / 1024,
    found: {
      groups: groups.length,
      largest: groups[0]?.size ?? 1,
      alike: pairs.duplicatePairs,
      modes: metrics.distinctModes,
    },
    drawn: { groups: modes.length, largest: modes[0] ?? 1, alike: pairsDrawn },
  };
};

const say = (line: string) => process.stdout.write(`${line}\n`);

type Measured = Awaited<ReturnType<typeof measure>>;

const [only, collapsed] = process.argv.slice(2);
if (only !== undefined && collapsed?.startsWith("collapsed=")) {
  process.stdout.write(JSON.stringify(await measure(Number(only), Number(collapsed.slice(10)))));
} else {
  const counts = process.argv.length > 2 ? process.argv.slice(2).map(Number) : [200_000, 1_000_000];
  say(
    `${counts.join(" and ")} embeddings of ${DIMENSION} values, ${availableParallelism()} cores, Node ${process.versions.node}`,
  );
  for (const share of COLLAPSED) {
    const results = counts.map((count): Measured => {
      const file = fileURLToPath(import.meta.url);
      const child = spawnSync(process.execPath, [...process.execArgv, file, String(count), `collapsed=${share}`], {
        encoding: "utf8",
        stdio: ["ignore", "pipe", "inherit"],
      });
      if (child.status !== 0) throw new Error(`${count} images: exit code ${child.status}`);
      const result = JSON.parse(child.stdout) as Measured;
      const stages = Object.entries(result.stages).map(([stage, seconds]) => `${stage} ${seconds.toFixed(1)}`);
      const both = (what: keyof Measured["drawn"]) => `${result.found[what]} (drawn ${result.drawn[what]})`;
      say(
        `${count}, ${100 * share} % collapsed: ${result.seconds.toFixed(1)} s (${stages.join(", ")}), all cores ${result.cores.toFixed(1)} s, ` +
          `peak ${result.peak.toFixed(0)} MB; groups ${both("groups")}, largest ${both("largest")}, alike pairs ${both("alike")}`,
      );
      return result;
    });
    const [first, last] = [results[0]!, results.at(-1)!];
    if (results.length > 1)
      say(
        `  ${counts.at(-1)! / counts[0]!} times the images: ${(last.seconds / first.seconds).toFixed(1)} times the time, ${(last.cores / first.cores).toFixed(1)} times by all cores`,
      );
  }
}
