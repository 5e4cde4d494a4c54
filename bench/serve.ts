/**
 * Load on `gan-diversity serve`: runs that post sheets of 64 tiles at a steady pace while the server is killed and started again.
 * `npm run bench:serve -- [runs] [sheets a minute each] [minutes] [kills]`, by default 20 10 10 2; `1 10 1 1` is a short form. Linux.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import sharp from "sharp";
import type { Analysis } from "../src/analysis/analysis.ts";

const BIN = fileURLToPath(new URL("../bin/gan-diversity.js", import.meta.url));
const SAMPLES = fileURLToPath(new URL("../samples/healthy/", import.meta.url));
const [runs = 20, perMinute = 10, minutes = 10, kills = 2] = process.argv.slice(2).map(Number);
const folder = mkdtempSync(join(tmpdir(), "gan-diversity-bench-"));
const root = join(folder, "runs");
const port = 20_000 + (process.pid % 20_000);
const url = `http://127.0.0.1:${port}/`;

const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

const spawned = (): ChildProcess => {
  const options = ["--port", `${port}`, "--cache-dir", join(folder, "cache")];
  return spawn(process.execPath, [BIN, "serve", root, ...options], { stdio: ["ignore", "ignore", "inherit"] });
};

const answers = async (): Promise<void> => {
  while (!(await fetch(`${url}api/health`).catch(() => null))?.ok) await sleep(100);
};

/** The tiles of a sample run, 32 pixels a side. */
const tiles: Buffer[] = [];
for (const name of readdirSync(SAMPLES).filter((file) => file.startsWith("fake"))) {
  const sheet = sharp(join(SAMPLES, name)).toColourspace("srgb").removeAlpha();
  for (let tile = 0; tile < 64; tile++) {
    const place = { left: 2 + 34 * (tile & 7), top: 2 + 34 * (tile >> 3), width: 32, height: 32 };
    tiles.push(await sheet.clone().extract(place).raw().toBuffer());
  }
}

/** 64 of the tiles by chance, each a little brighter or darker, so that no embedding is known; two pixels between them. */
const newSheet = (): Promise<Buffer> => {
  const images = Array.from({ length: 64 }, (_, place) => {
    const shift = Math.round(40 * (Math.random() - 0.5));
    const tile = tiles[Math.floor(Math.random() * tiles.length)]!;
    const input = Buffer.from(tile.map((value) => Math.min(255, Math.max(0, value + shift))));
    const left = 2 + 34 * (place & 7);
    return { input, raw: { width: 32, height: 32, channels: 3 as const }, left, top: 2 + 34 * (place >> 3) };
  });
  return sharp({ create: { width: 274, height: 274, channels: 3, background: "black" } })
    .composite(images)
    .png()
    .toBuffer();
};

const acknowledged = new Map<string, number[]>();
/** Milliseconds from a request to its answer, of those that were answered by the server they were sent to. */
const latencies = { verdict: [] as number[], receipt: [] as number[] };
let retried = 0;

/** Sent again until it is acknowledged. Every second one waits for the verdict. */
const post = async (name: string, step: number): Promise<void> => {
  const body = new Uint8Array(await newSheet());
  const waits = step % 2 === 0;
  const scores = encodeURIComponent(
    JSON.stringify({ real: 0.6 + 0.1 * Math.random(), fake: 0.3 + 0.1 * Math.random() }),
  );
  for (;;) {
    const began = performance.now();
    const answer = await fetch(`${url}api/runs/${name}/checkpoints?step=${step}&wait=${waits}&scores=${scores}`, {
      method: "POST",
      headers: { "content-type": "image/png" },
      body,
      signal: AbortSignal.timeout(600_000),
    }).catch(() => null);
    const text = await answer?.text().catch(() => null);
    if (answer?.ok && text != null) {
      latencies[waits ? "verdict" : "receipt"].push(performance.now() - began);
      acknowledged.set(name, [...(acknowledged.get(name) ?? []), step]);
      return;
    }
    if (answer && answer.status < 500 && answer.status !== 429) throw new Error(`${answer.status} ${text}`);
    retried++;
    await sleep(500);
  }
};

