import { spawnSync } from "node:child_process";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { writeDrawings } from "../helpers/pictures.ts";

const MAIN = new URL("../../dist/bin/main.js", import.meta.url).href;

/** The tool on what it takes for a terminal; it gets SIGINT when it first says how many images are embedded. */
const interrupted = (...args: readonly string[]) =>
  spawnSync(
    process.execPath,
    [
      "--input-type=module",
      "--eval",
      `import { main } from ${JSON.stringify(MAIN)};
       const write = process.stderr.write.bind(process.stderr);
       let isAsked = false;
       process.stderr.isTTY = true;
       process.stderr.write = (text, ...rest) => {
         if (!isAsked && String(text).includes(" images")) process.kill(process.pid, "SIGINT");
         isAsked ||= String(text).includes(" images");
         return write(text, ...rest);
       };
       process.exitCode = await main(${JSON.stringify(args)});`,
    ],
    { encoding: "utf8", timeout: 60_000 },
  );

test.skipIf(process.platform === "win32")(
  "Ctrl-C ends a run with 130 and one sentence, and keeps what was embedded (POSIX only)",
  async () => {
    const root = await mkdtemp(join(tmpdir(), "gan-diversity-"));
    try {
      const cache = join(root, "cache");
      const seeds = Array.from({ length: 200 }, (_, seed) => seed);
      await writeDrawings(join(root, "run"), seeds);
      const { status, stderr, stdout } = interrupted("check", join(root, "run"), "--cache-dir", cache);
      expect(stdout).toBe("");
      expect(stderr.endsWith("error: stopped; what was embedded so far is kept for the next run\n")).toBe(true);
      expect(status).toBe(130);
      const kept = await readdir(cache);
      expect(kept.some((name) => name.endsWith(".segment"))).toBe(true);
      expect(kept.filter((name) => name.endsWith(".part"))).toEqual([]);
    } finally {
      await rm(root, { recursive: true });
    }
  },
);
