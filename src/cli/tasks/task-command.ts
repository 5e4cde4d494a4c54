/** `gan-diversity task`: does tasks of a plan, one after the other. */
import { resolve } from "node:path";
import type { Command } from "commander";
import { UsageError } from "../../errors.ts";
import type { AnalyzeOptions } from "../../run/options.ts";
import { cacheFolders } from "../cache-command.ts";
import { untilInterrupted } from "../interrupt.ts";
import { parserOf } from "../options.ts";
import { showProgress } from "../progress.ts";
import { printText } from "../write-report.ts";
import { addSharedOption, type SharingValues } from "./sharing-options.ts";

/** What a machine does its tasks with. */
export interface MachineValues {
  device?: NonNullable<AnalyzeOptions["device"]>;
  threads?: number;
}

type TaskValues = MachineValues & Pick<SharingValues, "shared">;

export const addMachineOptions = (command: Command): Command =>
  command
    .option("--device <device>", "as of check (default: as planned)", parserOf("device"))
    .option("--threads <count>", "threads for decoding and computing (default: all)", parserOf("threads"));

export const meansOf = ({ device, threads }: MachineValues) => ({
  modelFolder: cacheFolders().models,
  ...(device ? { device } : {}),
  ...(threads ? { threads } : {}),
});

export const addTaskCommand = (program: Command, finish: (exitCode: number) => void): void => {
  const command = program
    .command("task")
    .description("do tasks of a plan, such as 7 or 1-12; what is done already is left as it is")
    .argument("<numbers>", "a number, ranges such as 1-12, or a list of both: 1-3,7");
  addMachineOptions(addSharedOption(command)).action(async (numbers: string, values: TaskValues) =>
    finish(await doTasks(numbers, values)),
  );
};

const doTasks = async (text: string, { shared, ...machine }: TaskValues): Promise<number> => {
  const numbers = numbersIn(text);
  const { readPlan } = await import("../../run/tasks/plan.ts");
  const { TaskRunner } = await import("../../run/tasks/run-task.ts");
  const { SharedFolder } = await import("../../shared/shared-folder.ts");
  const store = new SharedFolder(resolve(shared));
  const plan = await readPlan(store);
  const runner = new TaskRunner(store, meansOf(machine));
  const progress = showProgress(process.stderr);
  try {
    await untilInterrupted(false, async (signal) => {
      for (const number of numbers) {
        const isDone = await runner.run(plan, number, { onProgress: progress.update, signal });
        progress.clear();
        await printText(`task ${number} ${isDone ? "done" : "was done already"}\n`);
      }
    });
  } finally {
    progress.clear();
    await runner.close();
  }
  return 0;
};

const MOST = 1_000_000;

/** @throws UsageError */
const numbersIn = (text: string): number[] =>
  text.split(",").flatMap((part) => {
    const [, from, to = from] = /^(\d{1,7})(?:-(\d{1,7}))?$/.exec(part.trim()) ?? [];
    const [first, last] = [Number(from), Number(to)];
    if (from === undefined || first < 1 || last < first || last - first > MOST)
      throw new UsageError(
        `Expected the numbers of tasks, such as 7, 1-12 or 1-3,7, but received ${JSON.stringify(text)}`,
      );
    return Array.from({ length: last - first + 1 }, (_, at) => first + at);
  });
