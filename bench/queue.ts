/**
 * One check shared among workers through a queue, against the same check by one process: the judgement, the time of all cores, and what
 * kills cost. `npm run bench:queue -- FOLDER [images] [PART ...]`; parts: draw, single, workers, kills=FROM-TO (rounds); by default all of
 * them, of 50,000 images. Needs redis-server, and Linux. What FOLDER holds of earlier parts is used.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { isDeepStrictEqual } from "node:util";
import { drawPictures } from "./pictures.ts";

const BIN = fileURLToPath(new URL("../bin/gan-diversity.js", import.meta.url));
const [folder, count = "50000", ...asked] = process.argv.slice(2);
if (folder === undefined) throw new Error("Expected a folder. Next: npm run bench:queue -- FOLDER");
const parts = asked.length > 0 ? asked : ["draw", "single", "workers", "kills=1-20"];
const pictures = join(folder, "pictures");
const single = join(folder, "single.json");
/** Of a round with kills: more tasks, so that more of them are met. */
const KILLED_TASK_IMAGES = 1000;

const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

/** A child, what it printed, and the time its threads took so far. */
class Child {
  readonly process: ChildProcess;
  readonly ended: Promise<number | null>;
  readonly #clock: NodeJS.Timeout;
  output = "";
  cpuSeconds = 0;

  constructor(command: string, args: readonly string[]) {
    this.process = spawn(command, args, { stdio: ["ignore", "pipe", "inherit"] });
    this.process.stdout!.on("data", (part) => {
      this.output += part;
    });
    this.#clock = setInterval(() => this.#look(), 50);
    this.ended = new Promise((resolve) =>
      this.process.once("exit", (status) => {
        clearInterval(this.#clock);
        resolve(status);
      }),
    );
  }

  async end(signal: NodeJS.Signals): Promise<void> {
    this.#look();
    this.process.kill(signal);
    await this.ended;
  }

  #look(): void {
    try {
      const stat = readFileSync(`/proc/${this.process.pid}/stat`, "utf8");
      const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
      const ticks = Number(fields[11]) + Number(fields[12]);
      if (ticks > 0) this.cpuSeconds = ticks / 100;
    } catch {
      // It has ended.
    }
  }
}

const tool = (...args: string[]): Child => new Child(process.execPath, [BIN, ...args]);

const judgement = (path: string): unknown => {
  const { createdAt, timings, ...rest } = JSON.parse(readFileSync(path, "utf8"));
  return rest;
};

const OUTPUT = ["--no-cache", "--fail-on", "never", "--quiet"];

const startRedis = async (name: string): Promise<{ redis: Child; url: string }> => {
  const data = join(folder, name);
  mkdirSync(data, { recursive: true });
  const socket = join(data, "socket");
  rmSync(socket, { force: true });
  const redis = new Child("redis-server", [
    ...[
      "--port",
      "0",
      "--unixsocket",
      socket,
      "--dir",
      data,
      "--appendonly",
      "yes",
      "--save",
      "",
      "--loglevel",
      "warning",
    ],
  ]);
  while (!existsSync(socket)) await sleep(20);
  return { redis, url: `unix:${socket}` };
};

/** Of a check by workers: everything it ran, and whether its judgement is that of one process. */
const judgeShared = async (workers: number) => {
  const shared = join(folder, `shared-${workers}`);
  rmSync(shared, { recursive: true, force: true });
  const { redis, url } = await startRedis(`redis-${workers}`);
  // Of this machine each has its part.
  const threads = `${Math.max(1, Math.floor(availableParallelism() / workers))}`;
  const hands = Array.from({ length: workers }, () =>
    tool("worker", "--queue", url, "--shared", shared, "--threads", threads),
  );
  while (!hands.every(({ output }) => output.includes("waiting"))) await sleep(20);
  const start = performance.now();
  const json = join(folder, `shared-${workers}.json`);
  const check = tool("check", pictures, "--queue", url, "--shared", shared, "--json", json, ...OUTPUT);
  const status = await check.ended;
  const seconds = (performance.now() - start) / 1000;
  for (const hand of hands) await hand.end("SIGTERM");
  await redis.end("SIGKILL");
  const spent = [redis, check, ...hands].map((child) => child.cpuSeconds);
  const cpuSeconds = spent.reduce((sum, seconds) => sum + seconds, 0);
  const isSame = status === 0 && isDeepStrictEqual(judgement(json), judgement(single));
  rmSync(shared, { recursive: true, force: true });
  return { seconds, cpuSeconds, each: spent.map((one) => one.toFixed(1)).join(" + "), isSame };
};

