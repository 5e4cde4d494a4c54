/** Several runs on a terminal: a row each, then what is wrong with those that do not pass. */
import type { Analysis, RunSet } from "../../analysis/analysis.ts";
import { isRunSet, type Result, runRows, runsSentence } from "../runs.ts";
import { isTold, measurement, plain, tone } from "../words.ts";
import { namedTable } from "./named-table.ts";
import { shorten } from "./shorten.ts";
import {
  assertionLines,
  findingTitle,
  headline,
  joinBlocks,
  leftOut,
  paint,
  renderRun,
  type Screen,
  screenOf,
  type TerminalStyle,
} from "./terminal.ts";
import { hang, wrap } from "./wrap.ts";

export const renderTerminal = (result: Result, style: TerminalStyle): string =>
  isRunSet(result) ? renderRuns(result, style) : renderRun(result, style);

const renderRuns = (set: RunSet, style: TerminalStyle): string => {
  const screen = screenOf(style);
  const { colors, width } = screen;
  const { runs, unread, skipped, rule } = set;
  const passing = runs.filter((run) => tone(run) === "pass" && run.assertions === undefined);
  return joinBlocks([
    [colors.bold(runsSentence(set)), ...wrap(rule, width).map(colors.dim)],
    table(set, screen),
    ...runs.filter((run) => !passing.includes(run)).map((run) => details(run, screen)),
    ...unread.map(({ name, reason }) => [
      paint(screen, "error")(colors.bold(`${plain(name)}: Not judged`)),
      ...wrap(plain(reason), width),
    ]),
    passing
      .flatMap(({ name, warnings }) => warnings.map((warning) => plain(`${name}: ${warning}`)))
      .flatMap((note) => wrap(`note: ${note}`, width))
      .map(colors.dim),
    leftOut({ skipped, warnings: [] }, screen).map(colors.dim),
  ]);
};

/** Columns of the terminal. */
const LONGEST_MOMENT = 24;
/** Verdict, since, confidence, images: which there are, the most first. */
const KEPT = [[0, 1, 2, 3], [0, 1, 2], [0, 1], [0]];

const table = (set: RunSet, screen: Screen): string[] => {
  const rows = runRows(set);
  const columns = [
    ["verdict", ...rows.map(({ verdict }) => verdict)],
    ["since", ...rows.map(({ since }) => shorten(plain(since), LONGEST_MOMENT) || "-")],
    ["confidence", ...rows.map(({ confidence }) => confidence || "-")],
    ["images", ...rows.map(({ images }) => images || "-")],
  ];
  const names = ["run", ...rows.map(({ name }) => plain(name))];
  const [head = "", ...body] = namedTable(names, columns, { width: screen.width, kept: KEPT, words: [0, 1, 2] });
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
    ...notes(run, screen),
  ];
};

const notes = ({ warnings }: Analysis, { colors, width }: Screen): string[] =>
  warnings.flatMap((warning) => wrap(`note: ${plain(warning)}`, width)).map(colors.dim);
