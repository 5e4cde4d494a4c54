/** What is done about a run that fails. Nothing here holds up the judging, and nothing that goes wrong ends it. */
import { spawn } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";

/** What others are told of a change of state. */
export interface Notice {
  run: string;
  status: string;
  /** Every state that holds, in words. */
  title: string;
  /** "" where nothing failed. */
  since: string;
  confidence: string;
  sentence: string;
  /** What to try first; "" where there is nothing. */
  remedy: string;
  exitCode: number;
}

/** @returns why it could not be done; null when it was */
export type Reaction = (notice: Notice) => Promise<string | null>;

/** Runs a command line of the user's; the state is in its environment, and nothing is written into the line. */
export const runsCommand =
  (line: string): Reaction =>
  (notice) =>
    new Promise((resolve) => {
      const child = spawn(line, {
        shell: true,
        // What it prints is no verdict.
        stdio: ["ignore", process.stderr, process.stderr],
        env: { ...process.env, ...environmentOf(notice) },
      });
      child.on("error", ({ message }) => resolve(message));
      child.on("exit", (code, signal) => resolve(code === 0 ? null : `it ended with ${signal ?? `exit code ${code}`}`));
    });

/** Whatever a name or a sentence holds, a variable holds no NUL. */
const environmentOf = (notice: Notice): Record<string, string> =>
  Object.fromEntries(
    Object.entries(notice).map(([name, value]) => [
      `GAN_DIVERSITY_${name.replace(/[A-Z]/g, "_$&").toUpperCase()}`,
      `${value}`.replaceAll("\0", "\uFFFD"),
    ]),
  );

const TIME_OUT = 10_000;
/** Milliseconds before each further attempt. */
const RETRIES = [1000, 5000, 20_000];

/** Posts it as JSON, again where nobody answers or the server is at fault. @param pauses milliseconds before further attempts */
export const postsTo =
  (url: string, pauses: readonly number[] = RETRIES): Reaction =>
  async (notice) => {
    let problem = "";
    for (const pause of [0, ...pauses]) {
      await sleep(pause);
      const answer = await fetch(url, {
        method: "POST",
        headers: { "content-type": "application/json", "user-agent": "gan-diversity" },
        body: JSON.stringify(notice),
        redirect: "error",
        signal: AbortSignal.timeout(TIME_OUT),
      }).catch((error: Error) => error);
      if (!(answer instanceof Error)) {
        await answer.body?.cancel().catch(() => {});
        if (answer.ok) return null;
        problem = `it answered ${answer.status}`;
        if (answer.status < 500 && answer.status !== 429) break;
      } else problem = ((answer.cause as Error | undefined) ?? answer).message;
    }
    return problem;
  };
