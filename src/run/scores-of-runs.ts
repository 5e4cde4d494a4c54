/** Which score log belongs to which of several runs: the one whose folder it lies in. Nothing else tells that. */
import { resolve, sep } from "node:path";
import { UsageError } from "../errors.ts";
import type { FoundRun } from "../inputs/find-runs.ts";

/** @param logs as given @returns those of each run @throws UsageError for a log that lies in none */
export const scoresOfRuns = (logs: readonly string[], runs: readonly FoundRun[]): Map<FoundRun, string[]> => {
  const ofRun = new Map<FoundRun, string[]>(runs.map((run) => [run, []]));
  for (const log of logs) {
    // `name=path` names the quantity of a file.
    const paths = [log, log.slice(log.indexOf("=") + 1)].map((path) => resolve(path));
    const around = runs.filter(({ folder }) => folder !== null && paths.some((path) => isIn(path, folder)));
    const [run] = around.sort((a, b) => b.folder!.length - a.folder!.length);
    if (!run)
      throw new UsageError(
        `Expected every log of --scores in the folder of one of the ${runs.length} runs (${runs.map(({ name }) => name).join(", ")}) but ${log} lies in none, so it is not known whose it is. Next: check one run at a time with its log, or join them with --one-run.`,
      );
    ofRun.get(run)!.push(log);
  }
  return ofRun;
};

const isIn = (path: string, folder: string): boolean => path.startsWith(folder.endsWith(sep) ? folder : folder + sep);
