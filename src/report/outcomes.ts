/** What a result is as tests: what passed, warned, failed or could not be told, for every report that a CI reads. */
import type { Analysis, Assertion, Finding } from "../analysis/analysis.ts";
import { isRunSet, type Result } from "./runs.ts";
import { ASSERTION_WORDS, assertionText, evidenceText, measurement } from "./words.ts";

export interface Outcome {
  kind: "verdict" | "finding" | "assertion";
  id: string;
  /** `failed` and `error` are what the exit code counts, `warned` never. */
  status: "passed" | "warned" | "failed" | "error" | "skipped";
  title: string;
  /** What was measured, the evidence and what to try next, a line each. */
  lines: string[];
}

export interface RunOutcomes {
  /** "" where a run was judged alone. */
  name: string;
  analysis: Analysis | null;
  outcomes: Outcome[];
}

export const outcomesOf = (result: Result): RunOutcomes[] =>
  isRunSet(result)
    ? [
        ...result.runs.map((run) => runOutcomes(run, run.name ?? "")),
        ...result.unread.map(({ name, reason }) => ({
          name,
          analysis: null,
          outcomes: [{ kind: "verdict" as const, id: "verdict", status: "error" as const, title: reason, lines: [] }],
        })),
      ]
    : [runOutcomes(result, result.name ?? "")];

const runOutcomes = (analysis: Analysis, name: string): RunOutcomes => ({
  name,
  analysis,
  outcomes: [
    verdictOutcome(analysis),
    ...(analysis.assertions ?? []).map(assertionOutcome),
    ...analysis.findings.map((finding) => findingOutcome(analysis, finding)),
  ],
});

const verdictOutcome = ({ verdict }: Analysis): Outcome => {
  const { status, sentence, exitCode, confidence } = verdict;
  const isQuiet = status === "healthy";
  return {
    kind: "verdict",
    id: "verdict",
    status: exitCode === 3 ? "error" : exitCode === 1 ? "failed" : isQuiet ? "passed" : "warned",
    title: sentence,
    lines: [`${confidence} confidence`],
  };
};

const ASSERTED = { held: "passed", broken: "failed", "not-measured": "error" } as const;

const assertionOutcome = (assertion: Assertion): Outcome => ({
  kind: "assertion",
  id: assertion.text,
  status: ASSERTED[assertion.status],
  title: `${ASSERTION_WORDS[assertion.status]} ${assertion.text}`,
  lines: [assertionText(assertion)],
});

const findingOutcome = (analysis: Analysis, finding: Finding): Outcome => {
  const measured = measurement(finding);
  return {
    kind: "finding",
    id: finding.id,
    status: statusOf(analysis, finding),
    title: finding.title,
    lines: [
      ...(measured === null ? [] : [measured]),
      ...finding.evidence.map((item) => evidenceText(analysis, item)),
      ...(finding.advice.length > 0 ? ["Try next:", ...finding.advice.map((remedy) => `- ${remedy}`)] : []),
    ],
  };
};

/** A finding that failed while `--fail-on` lets the run pass is told and not counted. */
const statusOf = ({ verdict, settings }: Analysis, { status }: Finding): Outcome["status"] => {
  const isCounted = verdict.exitCode === 1;
  if (status === "fail") return isCounted ? "failed" : "warned";
  if (status === "warn") return isCounted && settings.failOn === "warn" ? "failed" : "warned";
  return status === "error" || status === "not-applicable" ? "skipped" : "passed";
};
