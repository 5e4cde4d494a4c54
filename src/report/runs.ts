/** Several runs at a glance, for every report. */
import type { Analysis, Onset, RunSet, UnreadRun } from "../analysis/analysis.ts";
import { exitCodeOfRun } from "../figures/exit-code.ts";
import { counted, tone, VERDICT_WORDS } from "./words.ts";

/** What a check gives: one run, or several. */
export type Result = Analysis | RunSet;

export const isRunSet = (result: Result): result is RunSet => "runs" in result;

export const runsOf = (result: Result): readonly Analysis[] => (isRunSet(result) ? result.runs : [result]);

/** What `check` ends with for it: the verdict and the assertions together. */
export const exitCodeOf = (result: Result): RunSet["exitCode"] =>
  isRunSet(result) ? result.exitCode : exitCodeOfRun(result);

export interface RunRow {
  name: string;
  tone: "pass" | "warn" | "fail" | "error";
  verdict: string;
  /** "" where nothing failed, or nothing was judged. */
  since: string;
  confidence: string;
  images: string;
}

/** Those that could not be judged come last. */
export const runRows = ({ runs, unread }: RunSet): RunRow[] => [...runs.map(judgedRow), ...unread.map(unreadRow)];

/** "3 runs: 1 mode collapse, 2 healthy" */
export const runsSentence = (set: RunSet): string => {
  const rows = runRows(set);
  const counts = new Map<string, number>();
  for (const { verdict } of rows) counts.set(verdict, (counts.get(verdict) ?? 0) + 1);
  return `${counted(rows.length, "run")}: ${[...counts].map(([verdict, count]) => `${count} ${verdict.toLowerCase()}`).join(", ")}`;
};

/** Of all runs, the one that asks most for attention. */
export const worstTone = (set: RunSet): RunRow["tone"] => {
  const tones = new Set(runRows(set).map((row) => row.tone));
  return (["error", "fail", "warn"] as const).find((one) => tones.has(one)) ?? "pass";
};

/** Of a run that was judged alone: the folder, file or pattern that was given. */
export const runName = ({ name, settings: { inputs, scores } }: Analysis): string => {
  if (name !== undefined) return name;
  const [first = scores ?? "run", ...others] = inputs;
  const last = first.split(/[/\\]/).findLast((part) => part !== "" && part !== ".");
  return `${last ?? first}${others.length > 0 ? ` +${others.length}` : ""}`;
};

/** Every status that holds, the leading one first. */
export const verdictTitle = ({ verdict }: Analysis): string =>
  verdict.statuses.map((status) => VERDICT_WORDS[status]).join(" + ");

/** Since when the state holds that the verdict names first. */
export const onsetOf = ({ findings }: Analysis): Onset | null =>
  findings.find(({ status, onset }) => (status === "fail" || status === "warn") && onset)?.onset ?? null;

const judgedRow = (analysis: Analysis): RunRow => ({
  name: analysis.name ?? "",
  tone: tone(analysis),
  verdict: verdictTitle(analysis),
  since: onsetOf(analysis)?.label ?? "",
  confidence: analysis.verdict.confidence,
  images: `${analysis.verdict.images}`,
});

const unreadRow = ({ name }: UnreadRun): RunRow => ({
  name,
  tone: "error",
  verdict: "Not judged",
  since: "",
  confidence: "",
  images: "",
});
