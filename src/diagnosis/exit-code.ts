import type { FailOn, Verdict, VerdictStatus } from "../analysis/analysis.ts";

/** What `check` exits with for a verdict. */
export const exitCodeOf = (status: VerdictStatus, failOn: FailOn): Verdict["exitCode"] => {
  if (status === "healthy") return 0;
  if (status === "inconclusive") return 3;
  const isCounted = status === "warning" ? failOn === "warn" : failOn !== "never";
  return isCounted ? 1 : 0;
};
