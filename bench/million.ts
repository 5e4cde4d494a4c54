/**
 * npm run bench:million [-- COUNT ...]: every figure of one set of drawn embeddings with known modes (384 values each), at 0, 30 and 100 %
 * collapse, each in a process of its own: seconds by stage, peak memory, what was found beside what was drawn, and how time grows from
 * the smallest count to the largest. Default: 200,000 and 1,000,000.
 */
import { spawnSync } from "node:child_process";
import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { selectBackend } from "../src/compute/select.ts";
import { loadBuiltInEmbedder } from "../src/embed/built-in.ts";
import { type Rows, rowsAt } from "../src/kit/rows.ts";
import type { EmbeddedMember } from "../src/run/gathered-images.ts";
import { measureSet } from "../src/run/measure-set.ts";
import { Stages } from "../src/run/stages.ts";

const DIMENSION = 384;
const THRESHOLD = 0.8;
const COLLAPSED = [0, 0.3, 1];
/** Of those that did not collapse, one in ten belongs to a mode of ten. */
const MODE = 10;
/** Length of the noise around a mode of length 1: two of its members have a cosine of about .91. */
const NOISE = 0.32;

interface Drawn {
  rows: Rows;
  /** Sizes of the modes of two and more, largest first. */
  modes: number[];
}

/** In an order that is random for what they show, as images sorted by content are. */
const draw = (n: number, collapsed: number): Drawn => {
  let state = 12345;
  const random = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  const inCollapse = Math.round(n * collapsed);
  const inModes = Math.floor((n - inCollapse) / 100) * MODE;
  const modes = inModes / MODE;
  /** One random direction, and one for each mode: drawn anew from its own seed. */
  const direction = (into: Float32Array, seed: number) => {
    let own = (Math.imul(seed + 1, 2654435761) ^ 0x9e3779b9) >>> 0;
    for (let k = 0; k < DIMENSION; k++) {
      own = (Math.imul(own ^ (own >>> 15), 2246822519) + 3266489917) >>> 0;
      into[k] = own / 2 ** 32 - 0.5;
    }
    scale(into, 1);
  };
  const rows = { values: new Float32Array(new SharedArrayBuffer(4 * n * DIMENSION)), dimension: DIMENSION };
  const places = Uint32Array.from({ length: n }, (_, index) => index);
  for (let index = n - 1; index > 0; index--) {
    const other = Math.floor(random() * (index + 1));
    [places[index], places[other]] = [places[other]!, places[index]!];
  }
  const centre = new Float32Array(DIMENSION);
  const noise = new Float32Array(DIMENSION);
  for (let image = 0; image < n; image++) {
    const isAlone = image >= inCollapse + inModes;
    const mode = image < inCollapse ? 0 : 1 + ((image - inCollapse) % Math.max(1, modes));
    direction(centre, isAlone ? n + image : mode);
    const row = rowsAt(rows, places[image]!);
    row.set(centre);
    if (isAlone) continue;
    for (let k = 0; k < DIMENSION; k++) noise[k] = random() - 0.5;
    scale(noise, NOISE);
    for (let k = 0; k < DIMENSION; k++) row[k]! += noise[k]!;
    scale(row, 1);
  }
  const sizes = [...(inCollapse > 0 ? [inCollapse] : []), ...Array.from({ length: modes }, () => MODE)];
  return { rows, modes: sizes };
};

const scale = (row: Float32Array, length: number): void => {
  let square = 0;
  for (const value of row) square += value * value;
  const factor = length / Math.sqrt(square);
  for (let k = 0; k < row.length; k++) row[k]! *= factor;
};

class DrawnImage implements EmbeddedMember {
  readonly fault = null;
  readonly key = null;
  readonly contentHash: string;
  readonly #rows: Rows;
  readonly #row: number;

  constructor(rows: Rows, row: number) {
    this.#rows = rows;
    this.#row = row;
    this.contentHash = String(row).padStart(8, "0");
  }

  get member(): string {
    return this.contentHash;
  }

  get embedding(): Float32Array {
    return rowsAt(this.#rows, this.#row);
  }
}

const measure = async (n: number, collapsed: number) => {
  const { rows, modes } = draw(n, collapsed);
  const { backend } = await selectBackend("cpu", availableParallelism());
  const embedder = await loadBuiltInEmbedder();
  await backend.loadModel(embedder.network);
  let said = 0;
  const stages = new Stages(({ stage, done = 0, total = 0 }) => {
    const percent = total === 0 ? 0 : Math.floor((100 * done) / total);
    if (percent > said) process.stderr.write(`\r${n}, ${100 * collapsed} % collapsed: ${stage} ${percent} %`);
    said = percent;
  });
  const images = Array.from({ length: n }, (_, row) => new DrawnImage(rows, row));
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
