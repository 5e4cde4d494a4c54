/** `gan-diversity merge`: the judgement of a check whose tasks are done. */
import { resolve } from "node:path";
import type { Command } from "commander";
import type { AnalyzeOptions } from "../../run/options.ts";
import { cacheFolders } from "../cache-command.ts";
import { addOutputOptions, judgeAndWrite, type OutputValues } from "../check-command.ts";
import { addSharedOption, type SharingValues } from "./sharing-options.ts";

interface MergeValues extends OutputValues, Pick<SharingValues, "shared"> {
  cache: boolean;
  cacheDir?: string;
}

export const addMergeCommand = (program: Command, finish: (exitCode: number) => void): void => {
  const command = program.command("merge").description("judge a run whose tasks are done, as check does");
  addOutputOptions(addSharedOption(command))
    .option("--no-cache", "neither read nor keep figures of earlier runs")
    .option("--cache-dir <folder>", "where figures are kept (default: the user's cache folder)")
    .action(async (values: MergeValues) => finish(await merge(values)));
};

const merge = async (values: MergeValues): Promise<number> => {
  const { readPlan } = await import("../../run/tasks/plan.ts");
  const { mergeCheck } = await import("../../run/tasks/share-out.ts");
  const { SharedFolder } = await import("../../shared/shared-folder.ts");
  const store = new SharedFolder(resolve(values.shared));
  const plan = await readPlan(store);
  const kept = cacheFolders(values.cacheDir);
  const options: AnalyzeOptions = {
    ...plan.options,
    modelFolder: kept.models,
    ...(values.cache ? { cache: kept.embeddings } : {}),
  };
  return judgeAndWrite(options, values, (all) => mergeCheck(plan, all, store));
};
