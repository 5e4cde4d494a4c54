/**
 * npm run bench [-- COUNT [ROUNDS]]: the whole command on COUNT (10,000) pictures of 64 x 64, cold and again from the cache, beside
 * the network alone and a perceptual-hash pass over the same files. All of it ROUNDS (3) times in turn; medians are printed.
 */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { availableParallelism, cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Analysis } from "../src/analysis/analysis.ts";
import { perceptualHashes } from "./perceptual-hash.ts";
import { drawPictures } from "./pictures.ts";
import { firstLineTime, helpTime } from "./startup.ts";
import { networkAlone, stepCosts } from "./steps.ts";
import { type Timed, timed } from "./timed.ts";

const [count = 10_000, rounds = 3] = process.argv.slice(2).map(Number);
const BIN = fileURLToPath(new URL("../bin/gan-diversity.js", import.meta.url));
const threads = availableParallelism();
const out = (line: string) => process.stdout.write(`${line}\n`);
const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;
const root = mkdtempSync(join(tmpdir(), "gan-diversity-bench-"));
const pictures = join(root, "pictures");

interface Run extends Timed {
  stages: Map<string, number>;
}

const check = (cache: string): Run => {
  const json = join(root, "analysis.json");
  const options = ["--fail-on", "never", "--json", json, "--cache-dir", join(root, cache)];
  const run = timed(process.execPath, [BIN, "check", pictures, ...options]);
  if (run.status !== 0) throw new Error(`check failed; run npm run build first: ${run.stderr}`);
  const { timings } = JSON.parse(readFileSync(json, "utf8")) as Analysis;
  return { ...run, stages: new Map(timings.map(({ stage, milliseconds }) => [stage, milliseconds / 1000])) };
};

const round = async (index: number) => ({
  network: await networkAlone(threads),
  cold: check(`cache-${index}`),
  warm: check(`cache-${index}`),
  hashes: perceptualHashes(pictures),
});

try {
  await drawPictures(pictures, count);
  const measured: Awaited<ReturnType<typeof round>>[] = [];
  for (let index = 0; index < rounds; index++) measured.push(await round(index));
  const of = (value: (one: (typeof measured)[number]) => number) => median(measured.map(value));
  const embedRate = (one: (typeof measured)[number]) => count / one.cold.stages.get("embed")!;

  out(
    `${count} PNGs of 64 x 64, ${threads} cores (${cpus()[0]!.model}), Node ${process.versions.node}, medians of ${rounds}`,
  );
  out("");
  out(`                  cold            from the cache`);
  const row = (name: string, seconds: (run: Run) => number) =>
    out(
      name.padEnd(14) +
        [of((one) => seconds(one.cold)), of((one) => seconds(one.warm))]
          .map((value) => `${value.toFixed(2).padStart(6)} s ${(count / value).toFixed(0).padStart(8)}/s`)
          .join("  "),
    );
  for (const stage of measured[0]!.cold.stages.keys())
    if (of(({ cold }) => cold.stages.get(stage)!) >= 0.01) row(stage, ({ stages }) => stages.get(stage)!);
  row("end to end", ({ seconds }) => seconds);
  row("  all cores", ({ cpuSeconds }) => cpuSeconds);
  out("");
  const networkCost = of(({ network }) => network.cost);
  out(`network alone: ${of(({ network }) => network.rate).toFixed(0)} images/s on ${threads} threads`);
  const costs = await stepCosts(pictures);
  const before = Object.values(costs).reduce((sum, value) => sum + value, 0);
  out(
    `before it, microseconds of one core per image: ${Object.entries(costs)
      .map(([name, value]) => `${name} ${value.toFixed(0)}`)
      .join(", ")}; the network: ${networkCost.toFixed(0)}`,
  );
  out(
    `share of the network's rate while embedding: ${(100 * of((one) => embedRate(one) / one.network.rate)).toFixed(0)} %`,
  );
  out(`most that these ${threads} cores allow: ${((100 * networkCost) / (networkCost + before)).toFixed(0)} %`);
  out(
    `from the cache ${of(({ cold, warm }) => cold.seconds / warm.seconds).toFixed(1)} times faster, by the time of all cores ${of(({ cold, warm }) => cold.cpuSeconds / warm.cpuSeconds).toFixed(1)} times`,
  );
  const peers = measured.flatMap(({ cold, hashes }) => (hashes ? [{ cold, hashes }] : []));
  const ofPeers = (value: (one: (typeof peers)[number]) => number) => median(peers.map(value)).toFixed(2);
  out(
    peers[0]
      ? `perceptual hashes (${peers[0].hashes.name}): ${ofPeers(({ hashes }) => hashes.seconds)} s, all cores ${ofPeers(({ hashes }) => hashes.cpuSeconds)} s; ours cold takes ${ofPeers(({ cold, hashes }) => cold.seconds / hashes.seconds)} of that, by the time of all cores ${ofPeers(({ cold, hashes }) => cold.cpuSeconds / hashes.cpuSeconds)}`
      : "perceptual hashes: NOT RUN, Python with Pillow and SciPy is not installed",
  );

  const times = Array.from({ length: 9 }, () => helpTime(BIN));
  out(`--help: ${median(times).toFixed(3)} s`);
  const lines = [];
  for (let index = 0; index < 9; index++) {
    const line = await firstLineTime(BIN, pictures);
    if (line) lines.push(line);
  }
  out(
    lines.length > 0
      ? `check on a terminal: first progress line after ${median(lines.map(({ first }) => first)).toFixed(3)} s, the first stage's after ${median(lines.map(({ working }) => working)).toFixed(3)} s`
      : "check on a terminal: NOT RUN, there is no script command to lend one",
  );
} finally {
  rmSync(root, { recursive: true, force: true });
}
