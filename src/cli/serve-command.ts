/** `gan-diversity serve`: judges every run below a folder while they are trained, takes their pictures by HTTP, and shows them. */
import type { Command } from "commander";
import { plain } from "../report/words.ts";
import { untilInterrupted } from "./interrupt.ts";
import { addJudgingOptions, analyzeOptionsOf, type MeasuringValues } from "./measuring-options.ts";
import { DEFAULT_PORT, parsePort, SERVED } from "./served.ts";
import { printText } from "./write-report.ts";

interface ServeValues extends MeasuringValues {
  port: number;
  host: string;
  token?: string;
  endWithStdin?: boolean;
}

/** @param check whose options a configuration may hold too */
export const addServeCommand = (program: Command, check: Command, finish: (exitCode: number) => void): void => {
  const command = program
    .command("serve")
    .description("judge every run below a folder while they are trained: a dashboard, and an API to post pictures to")
    .argument("<root>", "folder with a folder for each run; made where it is not there")
    .option("--port <port>", "port to listen at; 0 for a free one", parsePort, DEFAULT_PORT)
    .option("--host <address>", "address to listen at; another than of this machine needs --token", "127.0.0.1")
    .option("--token <token>", "answer only who sends this token (or GAN_DIVERSITY_TOKEN)")
    .option("--end-with-stdin", "end when the standard input ends, as with the script that started it");
  addJudgingOptions(command)
    .hook("preAction", async (serving) => {
      const { applyConfig, configNames } = await import("./config-file.ts");
      await applyConfig(serving, configNames(check));
    })
    .action(async (root: string, values: ServeValues) => finish(await serve(root, values)));
};

const serve = async (root: string, values: ServeValues): Promise<number> => {
  const { port, host, token = process.env.GAN_DIVERSITY_TOKEN || null, endWithStdin = false, ...measuring } = values;
  const address = { host, port, token };
  const { assertAddress, serveRoot } = await import("../serve/serve.ts");
  assertAddress(address);
  const { Judging } = await import("../run/judging.ts");
  const judging = new Judging(false);
  try {
    return await untilInterrupted(measuring.cache, async (signal) => {
      const serving = await serveRoot(root, address, {
        judging,
        options: analyzeOptionsOf([], measuring),
        ...SERVED,
      });
      try {
        await printText(`gan-diversity serves ${plain(root)} at ${serving.url}\n`);
        await ended(signal, endWithStdin);
      } finally {
        await serving.close();
      }
      return 0;
    });
  } finally {
    await judging.close();
  }
};

/** Returns when somebody asks for the end in good order. @throws the reason of the signal once it is aborted */
const ended = (signal: AbortSignal, withInput: boolean): Promise<void> =>
  new Promise((resolve, reject) => {
    signal.addEventListener("abort", () => reject(signal.reason), { once: true });
    process.once("SIGTERM", () => resolve());
    if (!withInput) return;
    for (const event of ["end", "close", "error"]) process.stdin.once(event, () => resolve());
    process.stdin.resume();
  });
