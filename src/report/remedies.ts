/** What to try next, in the order in which every report says it. */
import type { Finding } from "../analysis/analysis.ts";

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
