/** `gan-diversity plan`: cuts a check into tasks that any scheduler can run. */
import { resolve } from "node:path";
import type { Command } from "commander";
import { plain, plainLines, whole } from "../../report/words.ts";
import type { Plan } from "../../run/tasks/plan.ts";
import { type AssertionOptionValues, addAssertionOptions } from "../assertion-options.ts";
import { untilInterrupted } from "../interrupt.ts";
import { addMeasuringOptions, analyzeOptionsOf, type MeasuringValues } from "../measuring-options.ts";
import { showProgress } from "../progress.ts";
import { printText } from "../write-report.ts";
import { addSharedOption, addTaskOption, type SharingValues, sharingOf } from "./sharing-options.ts";

type PlanValues = MeasuringValues & AssertionOptionValues & Pick<SharingValues, "shared"> & Partial<SharingValues>;

/** @param check whose options a configuration may hold too */
export const addPlanCommand = (program: Command, check: Command, finish: (exitCode: number) => void): void => {
  const command = program
    .command("plan")
    .description("cut a check into tasks, for a cluster with a scheduler: then task for each, and merge");
  addAssertionOptions(addTaskOption(addSharedOption(addMeasuringOptions(command))))
    .hook("preAction", async (planning) => {
      const { applyConfig, configNames } = await import("../config-file.ts");
      await applyConfig(planning, configNames(check));
    })
    .action(async (pictures: string[], values: PlanValues) => finish(await plan(pictures, values)));
};

const plan = async (pictures: readonly string[], values: PlanValues): Promise<number> => {
  const { shared, taskImages, pairsFrom, queue: _, ...measuring } = values;
  const { planCheck } = await import("../../run/tasks/share-out.ts");
  const { SharedFolder } = await import("../../shared/shared-folder.ts");
  const progress = showProgress(process.stderr);
  const options = { ...analyzeOptionsOf(pictures, measuring), onProgress: progress.update };
  const sharing = await sharingOf(values, measuring.oneRun);
  const made = await untilInterrupted(measuring.cache, (signal) =>
    planCheck({ ...options, signal }, sharing, new SharedFolder(resolve(shared))),
  ).finally(progress.clear);
  await printText(plainLines(planText(made, shared)));
  return 0;
};

const PER_KIND = {
  embed: "embed images",
  rows: "sort a checkpoint for the comparison of its pairs",
  pairs: "compare pairs",
} as const;

const planText = ({ tasks }: Plan, shared: string): string => {
  const kinds = (["embed", "rows", "pairs"] as const).flatMap((kind) => {
    const numbers = tasks.flatMap((task, index) => (task.kind === kind ? [index + 1] : []));
    return numbers.length === 0 ? [] : [{ kind, from: numbers[0]!, to: numbers.at(-1)! }];
  });
  const folder = quoted(plain(shared));
  const images = tasks.reduce((sum, task) => sum + (task.kind === "embed" ? task.images : 0), 0);
  const ranges = kinds.map(({ from, to }) => (from === to ? `${from}` : `${from}-${to}`));
  const after = (index: number) => (index === 0 ? "" : `, after ${ranges[index - 1]}`);
  const slurm = kinds.map((_, index) => {
    const dependency = index === 0 ? "" : `--dependency=afterok:$job${index} `;
    return `  job${index + 1}=$(sbatch --parsable ${dependency}--array=${ranges[index]} --wrap='gan-diversity task $SLURM_ARRAY_TASK_ID --shared ${folder}')`;
  });
  const local = kinds.map(
    ({ from, to }) => `  seq ${from} ${to} | xargs -P 4 -I{} gan-diversity task {} --shared ${folder} || exit`,
  );
  return [
    `${whole(tasks.length)} ${tasks.length === 1 ? "task" : "tasks"} for ${whole(images)} images in ${folder}:`,
    ...kinds.map(({ kind }, index) => `  ${ranges[index]}  ${PER_KIND[kind]}${after(index)}`),
    "",
    "With SLURM:",
    ...slurm,
    `  sbatch --dependency=afterok:$job${kinds.length} --wrap='gan-diversity merge --shared ${folder} --json analysis.json'`,
    "",
    "On this machine, four at a time:",
    ...local,
    `  gan-diversity merge --shared ${folder}`,
    "",
  ].join("\n");
};

/** As a POSIX shell reads it, also between single quotes. */
const quoted = (path: string): string =>
  /^[\w./:=@%+,-]+$/.test(path) ? path : `"${path.replace(/["\\$`]/g, "\\$&")}"`;
