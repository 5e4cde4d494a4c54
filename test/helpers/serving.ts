/** The built server as a child, on a free port. */
import { type ChildProcess, spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

const BIN = fileURLToPath(new URL("../../bin/gan-diversity.js", import.meta.url));
const PATIENCE = 60_000;

export interface Serving {
  /** With a slash at its end. */
  url: string;
  child: ChildProcess;
  output: () => string;
  errors: () => string;
  /** Its exit code; null where a signal ended it. */
  ended: Promise<number | null>;
}

/** Waits for the line that says where it listens, on either stream. @param args of the command */
export const serving = async (args: readonly string[], env: Record<string, string> = {}): Promise<Serving> => {
  const child = spawn(process.execPath, [BIN, ...args], { env: { ...process.env, NO_COLOR: "1", ...env } });
  const told = { output: "", errors: "" };
  child.stdout.on("data", (part) => {
    told.output += part;
  });
  child.stderr.on("data", (part) => {
    told.errors += part;
  });
  const ended = new Promise<number | null>((resolve) => child.on("exit", resolve));
  for (const end = Date.now() + PATIENCE; ; ) {
    const [, url] = /(http:\S+\/)\n/.exec(told.output + told.errors) ?? [];
    if (url) return { url, child, output: () => told.output, errors: () => told.errors, ended };
    if (child.exitCode !== null || Date.now() > end)
      throw new Error(`it does not listen: ${told.output}${told.errors}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
};
