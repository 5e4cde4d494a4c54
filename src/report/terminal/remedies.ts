/** What to try next, right above the verdict: the first advice of everything that fails, so that no failure goes without. */
import type { Finding } from "../../analysis/analysis.ts";
import { plain } from "../words.ts";
import type { Screen } from "./screen.ts";
import { hang } from "./wrap.ts";

const MOST_REMEDIES = 4;

export const remedyLines = (findings: readonly Finding[], { width, colors }: Screen): string[] => {
  const remedies = remediesOf(findings);
  const more = remedies.length - MOST_REMEDIES;
  return [
    ...(remedies.length > 0 ? ["Try next:"] : []),
    ...remedies.slice(0, MOST_REMEDIES).flatMap((remedy) => hang(plain(remedy), width, "- ")),
    ...(more > 0 ? [colors.dim(`  ... ${more} more in the report (--html), or with --verbose`)] : []),
  ];
};

/** Those of failures before those of warnings; within, by rank, each finding in its turn. */
export const remediesOf = (findings: readonly Finding[]): string[] => [
  ...new Set(
    (["fail", "warn", "error"] as const).flatMap((level) =>
      inTurns(findings.filter(({ status }) => status === level).map(({ advice }) => advice)),
    ),
  ),
];

const inTurns = (lists: readonly (readonly string[])[]): string[] => {
  const longest = lists.reduce((most, { length }) => Math.max(most, length), 0);
  return Array.from({ length: longest }, (_, rank) => lists.flatMap((list) => list.slice(rank, rank + 1))).flat();
};