let server = spawned();
const began = performance.now();
const elapsed = (): number => performance.now() - began;
const memory: { seconds: number; megabytes: number }[] = [];
const remember = setInterval(() => {
  const path = `/proc/${server.pid}/status`;
  const status = existsSync(path) ? readFileSync(path, "utf8") : "";
  const [, kilobytes] = /^VmRSS:\s+(\d+)/m.exec(status) ?? [];
  if (kilobytes) memory.push({ seconds: elapsed() / 1000, megabytes: Number(kilobytes) / 1024 });
}, 5000);

const runLoop = async (index: number): Promise<void> => {
  const pace = 60_000 / perMinute;
  const posts: Promise<void>[] = [];
  for (let count = 0; count < perMinute * minutes; count++) {
    await sleep(Math.max(0, (index * pace) / runs + count * pace - elapsed()));
    posts.push(post(`run-${index}`, count));
  }
  await Promise.all(posts);
};

const killLoop = async (): Promise<void> => {
  for (let kill = 1; kill <= kills; kill++) {
    await sleep(Math.max(0, (kill * minutes * 60_000) / (kills + 1) - elapsed()));
    server.kill("SIGKILL");
    server = spawned();
    await answers();
    say(`killed and started again after ${Math.round(elapsed() / 1000)} s`);
  }
};

const quantiles = (values: readonly number[]): string => {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (share: number) => ((sorted[Math.floor(share * (sorted.length - 1))] ?? Number.NaN) / 1000).toFixed(2);
  return `median ${at(0.5)} s, 95 % ${at(0.95)} s, longest ${at(1)} s, of ${sorted.length}`;
};

await answers();
await Promise.all([killLoop(), ...Array.from({ length: runs }, (_, index) => runLoop(index))]);
const posted = elapsed();

let lost = 0;
for (const [name, steps] of acknowledged) {
  const last = steps.reduce((most, step) => Math.max(most, step));
  for (;;) {
    const state = (await (await fetch(`${url}api/runs/${name}`)).json()) as { judged: number | null };
    if (state.judged === last) break;
    if (elapsed() - posted > 300_000) break;
    await sleep(250);
  }
  const { checkpoints } = (await (await fetch(`${url}api/runs/${name}/analysis`)).json()) as Analysis;
  const judged = new Set(checkpoints.map(({ step }) => step));
  const lines = readFileSync(join(root, name, "scores.jsonl"), "utf8").split("\n");
  for (const step of steps) {
    const file = join(root, name, `step-${String(step).padStart(8, "0")}.png`);
    const isScored = lines.some((line) => line.startsWith(`{"step": ${step},`) && line.endsWith("}"));
    if (!(existsSync(file) && isScored && judged.has(step))) lost++;
  }
}
clearInterval(remember);
const judgedAll = elapsed();
server.kill("SIGTERM");
const sent = [...acknowledged.values()].reduce((sum, { length }) => sum + length, 0);
say(`${runs} runs, ${perMinute} sheets a minute each, ${minutes} minutes, ${kills} kills`);
say(`acknowledged ${sent} of ${runs * perMinute * minutes} checkpoints, ${retried} requests sent again, lost ${lost}`);
say(`from POST to the verdict: ${quantiles(latencies.verdict)}`);
say(`from POST to the receipt (wait=false): ${quantiles(latencies.receipt)}`);
say(`the last one judged ${((judgedAll - posted) / 1000).toFixed(1)} s behind the last acknowledgement`);
const every = Math.max(1, Math.floor(memory.length / 20));
say("memory of the server:");
for (const { seconds, megabytes } of memory.filter((_, index) => index % every === 0))
  say(`  ${Math.round(seconds)} s  ${Math.round(megabytes)} MB`);
rmSync(folder, { recursive: true, force: true });
process.exitCode = lost === 0 && sent === runs * perMinute * minutes ? 0 : 1;
