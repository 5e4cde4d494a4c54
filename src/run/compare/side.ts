/** A side of a comparison: a run that is measured now as `check` would, or what was saved of one. */
import type { Analysis, BaseRun, RunSet } from "../../analysis/analysis.ts";
import { InputError } from "../../errors.ts";
import { analyzeRuns } from "../analyze-runs.ts";
import type { AnalyzeOptions, ModelOptions } from "../options.ts";
import type { KeptImages } from "./compared-sets.ts";
import { courseOf } from "./course.ts";

/** A folder, file or glob with the samples of a run, or an Analysis. */
export type RunToCompare = string | { name: string; analysis: Analysis };

export interface SideOptions
  extends ModelOptions,
    Pick<
      AnalyzeOptions,
      | "grid"
      | "padding"
      | "device"
      | "threads"
      | "threshold"
      | "cache"
      | "verifyCache"
      | "thumbnails"
      | "signal"
      | "onProgress"
    > {}

export interface Side {
  name: string;
  kind: "pictures" | "analysis";
  analysis: Analysis;
  /** Of each checkpoint; null of a saved analysis. */
  images: KeptImages[] | null;
}

/** @throws as analyzeRuns does, and InputError when there are several runs */
export const openSide = async (run: RunToCompare, options: SideOptions): Promise<Side> => {
  if (typeof run !== "string") return { name: run.name, kind: "analysis", analysis: run.analysis, images: null };
  const images: KeptImages[] = [];
  const analysis = await analyzeRuns({
    ...options,
    inputs: [run],
    // Each run has to be measured by the same threshold.
    reference: false,
    onCheckpoint: ({ checkpoint, members, embeddings, dimension, pictures }) => {
      images.push({ checkpoint, members, rows: { values: embeddings, dimension }, pictures });
    },
  });
  if ("runs" in analysis)
    throw new InputError(
      "COMPARISON",
      `Expected one run in ${run} but it holds ${analysis.runs.length + analysis.unread.length}: ${namesOf(analysis)}. Next: name the folder of one of them`,
    );
  return { name: run, kind: "pictures", analysis, images };
};

const MOST_NAMES = 5;

const namesOf = ({ runs, unread }: RunSet): string => {
  const names = [...runs, ...unread].map(({ name }) => name ?? "");
  return `${names.slice(0, MOST_NAMES).join(", ")}${names.length > MOST_NAMES ? " ..." : ""}`;
};

export const aboutSide = ({ name, kind, analysis }: Side): BaseRun => ({
  name,
  kind,
  verdict: analysis.verdict.sentence,
  course: courseOf(analysis),
});

/** Figures of another embedder, or at another threshold, are other figures. @throws InputError */
export const assertComparable = (base: Side, other: Side): void => {
  const [embedders, thresholds] = [
    [base, other].map(({ analysis }) => analysis.embedder?.id ?? null),
    [base, other].map(({ analysis }) => analysis.threshold?.value ?? null),
  ] as const;
  const differ = ([one, two]: readonly (string | number | null)[]) => one !== null && two !== null && one !== two;
  const refused = (what: string, found: readonly unknown[], next: string) =>
    new InputError(
      "COMPARISON",
      `Expected ${base.name} and ${other.name} to be measured ${what} but found ${found.join(" and ")}. Next: ${next}`,
    );
  if (differ(embedders))
    throw refused("with one embedder", embedders, "measure both with the same --model, and compare those");
  if (differ(thresholds))
    throw refused("at one threshold", thresholds, "measure both with the same --threshold, and compare those");
};