const doneIn = ({ output }: Child): string[] => output.match(/^task \d+ \(.*\) done$/gm) ?? [];

/** One check with two workers, in the middle of which one of the three is killed; every fourth time Redis. */
const killOnce = async (round: number, random: () => number) => {
  const shared = join(folder, "shared-kills");
  rmSync(shared, { recursive: true, force: true });
  rmSync(join(folder, "redis-kills"), { recursive: true, force: true });
  let { redis, url } = await startRedis("redis-kills");
  const json = join(folder, "killed.json");
  const work = () => tool("worker", "--queue", url, "--shared", shared, "--lock-seconds", "5");
  const judge = () =>
    tool(
      ...["check", pictures, "--queue", url, "--shared", shared, "--json", json, ...OUTPUT],
      ...["--task-images", `${KILLED_TASK_IMAGES}`],
    );
  const hands = [work(), work()];
  let check = judge();
  const results = () =>
    existsSync(shared)
      ? readdirSync(shared).filter((name) => /^(?:embed|rows|pairs)-.*(?:bin|json)$/.test(name)).length
      : 0;
  const tasks = Math.ceil(Number(count) / KILLED_TASK_IMAGES);
  const when = 1 + Math.floor(random() * (tasks - 1));
  while (results() < when) await sleep(5);
  await sleep(1000 * random());
  const victim = round % 4 === 3 ? "Redis" : random() < 0.5 ? "a worker" : "the coordinator";
  if (victim === "Redis") {
    await redis.end("SIGKILL");
    ({ redis } = await startRedis("redis-kills"));
  } else if (victim === "a worker") {
    await hands[0]!.end("SIGKILL");
    hands.push(work());
  } else {
    await check.end("SIGKILL");
    check = judge();
  }
  const status = await check.ended;
  for (const hand of hands) await hand.end("SIGTERM");
  await redis.end("SIGKILL");
  const done = hands.flatMap(doneIn);
  return {
    victim,
    when,
    twice: done.length - new Set(done.map((line) => /\d+/.exec(line)![0])).size,
    isSame: status === 0 && isDeepStrictEqual(judgement(json), judgement(single)),
  };
};

if (parts.includes("draw") && !existsSync(pictures)) {
  mkdirSync(folder, { recursive: true });
  await drawPictures(pictures, Number(count));
}
if (parts.includes("single")) {
  const start = performance.now();
  const check = tool("check", pictures, "--json", single, ...OUTPUT);
  const status = await check.ended;
  const seconds = (performance.now() - start) / 1000;
  say(`one process: ${seconds.toFixed(1)} s, ${check.cpuSeconds.toFixed(1)} s of all cores, exit code ${status}`);
}
if (parts.includes("workers"))
  for (const workers of [1, 2, 4]) {
    const { seconds, cpuSeconds, each, isSame } = await judgeShared(workers);
    say(
      `${workers} workers: ${seconds.toFixed(1)} s, ${cpuSeconds.toFixed(1)} s of all cores (Redis, coordinator, workers: ${each}), the judgement is ${isSame ? "the same" : "ANOTHER"}`,
    );
  }
const rounds = /^kills=(\d+)-(\d+)$/m.exec(parts.join("\n"));
for (let round = Number(rounds?.[1] ?? 1); round <= Number(rounds?.[2] ?? 0); round++) {
  let state = (round * 2654435761) >>> 0;
  const random = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  for (let skip = 0; skip < 4; skip++) random();
  const { victim, when, twice, isSame } = await killOnce(round, random);
  say(
    `round ${round}: ${victim} killed after ${when} results, ${twice} done twice, the judgement is ${isSame ? "the same" : "ANOTHER"}`,
  );
}
