/** A run on one screen: 24 rows of a healthy one, 50 of another, one of them for the prompt that follows. The verdict stands last. */
import type { Analysis, Finding } from "../../analysis/analysis.ts";
import { evidenceText, isTold, measurement, plain, tone } from "../words.ts";
import { checkpointTable } from "./checkpoint-table.ts";
import { checkLines } from "./checks.ts";
import { closingLine } from "./closing.ts";
import { noteLines } from "./notes.ts";
import { assertionLines, findingTitle, headline } from "./parts.ts";
import { briefReference, classLines } from "./reference.ts";
import { remedyLines } from "./remedies.ts";
import { joinBlocks, type Screen } from "./screen.ts";
import { hang, wrap } from "./wrap.ts";

interface Rows {
  screen: number;
  /** Of the table with its heading. */
  table: number;
  /** Of the checks that were not judged. */
  unjudged: number;
}

const HEALTHY: Rows = { screen: 23, table: 6, unjudged: 4 };
const FAILING: Rows = { screen: 49, table: 11, unjudged: 6 };
/** A heading, where it began, where it stands, and what was left out between. */
const SMALLEST_TABLE = 5;
const TOLD_ROWS = 18;
/** How many notes there are, and an empty line. */
const FEWEST_NOTES = 2;

export const renderBrief = (analysis: Analysis, screen: Screen): string => {
  const rows = tone(analysis) === "pass" ? HEALTHY : FAILING;
  const above = [
    headline(analysis, screen),
    assertionLines(analysis, screen),
    toldLines(analysis, screen),
    checkLines(analysis.findings, screen, rows.unjudged),
  ];
  const below = [remedyLines(analysis.findings, screen), closingLine(analysis, screen)];
  let left = rows.screen - rowsOf(above) - rowsOf(below) + 1 - (hasNotes(analysis) ? FEWEST_NOTES : 0);
  const take = (block: readonly string[]): readonly string[] => {
    left -= rowsOf([block]);
    return block;
  };
  const takeWhole = (block: readonly string[]) => take(rowsOf([block]) <= left ? block : []);
  const between = [
    take(checkpointTable(analysis, screen, Math.max(SMALLEST_TABLE, Math.min(rows.table, left - 1)))),
    takeWhole(briefReference(analysis).flatMap((line) => wrap(line, screen.width))),
    takeWhole(classLines(analysis.checkpoints).flatMap((line) => wrap(line, screen.width))),
  ];
  const notes = noteLines(analysis, screen, Math.max(1, left - 1 + FEWEST_NOTES));
  return joinBlocks([...above, ...between, notes, ...below]);
};

/** With the empty line behind each block. */
const rowsOf = (blocks: readonly (readonly string[])[]): number =>
  blocks.reduce((sum, { length }) => sum + (length > 0 ? length + 1 : 0), 0);

const hasNotes = ({ warnings, skipped }: Analysis): boolean => warnings.length + skipped.length > 0;

/** As much of each as there is room for: with the first evidence of what fails, with the figures, or the titles alone. */
const toldLines = (analysis: Analysis, screen: Screen): string[] => {
  const told = analysis.findings.filter(isTold);
  const indented = (text: string | null) => (text === null ? [] : hang(plain(text), screen.width, "      "));
  const figures = (finding: Finding) => [...findingTitle(finding, screen), ...indented(measurement(finding))];
  const evidence = (finding: Finding) => {
    const [first] = finding.status === "warn" ? [] : finding.evidence;
    return [...figures(finding), ...indented(first ? evidenceText(analysis, first) : null)];
  };
  const titles = told.flatMap((finding) => findingTitle(finding, screen));
  return [told.flatMap(evidence), told.flatMap(figures)].find(({ length }) => length <= TOLD_ROWS) ?? titles;
};
