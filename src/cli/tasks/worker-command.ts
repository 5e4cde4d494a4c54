/** `gan-diversity worker`: does the tasks of checks that are shared out through a queue. */
import { availableParallelism } from "node:os";
import { resolve } from "node:path";
import type { Command } from "commander";
import { plain } from "../../report/words.ts";
import { untilStopped } from "../interrupt.ts";
import { parserOf } from "../options.ts";
import { printText } from "../write-report.ts";
import { addSharedOption, parseQueue, type SharingValues } from "./sharing-options.ts";
import { addMachineOptions, type MachineValues, meansOf } from "./task-command.ts";

interface WorkerValues extends MachineValues, Pick<SharingValues, "queue" | "shared"> {
  concurrency?: number;
  lockSeconds: number;
}

export const addWorkerCommand = (program: Command, finish: (exitCode: number) => void): void => {
  const command = program
    .command("worker")
    .description("do tasks of checks with --queue, until Ctrl-C or SIGTERM")
    .requiredOption("--queue <url>", "the Redis that carries the tasks", parseQueue);
  addMachineOptions(addSharedOption(command))
    .option("--concurrency <count>", "tasks at once (default: by the number of cores)", parserOf("concurrency"))
    .option(
      "--lock-seconds <seconds>",
      "a task of a worker that was killed goes to another one after this",
      parserOf("lockSeconds"),
      30,
    )
    .action(async (values: WorkerValues) => finish(await work(values)));
};

/** Cores that one task keeps busy. */
const PER_TASK = 4;

const work = async (values: WorkerValues): Promise<number> => {
  const { queue: url, shared, concurrency, lockSeconds, ...machine } = values;
  const { runWorker } = await import("../../queue/worker.ts");
  const { SharedFolder } = await import("../../shared/shared-folder.ts");
  const threads = machine.threads ?? availableParallelism();
  await untilStopped((signal) =>
    runWorker({
      url,
      store: new SharedFolder(resolve(shared)),
      means: meansOf(machine),
      concurrency: concurrency ?? 1 + Math.floor(threads / PER_TASK),
      lockSeconds,
      onReady: () => void printText("waiting for tasks\n"),
      onTrouble: (reason) => process.stderr.write(`the queue: ${plain(reason)}; going on\n`),
      onTask: ({ task, label }, end) =>
        void printText(
          `task ${task} (${plain(label)}) ${end instanceof Error ? `failed: ${plain(end.message)}` : end}\n`,
        ),
      signal,
    }),
  );
  return 0;
};
