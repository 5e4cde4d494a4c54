/** Several runs on a terminal: a row each, then what is wrong with those that do not pass. */
import type { Analysis, RunSet } from "../../analysis/analysis.ts";
import { isRunSet, type Result, runRows, runsSentence } from "../runs.ts";
import { counted, isTold, measurement, plain, tone } from "../words.ts";
import { renderBrief } from "./brief.ts";
import { closingLineOfRuns, shortTitle } from "./closing.ts";
import { renderFull } from "./full.ts";
import { namedTable } from "./named-table.ts";
import { noteLines } from "./notes.ts";
import { assertionLines, findingTitle, headline, leftOut } from "./parts.ts";
import { joinBlocks, paint, type Screen, screenOf, type TerminalStyle } from "./screen.ts";
import { shorten } from "./shorten.ts";
import { hang, wrap } from "./wrap.ts";

/** Runs that are told at length; the table has the others. */
const MOST_TOLD = 4;

export const renderTerminal = (result: Result, style: TerminalStyle): string => {
  const screen = screenOf(style);
  if (isRunSet(result)) return renderRuns(result, screen);
  return screen.verbose ? renderFull(result, screen) : renderBrief(result, screen);
};

const renderRuns = (set: RunSet, screen: Screen): string => {
  const { colors, width, verbose } = screen;
  const { runs, unread, rule } = set;
  const telling = runs.filter((run) => tone(run) !== "pass" || run.assertions !== undefined);
  const told = verbose ? telling : telling.slice(0, MOST_TOLD);
  const untold = telling.length - told.length;
  return joinBlocks([
    [colors.bold(runsSentence(set)), ...wrap(rule, width).map(colors.dim)],
    ...told.map((run) => details(run, screen)),
    untold > 0 ? wrap(`... ${counted(untold, "more run")} to look at (--verbose tells each)`, width) : [],
    ...unread.map(({ name, reason }) => [
      paint(screen, "error")(colors.bold(`${plain(name)}: Not judged`)),
      ...wrap(plain(reason), width),
    ]),
    notesOf(set, telling, screen),
    table(set, screen),
    closingLineOfRuns(set, screen),
  ]);
};

/** With --verbose those of the runs that are told stand there. */
const notesOf = ({ runs, skipped }: RunSet, telling: readonly Analysis[], screen: Screen): string[] => {
  const named = (some: readonly Analysis[]) =>
    some.flatMap(({ name, warnings }) => warnings.map((warning) => `${name}: ${warning}`));
  return screen.verbose
    ? leftOut({ skipped, warnings: named(runs.filter((run) => !telling.includes(run))) }, screen).map(screen.colors.dim)
    : noteLines({ skipped, warnings: named(runs) }, screen, NOTE_ROWS);
};

const NOTE_ROWS = 6;
/** Columns of the terminal. */
const LONGEST_MOMENT = 24;
/** Verdict, since, confidence, images: which there are, the most first; then a shorter verdict. */
const KEPT = [[0, 1, 2, 3], [0, 1, 2], [0, 1], [4, 1], [0], [4]];

const table = (set: RunSet, screen: Screen): string[] => {
  const rows = runRows(set);
  const columns = [
    ["verdict", ...rows.map(({ verdict }) => verdict)],
    ["since", ...rows.map(({ since }) => shorten(plain(since), LONGEST_MOMENT) || "-")],
    ["confidence", ...rows.map(({ confidence }) => confidence || "-")],
    ["images", ...rows.map(({ images }) => images || "-")],
    ["verdict", ...set.runs.map(shortTitle), ...set.unread.map(() => "Not judged")],
  ];
  const names = ["run", ...rows.map(({ name }) => plain(name))];
  const [head = "", ...body] = namedTable(names, columns, { width: screen.width, kept: KEPT, words: [0, 1, 2, 4] });
  return [screen.colors.dim(head), ...body.map((line, index) => paint(screen, rows[index]!.tone)(line))];
};

/** What fails and by how much, and what to try first; the other reports have the rest. */
const details = (run: Analysis, screen: Screen): string[] => {
  const told = run.findings.filter(isTold);
  const advice = told[0]?.advice[0];
  const indented = (text: string | null) => (text === null ? [] : hang(plain(text), screen.width, "      "));
  return [
    ...headline(run, screen),
    ...assertionLines(run, screen),
    ...told.flatMap((finding) => [...findingTitle(finding, screen), ...indented(measurement(finding))]),
    ...indented(advice === undefined ? null : `Try first: ${advice}`),
    ...(screen.verbose ? notes(run, screen) : []),
  ];
};

const notes = ({ warnings }: Analysis, { colors, width }: Screen): string[] =>
  warnings.flatMap((warning) => wrap(`note: ${plain(warning)}`, width)).map(colors.dim);
