/** A saved result under another `--fail-on`. */
import type { Analysis, FailOn, RunSet } from "../analysis/analysis.ts";
import { exitCodeOf } from "../diagnosis/exit-code.ts";
import { exitCodeOfRuns } from "../figures/exit-code.ts";

/** The same measurements, findings and verdict, with the exit code that `check` would have had. */
export const withFailOn = (result: Analysis | RunSet, failOn: FailOn): Analysis | RunSet => {
  if (!("runs" in result)) return judgedAgain(result, failOn);
  const runs = result.runs.map((run) => judgedAgain(run, failOn));
  return { ...result, runs, exitCode: exitCodeOfRuns({ runs, unread: result.unread }) };
};

const judgedAgain = (run: Analysis, failOn: FailOn): Analysis => ({
  ...run,
  settings: { ...run.settings, failOn },
  verdict: { ...run.verdict, exitCode: exitCodeOf(run.verdict.status, failOn) },
});
