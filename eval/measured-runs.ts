/** One run through the whole tool, with the embeddings of earlier runs. */
import type { Analysis } from "../src/analysis/analysis.ts";
import { analyze } from "../src/run/analyze.ts";
import type { AnalyzeOptions } from "../src/run/options.ts";

export type Outcome = "FAIL" | "WARN" | "healthy" | "not judged";

export const outcomeOf = ({ verdict }: Analysis): Outcome => {
  if (verdict.exitCode === 1) return "FAIL";
  if (verdict.status === "warning") return "WARN";
  return verdict.status === "healthy" ? "healthy" : "not judged";
};

/** @param cache folder, undefined for none; an error of the tool is returned as one */
export const measured = async (options: AnalyzeOptions, cache: string | undefined): Promise<Analysis | Error> =>
  analyze({ ...options, ...(cache === undefined ? {} : { cache }) }).catch((error: Error) => error);
