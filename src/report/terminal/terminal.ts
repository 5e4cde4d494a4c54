/** The report people read over ssh. */
import picocolors from "picocolors";
import type { Analysis, Checkpoint, Finding } from "../../analysis/analysis.ts";
import {
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
  VERDICT_WORDS,
} from "../words.ts";
import { classLines, referenceLines } from "./reference.ts";
import { hang, wrap } from "./wrap.ts";

type Colors = ReturnType<typeof picocolors.createColors>;

/** Checkpoints shown: the first and the last of longer runs, with the rest counted. */
const MOST_CHECKPOINTS = 16;
const MOST_SKIPPED = 5;
/** Columns the numbers of the checkpoint table need. */
const NUMBERS_WIDTH = 56;

export interface TerminalStyle {
  color: boolean;
  /** Columns of the terminal. */
  width: number;
}

export const renderTerminal = (analysis: Analysis, style: TerminalStyle): string => {
  const colors = picocolors.createColors(style.color);
  const width = Math.max(40, Math.min(style.width, 110));
  const blocks = [
    headline(analysis, colors, width),
    ...analysis.findings.filter(isTold).map((finding) => findingBlock(analysis, finding, colors, width)),
    quietFindings(analysis.findings, colors, width),
    checkpointTable(analysis.checkpoints, colors, width),
    referenceLines(analysis)
      .flatMap((line, index) => (index === 0 ? wrap(line, width) : hang(line, width, "  ")))
      .join("\n"),
    classLines(analysis.checkpoints)
      .flatMap((line) => wrap(line, width))
      .join("\n"),
    leftOut(analysis, colors, width),
    provenance(analysis, colors, width),
  ];
  return `${blocks.filter((block) => block !== "").join("\n\n")}\n`;
};

const paint = (colors: Colors, status: Finding["status"]): ((text: string) => string) => {
  if (status === "fail" || status === "error") return colors.red;
  if (status === "warn") return colors.yellow;
  return status === "pass" ? colors.green : colors.dim;
};

const headline = (analysis: Analysis, colors: Colors, width: number): string => {
  const { verdict } = analysis;
  return [
    paint(colors, tone(analysis))(colors.bold(verdict.statuses.map((status) => VERDICT_WORDS[status]).join(" + "))),
    ...wrap(plain(verdict.sentence), width),
    colors.dim(foundation(analysis)),
  ].join("\n");
};

const findingBlock = (analysis: Analysis, finding: Finding, colors: Colors, width: number): string => {
  const color = paint(colors, finding.status);
  const measured = measurement(finding);
  const indented = (text: string, mark = "") => hang(plain(text), width, `      ${mark}`);
  return [
    ...wrap(`${STATUS_WORDS[finding.status]} ${plain(finding.title)}`, width).map((line) => color(line)),
    ...(measured ? indented(measured) : []),
    ...finding.evidence.flatMap((evidence) => indented(evidenceText(analysis, evidence))),
    ...indented(finding.why),
    ...(finding.advice.length > 0
      ? ["      Try next:", ...finding.advice.flatMap((advice) => indented(advice, "- "))]
      : []),
  ].join("\n");
};

const quietFindings = (findings: readonly Finding[], colors: Colors, width: number): string =>
  findings
    .filter((finding) => !isTold(finding))
    .map((finding) => {
      const [first] = finding.evidence;
      const reason = finding.status === "not-applicable" && first?.type === "text" ? ` ${first.text}` : "";
      const label = STATUS_WORDS[finding.status].padEnd(10);
      const lines = hang(plain(`${finding.id}: ${finding.title}.${reason}`), width, `${label}  `);
      return `${paint(colors, finding.status)(label)}${lines.join("\n").slice(label.length)}`;
    })
    .join("\n");

const checkpointTable = (checkpoints: readonly Checkpoint[], colors: Colors, width: number): string => {
  if (checkpoints.length === 0) return "";
  const half = MOST_CHECKPOINTS / 2;
  const hidden = Math.max(0, checkpoints.length - MOST_CHECKPOINTS);
  const row = ({ label, images, metrics }: Checkpoint) => [
    plain(label).slice(0, Math.max(8, width - NUMBERS_WIDTH)),
    `${images}`,
    share(metrics.duplicatePairShare.value),
    share(metrics.dominantModeShare),
    estimate(metrics.effectiveModes),
  ];
  const shown = hidden === 0 ? checkpoints : [...checkpoints.slice(0, half), ...checkpoints.slice(-half)];
  const header = ["checkpoint", "images", "alike pairs", "largest", "effective modes"];
  const rows = [header, ...shown.map(row)];
  const widths = header.map((_, column) => Math.max(...rows.map((cells) => cells[column]!.length)));
  const lines = rows.map((cells) =>
    cells.map((cell, column) => (column === 0 ? cell.padEnd(widths[0]!) : cell.padStart(widths[column]!))).join("  "),
  );
  const [head = "", ...body] = lines;
  const gap = hidden > 0 ? [colors.dim(`... ${hidden} more checkpoints ...`)] : [];
  return [colors.dim(head), ...body.slice(0, half), ...gap, ...body.slice(half)].join("\n");
};

const leftOut = ({ skipped, warnings }: Analysis, colors: Colors, width: number): string => {
  const lines = [
    ...warnings.flatMap((warning) => wrap(`note: ${plain(warning)}`, width)),
    ...(skipped.length > 0 ? [`${skipped.length} ${skipped.length === 1 ? "file was" : "files were"} left out:`] : []),
    ...skipped.slice(0, MOST_SKIPPED).flatMap(({ path, reason }) => wrap(`  ${plain(path)}: ${plain(reason)}`, width)),
    ...(skipped.length > MOST_SKIPPED ? [`  ... and ${skipped.length - MOST_SKIPPED} more; --json lists all`] : []),
  ];
  return lines.map((line) => colors.dim(line)).join("\n");
};

const provenance = (
  { embedder, backend, threshold, timings, scores }: Analysis,
  colors: Colors,
  width: number,
): string => {
  const seconds = number(timings.reduce((sum, { milliseconds }) => sum + milliseconds, 0) / 1000);
  const parts = [
    ...(embedder && backend && threshold
      ? [`${embedder.id} on ${backend.name} (${backend.device})`, `threshold ${threshold.value}`]
      : []),
    `${seconds} s`,
    ...(scores?.series ?? [])
      .filter(({ name }) => name.startsWith("score"))
      .map(({ name, basis }) => `${name}: ${basis} (${BASIS_WORDS[basis]})`),
  ];
  return wrap(parts.join(" · "), width)
    .map((line) => colors.dim(line))
    .join("\n");
};
