/** The report people read over ssh. */
import picocolors from "picocolors";
import type { Analysis, Checkpoint, Finding } from "../../analysis/analysis.ts";
import { verdictTitle } from "../runs.ts";
import {
  ASSERTION_WORDS,
  assertionText,
  BASIS_WORDS,
  estimate,
  evidenceText,
  foundation,
  isTold,
  measurement,
  number,
  plain,
  STATUS_WORDS,
  share,
  tone,
} from "../words.ts";
import { namedTable } from "./named-table.ts";
import { classLines, referenceLines } from "./reference.ts";
import { withoutCommonFolders } from "./shorten.ts";
import { hang, wrap } from "./wrap.ts";

/** Checkpoints shown: the first and the last of longer runs, with the rest counted. */
const MOST_CHECKPOINTS = 16;
const MOST_SKIPPED = 5;

export interface TerminalStyle {
  color: boolean;
  /** Columns of the terminal. */
  width: number;
}

export interface Screen {
  colors: ReturnType<typeof picocolors.createColors>;
  width: number;
}

export const screenOf = ({ color, width }: TerminalStyle): Screen => ({
  colors: picocolors.createColors(color),
  width: Math.max(40, Math.min(width, 110)),
});

/** With an empty line between the blocks that say something. */
export const joinBlocks = (blocks: readonly (readonly string[])[]): string =>
  `${blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join("\n"))
    .join("\n\n")}\n`;

export const renderRun = (analysis: Analysis, style: TerminalStyle): string => {
  const screen = screenOf(style);
  const { width } = screen;
  const [compared = "", ...comparison] = referenceLines(analysis);
  return joinBlocks([
    headline(analysis, screen),
    assertionLines(analysis, screen),
    ...analysis.findings.filter(isTold).map((finding) => toldFinding(analysis, finding, screen)),
    analysis.findings.filter((finding) => !isTold(finding)).flatMap((finding) => quietFinding(finding, screen)),
    checkpointTable(analysis.checkpoints, screen),
    [...(compared ? wrap(compared, width) : []), ...comparison.flatMap((line) => hang(line, width, "  "))],
    classLines(analysis.checkpoints).flatMap((line) => wrap(line, width)),
    leftOut(analysis, screen).map(screen.colors.dim),
    provenance(analysis, screen).map(screen.colors.dim),
  ]);
};

export const paint = ({ colors }: Screen, status: Finding["status"]): ((text: string) => string) => {
  if (status === "fail" || status === "error") return colors.red;
  if (status === "warn") return colors.yellow;
  return status === "pass" ? colors.green : colors.dim;
};

export const headline = (analysis: Analysis, screen: Screen): string[] => {
  const { name, verdict } = analysis;
  const title = `${name === undefined ? "" : `${plain(name)}: `}${verdictTitle(analysis)}`;
  return [
    paint(screen, tone(analysis))(screen.colors.bold(title)),
    ...wrap(plain(verdict.sentence), screen.width),
    screen.colors.dim(foundation(analysis)),
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
  wrap(`${STATUS_WORDS[status]} ${plain(title)}`, screen.width).map(paint(screen, status));

const toldFinding = (analysis: Analysis, finding: Finding, screen: Screen): string[] => {
  const { evidence, why, advice } = finding;
  const indented = (text: string, mark = "") => hang(plain(text), screen.width, `      ${mark}`);
  const measured = measurement(finding);
  return [
    ...findingTitle(finding, screen),
    ...(measured ? indented(measured) : []),
    ...evidence.flatMap((item) => indented(evidenceText(analysis, item))),
    ...indented(why),
    ...(advice.length > 0 ? indented("Try next:") : []),
    ...advice.flatMap((remedy) => indented(remedy, "- ")),
  ];
};

const quietFinding = ({ id, title, status, evidence }: Finding, screen: Screen): string[] => {
  const [first] = evidence;
  const reason = status === "not-applicable" && first?.type === "text" ? ` ${first.text}` : "";
  const label = STATUS_WORDS[status].padEnd(10);
  const [head = "", ...rest] = hang(plain(`${id}: ${title}.${reason}`), screen.width, `${label}  `);
  return [`${paint(screen, status)(label)}${head.slice(label.length)}`, ...rest];
};

const checkpointTable = (checkpoints: readonly Checkpoint[], { colors, width }: Screen): string[] => {
  if (checkpoints.length === 0) return [];
  const half = MOST_CHECKPOINTS / 2;
  const hidden = Math.max(0, checkpoints.length - MOST_CHECKPOINTS);
  const shown = hidden === 0 ? checkpoints : [...checkpoints.slice(0, half), ...checkpoints.slice(-half)];
  const labels = withoutCommonFolders(shown.map(({ label }) => plain(label)));
  const [head = "", ...body] = tableLines(labels, shown, width);
  const gap = hidden > 0 ? [colors.dim(`... ${hidden} more checkpoints ...`)] : [];
  return [colors.dim(head), ...body.slice(0, half), ...gap, ...body.slice(half)];
};

const tableLines = (labels: readonly string[], shown: readonly Checkpoint[], width: number): string[] =>
  namedTable(
    ["checkpoint", ...labels],
    COLUMNS.map(([name, cell]) => [name, ...shown.map(cell)]),
    { width, kept: KEPT },
  );

const COLUMNS: readonly [name: string, cell: (checkpoint: Checkpoint) => string][] = [
  ["images", ({ images }) => `${images}`],
  ["alike pairs", ({ metrics }) => share(metrics.duplicatePairShare.value)],
  ["largest", ({ metrics }) => share(metrics.dominantModeShare)],
  ["distinct modes", ({ metrics, reference }) => estimate(reference?.distinctModes ?? metrics.distinctModes)],
];
/** Which columns there are, the most first. */
const KEPT: readonly (readonly number[])[] = [[0, 1, 2, 3], [0, 1, 3], [1, 3], [1]];

export const leftOut = ({ skipped, warnings }: Pick<Analysis, "skipped" | "warnings">, { width }: Screen): string[] => [
  ...warnings.flatMap((warning) => wrap(`note: ${plain(warning)}`, width)),
  ...(skipped.length > 0 ? [`${skipped.length} ${skipped.length === 1 ? "file was" : "files were"} left out:`] : []),
  ...skipped.slice(0, MOST_SKIPPED).flatMap(({ path, reason }) => wrap(`  ${plain(path)}: ${plain(reason)}`, width)),
  ...(skipped.length > MOST_SKIPPED ? [`  ... and ${skipped.length - MOST_SKIPPED} more; --json lists all`] : []),
];

const provenance = ({ embedder, backend, threshold, timings, scores }: Analysis, { width }: Screen): string[] => {
  const seconds = number(timings.reduce((sum, { milliseconds }) => sum + milliseconds, 0) / 1000);
  const parts = [
    ...(embedder && backend ? [`${embedder.id} on ${backend.name} (${backend.device})`] : []),
    ...(threshold ? [`threshold ${threshold.value}`] : []),
    `${seconds} s`,
    ...(scores?.series ?? [])
      .filter(({ name }) => name.startsWith("score"))
      .map(({ name, basis }) => `${name}: ${basis} (${BASIS_WORDS[basis]})`),
  ];
  return wrap(parts.join(" · "), width);
};
