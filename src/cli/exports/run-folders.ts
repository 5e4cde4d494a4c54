/** Where the exports of each run go: of several runs each has a folder of its own. */
import type { Analysis } from "../../analysis/analysis.ts";
import { isRunSet, type Result, runsOf } from "../../report/runs.ts";

/** @returns each run with its folder, relative to the one that was asked for; "" where one run was judged */
export const runFolders = async (result: Result): Promise<[run: Analysis, folder: string][]> => {
  const { safeNames } = await import("../../run/picture-files.ts");
  const names = safeNames(runsOf(result).map(({ name = "" }) => name));
  return runsOf(result).map((run) => [run, isRunSet(result) ? names.get(run.name ?? "")! : ""]);
};
