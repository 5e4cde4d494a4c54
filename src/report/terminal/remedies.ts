/** What to try next, right above the verdict: the first advice of everything that fails, so that no failure goes without. */
import type { Finding } from "../../analysis/analysis.ts";
import { remediesOf } from "../remedies.ts";
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
