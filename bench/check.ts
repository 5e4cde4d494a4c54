/**
 * npm run bench [-- COUNT [ROUNDS]]: the whole command on COUNT (10,000) pictures of 64 x 64, and on as many tiles in sheets of 64:
 * cold, again, and with one sheet more; beside the network alone and a perceptual-hash pass over the same files. All of it ROUNDS (3)
 * times in turn; medians are printed.
 */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { availableParallelism, cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Analysis } from "../src/analysis/analysis.ts";
import { mainThreadCost } from "./main-thread.ts";
import { perceptualHashes } from "./perceptual-hash.ts";
import { drawPhotographs, drawPictures, drawSheets } from "./pictures.ts";
import { firstLineTime, helpTime } from "./startup.ts";
import { decodeRate, networkAlone, stepCosts } from "./steps.ts";
import { type Timed, timed } from "./timed.ts";

const [count = 10_000, rounds = 3] = process.argv.slice(2).map(Number);
const PER_SHEET = 64;
const sheetCount = Math.max(2, Math.round(count / PER_SHEET));
const BIN = fileURLToPath(new URL("../bin/gan-diversity.js", import.meta.url));
const SAMPLES = fileURLToPath(new URL("../samples/healthy", import.meta.url));
const threads = availableParallelism();
const out = (line: string) => process.stdout.write(`${line}\n`);
const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;
const root = mkdtempSync(join(tmpdir(), "gan-diversity-bench-"));
const pictures = join(root, "pictures");
const photographs = join(root, "photographs");
const PHOTOGRAPHS = 100;

interface Run extends Timed {
  stages: Map<string, number>;
}

const check = (folder: string, cache: string): Run => {
  const json = join(root, "analysis.json");
  const options = ["--fail-on", "never", "--json", json, "--cache-dir", join(root, cache)];
  const run = timed(process.execPath, [BIN, "check", folder, ...options]);
  if (run.status !== 0) throw new Error(`check failed; run npm run build first: ${run.stderr}`);
  const { timings } = JSON.parse(readFileSync(json, "utf8")) as Analysis;
  return { ...run, stages: new Map(timings.map(({ stage, milliseconds }) => [stage, milliseconds / 1000])) };
};

const round = async (index: number) => {
  const sheets = join(root, `sheets-${index}`);
  await drawSheets(sheets, sheetCount);
  // Files of the last two seconds are not remembered.
  await new Promise((resolve) => setTimeout(resolve, 2500));
  const loose = {
    network: await networkAlone(threads),
    cold: check(pictures, `cache-${index}`),
    warm: check(pictures, `cache-${index}`),
    hashes: perceptualHashes(pictures),
  };
  const inSheets = { cold: check(sheets, `sheets-cache-${index}`), warm: check(sheets, `sheets-cache-${index}`) };
  await drawSheets(sheets, 1, sheetCount);
  const grown = check(sheets, `sheets-cache-${index}`);
  const newSheet = join(root, `new-${index}`);
  await drawSheets(newSheet, 1, sheetCount);
  const alone = check(newSheet, `new-cache-${index}`);
  const samples = { cold: check(SAMPLES, `samples-${index}`), warm: check(SAMPLES, `samples-${index}`) };
  const photos = check(photographs, `photographs-${index}`);
  return { ...loose, inSheets, grown, alone, samples, photos };
};
type Round = Awaited<ReturnType<typeof round>>;

const times = (from: Timed, to: Timed): string =>
  `${(from.seconds / to.seconds).toFixed(2)} by the clock, ${(from.cpuSeconds / to.cpuSeconds).toFixed(2)} by the time of all cores`;

