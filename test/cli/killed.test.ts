/** Whoever kills the tool loses nothing that was there before. KILL_ROUNDS=20 for more than the few rounds of every day. */
import { spawn } from "node:child_process";
import { mkdir, mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import type { Analysis } from "../../src/analysis/analysis.ts";
import { writeDrawings } from "../helpers/pictures.ts";
import { shell } from "../helpers/shell.ts";

const BIN = fileURLToPath(new URL("../../bin/gan-diversity.js", import.meta.url));
const ROUNDS = Number(process.env.KILL_ROUNDS ?? 4);
const CHECK = ["check", "run", "--quiet", "--fail-on", "never", "--json", "out/a.json", "--html", "out/a.html"];
/** What is written under another name first: outputs, and segments of the cache. */
const UNFINISHED = /^\.gan-diversity-[0-9a-f]{18}\.tmp$|\.part$/;
const PAUSE = 1;

const withoutClocks = (json: string): string => {
  const { createdAt: _, timings: __, settings, ...rest } = JSON.parse(json) as Analysis;
  return JSON.stringify({ ...rest, settings: { ...settings, options: [] } });
};

/** Ends the tool after so many milliseconds, or when it has begun to write. @returns how it ended */
const killed = async (root: string, after: number, atWrite: boolean): Promise<string> => {
  const child = spawn(process.execPath, [BIN, ...CHECK], {
    cwd: root,
    stdio: "ignore",
    env: { ...process.env, XDG_CACHE_HOME: join(root, ".cache") },
  });
  const ended = new Promise<string>((done) => child.once("exit", (code, signal) => done(signal ?? `exit ${code}`)));
  const isWriting = async (known: ReadonlySet<string>) =>
    (await namesIn(root)).some((name) => !known.has(name) && UNFINISHED.test(name));
  const known = new Set(await namesIn(root));
  const start = performance.now();
  const isOver = () => child.exitCode !== null || child.signalCode !== null;
  while (!isOver() && (atWrite ? !(await isWriting(known)) : performance.now() - start < after)) await sleep(PAUSE);
  child.kill("SIGKILL");
  return ended;
};

const namesIn = async (root: string): Promise<string[]> => {
  const folders = ["out", ".cache/gan-diversity/embeddings"].map((name) => readdir(join(root, name)).catch(() => []));
  return (await Promise.all(folders)).flat();
};

test("killed at any moment, and while it writes, it leaves whole outputs, its inputs and a cache that works", async () => {
  const root = await mkdtemp(join(tmpdir(), "gan-diversity-"));
  await mkdir(join(root, "out"));
  await writeDrawings(join(root, "run"), [...Array(24).keys(), 3, 3, 3]);
  const check = () => shell(`$TOOL ${CHECK.join(" ")}`, root);
  const start = performance.now();
  expect(check().status).toBe(0);
  const whole = performance.now() - start;
  const read = (name: string) => readFile(join(root, "out", name), "utf8");
  const first = withoutClocks(await read("a.json"));
  const inputs = await readdir(join(root, "run"));

  const ends: string[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    // Without its segments the cache is written anew.
    if (round % 4 === 3) await rm(join(root, ".cache"), { recursive: true });
    ends.push(await killed(root, (whole * (round + 0.5)) / ROUNDS, round % 2 === 1));
    expect(withoutClocks(await read("a.json"))).toBe(first);
    expect((await read("a.html")).trimEnd().endsWith("</html>")).toBe(true);
    expect(await readdir(join(root, "run"))).toEqual(inputs);
  }
  expect(ends.filter((end) => end === "SIGKILL").length).toBeGreaterThanOrEqual(ROUNDS / 2);
  const others = (await readdir(join(root, "out"))).filter((name) => !["a.json", "a.html"].includes(name));
  expect(others.filter((name) => !UNFINISHED.test(name))).toEqual([]);

  expect(check().status).toBe(0);
  expect(withoutClocks(await read("a.json"))).toBe(first);
  // What killed runs left beside the outputs is read by nobody.
  expect(shell("$TOOL check out", root).stderr).toMatch(/^error: Expected/);
  await rm(root, { recursive: true });
}, 600_000);
