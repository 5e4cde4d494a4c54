/** The figures of the checkpoints: of a long run the ends, and where its failures set in. */
import type { Analysis, Checkpoint, Onset } from "../../analysis/analysis.ts";
import { onsetOf } from "../runs.ts";
import { estimate, plain, share } from "../words.ts";
import { shownRows } from "./elision.ts";
import { namedTable } from "./named-table.ts";
import type { Screen } from "./screen.ts";
import { withoutCommonFolders } from "./shorten.ts";

/** @param most lines, the heading included */
export const checkpointTable = (analysis: Analysis, { colors, width }: Screen, most: number): string[] => {
  const { checkpoints } = analysis;
  if (checkpoints.length === 0) return [];
  const since = onsetOf(analysis);
  const onset = since?.axis === "checkpoints" ? indexOf(since, checkpoints) : -1;
  const rows = shownRows(checkpoints.length, most - 1, wantedRows(analysis));
  const shown = rows.filter((row) => typeof row === "number");
  const [head = "", ...body] = tableLines(
    shown.map((index) => checkpoints[index]!),
    shown.map((index) => (index === onset ? "onset" : "")),
    width,
  );
  const lines = new Map(shown.map((index, place) => [index, body[place]!]));
  return [
    colors.dim(head),
    ...rows.map((row) =>
      typeof row === "number" ? lines.get(row)! : colors.dim(`... ${row.hidden} more checkpoints ...`),
    ),
  ];
};

/** The last, the onsets with what was before, the first. */
const wantedRows = (analysis: Analysis): number[] => {
  const { checkpoints, findings } = analysis;
  const told = findings.filter(({ status, onset }) => onset && (status === "fail" || status === "warn"));
  const onsets = told.map(({ onset }) => indexOf(onset!, checkpoints)).filter((index) => index >= 0);
  const last = checkpoints.length - 1;
  const [first] = onsets;
  return [
    last,
    ...onsets.slice(0, 1).flatMap((index) => [index, index - 1]),
    0,
    ...(first === undefined ? [] : [first + 1, first - 2]),
    ...onsets.slice(1).flatMap((index) => [index, index - 1]),
  ];
};

/** @returns -1 where it is at none of them; a moment of the log is at the first checkpoint that shows it */
const indexOf = ({ axis, label, step }: Onset, checkpoints: readonly Checkpoint[]): number =>
  axis === "checkpoints"
    ? checkpoints.findIndex((checkpoint) => checkpoint.label === label && checkpoint.step === step)
    : checkpoints.findIndex((checkpoint) => step !== null && checkpoint.step !== null && checkpoint.step >= step);

const tableLines = (shown: readonly Checkpoint[], marks: readonly string[], width: number): string[] =>
  namedTable(
    ["checkpoint", ...withoutCommonFolders(shown.map(({ label }) => plain(label)))],
    [...COLUMNS.map(([name, cell]) => [name, ...shown.map(cell)]), ["", ...marks]],
    { width, kept: marks.some((mark) => mark !== "") ? KEPT_WITH_MARKS : KEPT, words: [MARKS] },
  );

const COLUMNS: readonly [name: string, cell: (checkpoint: Checkpoint) => string][] = [
  ["images", ({ images }) => `${images}`],
  ["alike pairs", ({ metrics }) => share(metrics.duplicatePairShare.value)],
  ["largest", ({ metrics }) => share(metrics.dominantModeShare)],
  ["distinct modes", ({ metrics, reference }) => estimate(reference?.distinctModes ?? metrics.distinctModes)],
];
const MARKS = COLUMNS.length;
/** Which columns there are, the most first. */
const KEPT: readonly (readonly number[])[] = [[0, 1, 2, 3], [0, 1, 3], [1, 3], [1]];
const KEPT_WITH_MARKS = KEPT.map((kept) => [...kept, MARKS]);
