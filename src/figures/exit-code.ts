/** What a result means for who called: the verdict and the assertions together. */
import type { Analysis, Assertion, RunSet } from "../analysis/analysis.ts";

const ASSERTED: Record<Assertion["status"], 0 | 1 | 3> = { held: 0, broken: 1, "not-measured": 3 };

/** The highest of what the verdict and every assertion say. */
export const exitCodeOfRun = ({ verdict, assertions = [] }: Analysis): 0 | 1 | 3 =>
  assertions.reduce(
    (worst: 0 | 1 | 3, { status }) => (ASSERTED[status] > worst ? ASSERTED[status] : worst),
    verdict.exitCode,
  );

/** Of several runs the highest counts, so that one that could not be judged hides no other. */
export const exitCodeOfRuns = ({ runs, unread }: Pick<RunSet, "runs" | "unread">): RunSet["exitCode"] =>
  [...runs.map(exitCodeOfRun), ...unread.map(({ exitCode }) => exitCode)].reduce(
    (worst: RunSet["exitCode"], code) => (code > worst ? code : worst),
    0,
  );
