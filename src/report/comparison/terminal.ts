/** A comparison on a terminal: what differs for certain first, then every figure side by side. */
import type { Baseline, ComparedCheckpoints, ComparedRun, Comparison } from "../../analysis/analysis.ts";
import { joinBlocks, type Screen, screenOf, type TerminalStyle } from "../terminal/screen.ts";
import { hang, wrap } from "../terminal/wrap.ts";
import { number, plain, share } from "../words.ts";
import {
  baselineSentence,
  differenceSentence,
  dropText,
  heldWord,
  intervalText,
  letter,
  placeOf,
  promiseSentence,
  signed,
} from "./words.ts";

const MOST_COPIES = 3;

export const renderComparison = (comparison: Comparison, style: TerminalStyle): string => {
  const screen = screenOf(style);
  const { base, others, threshold, seed, baseline } = comparison;
  return joinBlocks([
    [base, ...others].flatMap(({ name, verdict }, index) =>
      hang(`${letter(index)}  ${plain(name)}: ${plain(verdict)}`, screen.width, "", "   "),
    ),
    baseline ? baselineLines(baseline, screen) : [],
    ...others.flatMap((other, index) => runBlocks(other, letter(index + 1), screen)),
    wrap(promiseSentence(threshold, seed), screen.width).map(screen.colors.dim),
  ]);
};

const baselineLines = (baseline: Baseline, screen: Screen): string[] => {
  const rows = baseline.figures.map((figure) => [
    heldWord(figure, baseline).toUpperCase(),
    figure.name,
    `${number(figure.base)} -> ${number(figure.other)}`,
    `drop ${dropText(figure)}`,
  ]);
  const lines = columns(rows, () => "left");
  const { red, yellow, green } = screen.colors;
  const colours = { dropped: red, unsure: yellow, holds: green };
  return [
    ...wrap(baselineSentence(baseline), screen.width).map(screen.colors.bold),
    ...lines.map((line, index) => colours[heldWord(baseline.figures[index]!, baseline)](line)),
  ];
};

const runBlocks = (run: ComparedRun, name: string, screen: Screen): string[][] => [
  wrap(plain(differenceSentence(run, name)), screen.width).map(screen.colors.bold),
  ...run.checkpoints.map((checkpoints) => checkpointLines(checkpoints, name, screen)),
];

const checkpointLines = (compared: ComparedCheckpoints, name: string, screen: Screen): string[] => {
  const { figures, images, modes, copiedShare, copies = [] } = compared;
  const rows = [
    ["figure", "A", name, `${name} - A`, "95 % interval", ""],
    ...figures.map((figure) => [
      figure.name,
      number(figure.base),
      number(figure.other),
      signed(figure.difference),
      intervalText(figure),
      figure.certain ? "certain" : "",
    ]),
  ];
  const [head = "", ...lines] = columns(rows, (column) => (column === 0 || column > 3 ? "left" : "right"));
  return [
    `${plain(placeOf(compared))}${images === undefined ? "" : `, ${images} images of each`}`,
    screen.colors.dim(head),
    ...lines.map((line, index) => (figures[index]!.certain ? screen.colors.yellow(line) : line)),
    ...(modes
      ? [`modes: ${modes.shared} of ${name} are in A too, ${modes.gained} are not; ${modes.lost} of A are lost`]
      : []),
    ...(copiedShare === undefined
      ? []
      : wrap(
          `${share(copiedShare)} of the images of ${name} have a near-duplicate in A${example(copies)}`,
          screen.width,
        )),
  ];
};

const columns = (rows: readonly string[][], side: (column: number) => "left" | "right"): string[] => {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  return rows.map((row) =>
    row
      .map((cell, column) => (side(column) === "left" ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!)))
      .join("  ")
      .trimEnd(),
  );
};

const example = (copies: NonNullable<ComparedCheckpoints["copies"]>): string =>
  copies.length === 0
    ? ""
    : `: ${copies
        .slice(0, MOST_COPIES)
        .map(({ other, base, similarity }) => `${plain(other)} is ${plain(base)} (${number(similarity)})`)
        .join(", ")}${copies.length > MOST_COPIES ? " ..." : ""}`;
