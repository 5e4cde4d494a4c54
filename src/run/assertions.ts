/** What is asserted of a run, and a result with the answers in it. */
import type { Analysis, RunSet } from "../analysis/analysis.ts";
import { UsageError } from "../errors.ts";
import { holdAssertion } from "../figures/hold-assertion.ts";
import { type Asserted, parseAssertions } from "../figures/parse-assertion.ts";
import { eachRun } from "./each-run.ts";

export interface AssertionOptions {
  assert?: string | readonly string[];
  strict?: boolean;
  maxDuplicates?: number;
  minModes?: number;
}

export interface Asserting {
  assertions: readonly Asserted[];
  strict: boolean;
}

/** @throws UsageError that names every assertion that can not be meant */
export const assertionsOf = ({ assert = [], strict = false, maxDuplicates, minModes }: AssertionOptions): Asserting => {
  const assertions = [
    ...parseAssertions(typeof assert === "string" ? [assert] : assert),
    ...(maxDuplicates === undefined ? [] : [lastOf("duplicatePairShare", "<=", maxDuplicates)]),
    ...(minModes === undefined ? [] : [lastOf("distinctModes", ">=", minModes)]),
  ];
  if (strict && assertions.length === 0)
    throw new UsageError(
      "Expected an assertion together with --strict. Next: add --assert, --max-duplicates or --min-modes",
    );
  return { assertions, strict };
};

const lastOf = (figure: string, comparison: Asserted["comparison"], bound: number): Asserted => ({
  figure,
  comparison,
  bound,
  at: "last",
});

/** The same run, with whether each assertion holds; those of before are replaced. */
export const withAssertions = (analysis: Analysis, { assertions, strict }: Asserting): Analysis =>
  assertions.length === 0
    ? analysis
    : { ...analysis, assertions: assertions.map((asserted) => holdAssertion(analysis, asserted, strict)) };

/** A saved result, held to assertions. @throws UsageError as assertionsOf does */
export const assertAgain = (result: Analysis | RunSet, options: AssertionOptions): Analysis | RunSet => {
  const asserting = assertionsOf(options);
  return eachRun(result, (run) => withAssertions(run, asserting));
};
