/** A saved result under another `--fail-on`. */
import type { Analysis, FailOn, RunSet } from "../analysis/analysis.ts";
import { exitCodeOf } from "../diagnosis/exit-code.ts";
import { eachRun } from "./each-run.ts";

/** The same measurements, findings and verdict, with the exit code that `check` would have had. */
export const withFailOn = (result: Analysis | RunSet, failOn: FailOn): Analysis | RunSet =>
  eachRun(result, (run) => judgedAgain(run, failOn));

const judgedAgain = (run: Analysis, failOn: FailOn): Analysis => ({
  ...run,
  settings: { ...run.settings, failOn },
  verdict: { ...run.verdict, exitCode: exitCodeOf(run.verdict.status, failOn) },
});
