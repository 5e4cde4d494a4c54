/** The built command as a child, and what it says. */
import { type ChildProcess, spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

const BIN = fileURLToPath(new URL("../../bin/gan-diversity.js", import.meta.url));

export interface Started {
  child: ChildProcess;
  output: () => string;
  errors: () => string;
  /** Its exit code; null where a signal ended it. */
  ended: Promise<number | null>;
}

/** @param options.env beside that of the tests */
export const started = (
  args: readonly string[],
  { env = {}, cwd }: { env?: Record<string, string>; cwd?: string } = {},
): Started => {
  const child = spawn(process.execPath, [BIN, ...args], { env: { ...process.env, NO_COLOR: "1", ...env }, cwd });
  const told = { output: "", errors: "" };
  child.stdout.on("data", (part) => {
    told.output += part;
  });
  child.stderr.on("data", (part) => {
    told.errors += part;
  });
  const ended = new Promise<number | null>((resolve) => child.on("exit", resolve));
  return { child, output: () => told.output, errors: () => told.errors, ended };
};
