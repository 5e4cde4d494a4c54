/** A comparison on a terminal: what differs for certain first, then every figure side by side. */
import type { ComparedCheckpoints, ComparedRun, Comparison, FigureDifference } from "../../analysis/analysis.ts";
import { joinBlocks, type Screen, screenOf, type TerminalStyle } from "../terminal/terminal.ts";
import { hang, wrap } from "../terminal/wrap.ts";
import { counted, number, plain, share } from "../words.ts";

const MOST_COPIES = 3;

export const renderComparison = (comparison: Comparison, style: TerminalStyle): string => {
  const screen = screenOf(style);
  const { base, others, threshold, seed } = comparison;
  return joinBlocks([
    [
      ...hang(`A  ${plain(base.name)}: ${plain(base.verdict)}`, screen.width, "", "   "),
      ...others.flatMap((other, index) =>
        hang(`${letter(index)}  ${plain(other.name)}: ${plain(other.verdict)}`, screen.width, "", "   "),
      ),
    ],
    ...others.flatMap((other, index) => runBlocks(other, letter(index), screen)),
    [
      ...wrap(
        `Intervals are simultaneous: the chance that any figure of a run is called different where nothing is, is at most 5 %.${threshold === null ? "" : ` Near-duplicates from ${threshold} on.`} Seed ${seed}.`,
        screen.width,
      ).map(screen.colors.dim),
    ],
  ]);
};

/** B, C ... */
const letter = (index: number): string => (index < 25 ? String.fromCharCode(66 + index) : `${index + 2}`);

const runBlocks = (run: ComparedRun, name: string, screen: Screen): string[][] => [
  wrap(sentenceOf(run, name), screen.width).map(screen.colors.bold),
  ...run.checkpoints.map((checkpoints) => checkpointLines(checkpoints, name, screen)),
];

/** "B differs from A for certain at step 2400 (5 figures)." */
const sentenceOf = ({ checkpoints }: ComparedRun, name: string): string => {
  const differing = checkpoints.filter(({ figures }) => figures.some(({ certain }) => certain));
  if (differing.length === 0) return `Nothing differs for certain between A and ${name}.`;
  const places = differing.map(
    (compared) =>
      `${plain(placeOf(compared))} (${counted(compared.figures.filter(({ certain }) => certain).length, "figure")})`,
  );
  return `${name} differs from A for certain at ${places.join(", ")}.`;
};

const placeOf = ({ base, other }: ComparedCheckpoints): string => (base === other ? base : `${base} and ${other}`);

const checkpointLines = (compared: ComparedCheckpoints, name: string, screen: Screen): string[] => {
  const { figures, images, modes, copiedShare, copies = [] } = compared;
  const rows = [
    ["figure", "A", name, `${name} - A`, "95 % interval", ""],
    ...figures.map((figure) => [
      figure.name,
      number(figure.base),
      number(figure.other),
      signed(figure.difference),
      intervalOf(figure),
      figure.certain ? "certain" : "",
    ]),
  ];
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  const [head = "", ...lines] = rows.map((row) =>
    row
      .map((cell, column) =>
        column === 0 || column > 3 ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!),
      )
      .join("  ")
      .trimEnd(),
  );
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

const example = (copies: NonNullable<ComparedCheckpoints["copies"]>): string =>
  copies.length === 0
    ? ""
    : `: ${copies
        .slice(0, MOST_COPIES)
        .map(({ other, base, similarity }) => `${plain(other)} is ${plain(base)} (${number(similarity)})`)
        .join(", ")}${copies.length > MOST_COPIES ? " ..." : ""}`;

const signed = (value: number): string => (value > 0 ? `+${number(value)}` : number(value));

const intervalOf = ({ low, high }: FigureDifference): string => {
  if (low !== null && high !== null) return `${signed(low)} to ${signed(high)}`;
  if (low !== null) return `at least ${signed(low)}`;
  return high === null ? "none" : `at most ${signed(high)}`;
};
