import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const BIN = fileURLToPath(new URL("../../bin/gan-diversity.js", import.meta.url));

/** Not the cache of whoever runs the tests. */
const CACHE = mkdtempSync(join(tmpdir(), "gan-diversity-cache-"));
process.on("exit", () => rmSync(CACHE, { recursive: true, force: true }));

/** Runs the built tool as a user would. */
export const run = (...args: string[]) => runIn({}, ...args);

/** The same with more in its environment. */
export const runIn = (
  environment: Readonly<Record<string, string>>,
  ...args: string[]
): { status: number | null; stdout: string; stderr: string } =>
  spawnSync(process.execPath, [BIN, ...args], {
    encoding: "utf8",
    maxBuffer: 2 ** 28,
    env: { ...process.env, NO_COLOR: "1", XDG_CACHE_HOME: CACHE, ...environment },
  });
