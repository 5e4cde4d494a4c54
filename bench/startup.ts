/** How soon the command answers. */
import { spawn, spawnSync } from "node:child_process";

/** Seconds until `--help` has been printed. */
export const helpTime = (bin: string): number => {
  const start = performance.now();
  spawnSync(process.execPath, [bin, "--help"]);
  return (performance.now() - start) / 1000;
};

/**
 * Seconds until the first progress line of `check` on a terminal, and until the first that counts images;
 * null without util-linux's `script`, which lends it a terminal.
 */
export const firstLineTime = async (
  bin: string,
  folder: string,
): Promise<{ first: number; working: number } | null> => {
  const command = [process.execPath, bin, "check", folder, "--no-cache", "--fail-on", "never"].join(" ");
  const start = performance.now();
  const child = spawn("script", ["-qfec", command, "/dev/null"], { stdio: ["ignore", "pipe", "ignore"] });
  return new Promise((resolve) => {
    let first: number | undefined;
    child.once("error", () => resolve(null));
    child.once("exit", () => resolve(null));
    child.stdout.on("data", (bytes: Buffer) => {
      const seconds = (performance.now() - start) / 1000;
      first ??= seconds;
      if (!bytes.includes(" images")) return;
      resolve({ first, working: seconds });
      child.kill();
    });
  });
};
