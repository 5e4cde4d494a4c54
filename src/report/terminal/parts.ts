/** What several of the reports on a terminal show in the same words. */
import type { Analysis, Finding } from "../../analysis/analysis.ts";
import { verdictTitle } from "../runs.ts";
import { ASSERTION_WORDS, assertionText, foundation, plain, STATUS_WORDS, tone } from "../words.ts";
import { paint, type Screen } from "./screen.ts";
import { hang, wrap } from "./wrap.ts";

const MOST_SKIPPED = 5;

export const headline = (analysis: Analysis, screen: Screen): string[] => {
  const { name, verdict } = analysis;
  const title = `${name === undefined ? "" : `${plain(name)}: `}${verdictTitle(analysis)}`;
  return [
    paint(screen, tone(analysis))(screen.colors.bold(title)),
    ...wrap(plain(verdict.sentence), screen.width),
    ...wrap(foundation(analysis), screen.width).map(screen.colors.dim),
  ];
};

/** Each that was asked for, held or not. */
export const assertionLines = ({ assertions = [] }: Analysis, screen: Screen): string[] =>
  assertions.flatMap((assertion) => {
    const { status, text } = assertion;
    const label = ASSERTION_WORDS[status].padEnd(12);
    const colour = paint(screen, ({ held: "pass", broken: "fail", "not-measured": "error" } as const)[status]);
    const [head = "", ...rest] = hang(plain(`${text}: ${assertionText(assertion)}`), screen.width, `${label}  `);
    return [`${colour(label)}${head.slice(label.length)}`, ...rest];
  });

export const findingTitle = ({ status, title }: Finding, screen: Screen): string[] =>
  hang(plain(title), screen.width, `${STATUS_WORDS[status]} `).map(paint(screen, status));

export const leftOut = ({ skipped, warnings }: Pick<Analysis, "skipped" | "warnings">, { width }: Screen): string[] => [
  ...warnings.flatMap((warning) => wrap(`note: ${plain(warning)}`, width)),
  ...(skipped.length > 0 ? [`${skipped.length} ${skipped.length === 1 ? "file was" : "files were"} left out:`] : []),
  ...skipped.slice(0, MOST_SKIPPED).flatMap(({ path, reason }) => wrap(`  ${plain(path)}: ${plain(reason)}`, width)),
  ...(skipped.length > MOST_SKIPPED ? [`  ... and ${skipped.length - MOST_SKIPPED} more; --json lists all`] : []),
];
