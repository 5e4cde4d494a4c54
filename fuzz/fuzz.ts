/**
 * npm run fuzz [-- --seconds 60 --seed 1 --target a.zip --index 7]: feeds every parser with changed files. An input that crashes, hangs,
 * takes too much memory or is refused without a reason is printed with its seed and index, which make it again. Exit code 1 when there is one.
 */
import { fork } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import type { Message, Order } from "./feed.ts";

const { values } = parseArgs({
  options: {
    seconds: { type: "string", default: "60" },
    seed: { type: "string", default: "1" },
    target: { type: "string" },
    index: { type: "string" },
  },
});

/** Seconds after which a file of some kilobytes counts as a hang, also on a busy machine; and until the valid ones are made and read. */
const PATIENCE = 60;
const STARTING = 300;
const FEED = fileURLToPath(new URL("feed.ts", import.meta.url));

interface Run {
  found: string[];
  inputs: number;
  refused: number;
  /** Index behind a hang or crash, where to go on; null when it came to its end. */
  next: number | null;
}

const feedFrom = (order: Order): Promise<Run> =>
  new Promise((resolve) => {
    const run: Run = { found: [], inputs: 0, refused: 0, next: null };
    let current: { file: string; index: number } | null = null;
    let isDone = false;
    const child = fork(FEED, { execArgv: ["--import", "tsx", "--max-old-space-size=1024"] });
    let timer = setTimeout(() => child.kill("SIGKILL"), 1000 * STARTING);
    const note = (file: string, index: number, what: string) =>
      run.found.push(`${file}, --seed ${order.seed} --target ${file} --index ${index}: ${what}`);
    child.on("message", (message: Message) => {
      clearTimeout(timer);
      timer = setTimeout(() => child.kill("SIGKILL"), 1000 * PATIENCE);
      if (message.kind === "reading") current = message;
      else if (message.kind === "found") note(message.file, message.index, message.what);
      else {
        isDone = true;
        run.inputs = message.inputs;
        run.refused = message.refused;
      }
    });
    child.on("exit", (code, signal) => {
      clearTimeout(timer);
      if (!isDone && current) {
        note(
          current.file,
          current.index,
          signal === "SIGKILL" ? `no end within ${PATIENCE} s` : `the process ended with ${signal ?? code}`,
        );
        run.next = current.index + 1;
      } else if (!isDone && run.found.length === 0) run.found.push(`the fuzzer itself ended with ${signal ?? code}`);
      resolve(run);
    });
    child.send(order);
  });

const root = mkdtempSync(join(tmpdir(), "gan-diversity-fuzz-"));
const start = Date.now();
const seed = Number(values.seed);
const found: string[] = [];
let inputs = 0;
let refused = 0;
const isOne = values.index !== undefined;
const until = start + 1000 * Number(values.seconds);
for (let next: number | null = Number(values.index ?? 0); next !== null && Date.now() < until; ) {
  const run: Run = await feedFrom({ root, seed, from: next, until: isOne ? 0 : until, only: values.target ?? null });
  found.push(...run.found);
  inputs += run.inputs;
  refused += run.refused;
  next = isOne ? null : run.next;
}
rmSync(root, { recursive: true, force: true });
for (const text of found) process.stdout.write(`FOUND ${text}\n`);
process.stdout.write(
  `${inputs} inputs with seed ${seed} in ${Math.round((Date.now() - start) / 1000)} s: ${refused} refused with a reason, ${inputs - refused} read, ${found.length} found\n`,
);
process.exitCode = found.length > 0 ? 1 : 0;
