/** The last line of a report, where the eyes are when the command ends, and all that `--quiet` says. */
import type { Analysis, RunSet } from "../../analysis/analysis.ts";
import {
  exitCodeOf,
  isRunSet,
  onsetOf,
  type Result,
  type RunRow,
  runName,
  runsSentence,
  verdictTitle,
  worstTone,
} from "../runs.ts";
import { counted, plain, tone, VERDICT_WORDS } from "../words.ts";
import { paint, type Screen } from "./screen.ts";
import { shorten } from "./shorten.ts";
import { hang } from "./wrap.ts";

/** Columns of the terminal. */
const LONGEST_MOMENT = 24;

/** State, since, confidence, exit code: on one line where there are the columns for it. */
export const closingLine = (analysis: Analysis, screen: Screen): string[] => {
  const { assertions = [], verdict } = analysis;
  const unheld = assertions.filter(({ status }) => status !== "held").length;
  const told = [
    ...sinceOf(analysis),
    `${verdict.confidence} confidence`,
    ...(unheld > 0 ? [`${counted(unheld, "assertion")} not held`] : []),
  ];
  const exitCode = screen.exitCode ?? exitCodeOf(analysis);
  const line = (title: string, words: string) => [title, ...told, `${words} ${exitCode}`].join(", ");
  const [full, short] = [verdictTitle(analysis), shortTitle(analysis)];
  const lines = [line(full, "exit code"), line(full, "exit"), line(short, "exit code"), line(short, "exit")];
  const fits = lines.find(({ length }) => length <= screen.width) ?? lines.at(-1)!;
  return drawn(fits, tone(analysis), screen);
};

export const closingLineOfRuns = (set: RunSet, screen: Screen): string[] =>
  drawn(`${runsSentence(set)}, exit code ${screen.exitCode ?? set.exitCode}`, worstTone(set), screen);

const drawn = (line: string, status: RunRow["tone"], screen: Screen): string[] =>
  (line.length <= screen.width ? [line] : hang(line, screen.width, "", "  ")).map((text) =>
    paint(screen, status)(screen.colors.bold(text)),
  );

/** "No structure +1": the state that leads, and how many more hold. */
export const shortTitle = ({ verdict: { statuses, status } }: Analysis): string =>
  `${VERDICT_WORDS[statuses[0] ?? status]}${statuses.length > 1 ? ` +${statuses.length - 1}` : ""}`;

/** A line for each run: its name and its state. */
export const quietLines = (result: Result): string => {
  const lines = isRunSet(result)
    ? [
        ...result.runs.map((run) => stateLine(run.name ?? "", run)),
        ...result.unread.map(({ name, reason }) => `${name}: Not judged, ${reason}`),
      ]
    : [stateLine(runName(result), result)];
  return lines.map((line) => `${plain(line)}\n`).join("");
};

const stateLine = (name: string, run: Analysis): string =>
  `${name}: ${[verdictTitle(run), ...sinceOf(run)].join(", ")}. ${run.verdict.sentence}`;

const sinceOf = (analysis: Analysis): string[] => {
  const onset = onsetOf(analysis);
  return onset ? [`since ${shorten(plain(onset.label), LONGEST_MOMENT)}`] : [];
};
