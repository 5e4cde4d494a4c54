/** Runs a command and measures it: the clock, and the time of all cores, which a busy machine changes less. */
import { spawnSync } from "node:child_process";

export interface Timed {
  status: number | null;
  stdout: string;
  stderr: string;
  seconds: number;
  /** Of all its threads, user and system. */
  cpuSeconds: number;
}

/** `times` of a POSIX shell: two lines, the second one for what it ran. */
const SHELL = '"$@"; status=$?; times >&2; exit $status';

export const timed = (command: string, args: readonly string[]): Timed => {
  const start = performance.now();
  const { status, stdout, stderr } = spawnSync("sh", ["-c", SHELL, "sh", command, ...args], { encoding: "utf8" });
  const seconds = (performance.now() - start) / 1000;
  const spent = stderr.trimEnd().split("\n").at(-1)!;
  const cpuSeconds = [...spent.matchAll(/(\d+)m([\d.]+)s/g)].reduce(
    (sum, [, minutes, rest]) => sum + 60 * Number(minutes) + Number(rest),
    0,
  );
  return { status, stdout, stderr, seconds, cpuSeconds };
};