try {
  await drawPictures(pictures, count);
  await drawPhotographs(photographs, PHOTOGRAPHS);
  const measured: Round[] = [];
  for (let index = 0; index < rounds; index++) measured.push(await round(index));
  /** The round whose value is the median. */
  const of = (value: (one: Round) => number) => median(measured.map(value));
  const middle = (value: (one: Round) => Timed): Round => {
    const seconds = of((one) => value(one).seconds);
    return measured.find((one) => value(one).seconds === seconds)!;
  };

  out(
    `${count} PNGs of 64 x 64, ${sheetCount} sheets of ${PER_SHEET} of them, ${threads} cores (${cpus()[0]!.model}), Node ${process.versions.node}, medians of ${rounds}`,
  );
  out("");
  out(`                  cold            again             sheets cold       again             one sheet more`);
  const columns: ((one: Round) => Run)[] = [
    ({ cold }) => cold,
    ({ warm }) => warm,
    ({ inSheets }) => inSheets.cold,
    ({ inSheets }) => inSheets.warm,
    ({ grown }) => grown,
  ];
  const row = (name: string, seconds: (run: Run) => number) =>
    out(
      name.padEnd(14) +
        columns
          .map((column) => of((one) => seconds(column(one))))
          .map((value) => `${value.toFixed(2).padStart(6)} s ${(count / value).toFixed(0).padStart(7)}/s`)
          .join("  "),
    );
  for (const stage of measured[0]!.cold.stages.keys())
    if (of(({ cold }) => cold.stages.get(stage)!) >= 0.01) row(stage, ({ stages }) => stages.get(stage) ?? 0);
  row("end to end", ({ seconds }) => seconds);
  row("  all cores", ({ cpuSeconds }) => cpuSeconds);
  out("");
  const networkCost = of(({ network }) => network.cost);
  const networkRate = of(({ network }) => network.rate);
  out(`network alone: ${networkRate.toFixed(0)} images/s on ${threads} threads`);
  const costs = await stepCosts(pictures);
  const before = Object.values(costs).reduce((sum, value) => sum + value, 0);
  out(
    `microseconds of one core per image: ${Object.entries(costs)
      .map(([name, value]) => `${name} ${value.toFixed(0)}`)
      .join(
        ", ",
      )}, the network ${networkCost.toFixed(0)}; the main thread ${(await mainThreadCost(pictures, threads)).toFixed(0)}`,
  );
  const allowed = (threads * 1e6) / (networkCost + before);
  const embedRate = of(({ cold }) => count / cold.stages.get("embed")!);
  out(
    `embedding: ${embedRate.toFixed(0)} images/s, ${((100 * embedRate) / allowed).toFixed(0)} % of what these steps allow ${threads} cores (${allowed.toFixed(0)})`,
  );
  const again = middle(({ warm }) => warm);
  out(`again: ${times(again.cold, again.warm)} times faster`);
  const live = middle(({ grown }) => grown);
  out(
    `one sheet more: ${live.grown.seconds.toFixed(2)} s; that sheet alone, cold: ${live.alone.seconds.toFixed(2)} s; its share of the cold run: ${(live.inSheets.cold.seconds / sheetCount).toFixed(2)} s`,
  );
  out(
    `sheets: ${of(({ cold, inSheets }) => (sheetCount * PER_SHEET * cold.seconds) / (count * inSheets.cold.seconds)).toFixed(2)} of the rate of loose files`,
  );
  const photoRate = of(({ photos }) => PHOTOGRAPHS / photos.stages.get("embed")!);
  out(
    `${PHOTOGRAPHS} photographs of 1,024 pixels: ${photoRate.toFixed(0)}/s while embedding, decoded alone ${(await decodeRate(photographs, threads)).toFixed(0)}/s`,
  );
  const { samples } = middle(({ samples }) => samples.cold);
  out(`samples/healthy: ${samples.cold.seconds.toFixed(2)} s cold, ${samples.warm.seconds.toFixed(2)} s again`);
  const peer = middle(({ cold }) => cold);
  out(
    peer.hashes
      ? `perceptual hashes (${peer.hashes.name}): ${peer.hashes.seconds.toFixed(2)} s, all cores ${peer.hashes.cpuSeconds.toFixed(2)} s; ours cold takes ${times(peer.cold, peer.hashes)} of that`
      : "perceptual hashes: NOT RUN, Python with Pillow and SciPy is not installed",
  );

  const helps = Array.from({ length: 9 }, () => helpTime(BIN));
  out(`--help: ${median(helps).toFixed(3)} s`);
  const lines = [];
  for (let index = 0; index < 9; index++) {
    const line = await firstLineTime(BIN, pictures);
    if (line) lines.push(line);
  }
  out(
    lines.length > 0
      ? `check on a terminal: first progress line after ${median(lines.map(({ first }) => first)).toFixed(3)} s, the first that counts images after ${median(lines.map(({ working }) => working)).toFixed(3)} s`
      : "check on a terminal: NOT RUN, there is no script command to lend one",
  );
} finally {
  rmSync(root, { recursive: true, force: true });
}
