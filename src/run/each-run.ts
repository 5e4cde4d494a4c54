import type { Analysis, RunSet } from "../analysis/analysis.ts";
import { exitCodeOfRuns } from "../figures/exit-code.ts";

/** A result with each of its runs changed, and the exit code that follows from them. */
export const eachRun = (result: Analysis | RunSet, change: (run: Analysis) => Analysis): Analysis | RunSet => {
  if (!("runs" in result)) return change(result);
  const runs = result.runs.map(change);
  return { ...result, runs, exitCode: exitCodeOfRuns({ runs, unread: result.unread }) };
};
