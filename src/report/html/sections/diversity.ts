/** The numbers of every checkpoint, its classes, and what happened between checkpoints. */
import type { Checkpoint, CheckpointMetrics, Transition } from "../../../analysis/analysis.ts";
import { counted, estimate, number, share, whole } from "../../words.ts";
import { drawings, LABELLED } from "../charts/chart.ts";
import { drawRarefaction } from "../charts/curves.ts";
import { figure, type TitledChart } from "../charts/figure.ts";
import { escapeHtml } from "../escape.ts";
import { list, numbersTable, row } from "../markup.ts";
import type { Section } from "../section.ts";

type Column = [name: string, explained: string, cell: (metrics: CheckpointMetrics) => string | undefined];

const COLUMNS: Column[] = [
  ["alike pairs", "share of image pairs that are near-duplicates", (m) => estimate(m.duplicatePairShare, share)],
  ["in excess", "near-duplicate pairs beyond the images' own slope", (m) => estimate(m.excessPairShare, share)],
  ["close copies", "share of pairs at half the squared distance", (m) => estimate(m.closePairShare, share)],
  ["level", "mean similarity over all pairs", (m) => estimate(m.meanSimilarity)],
  ["largest", "one image and its near-duplicates / images", (m) => share(m.dominantModeShare)],
  ["distinct modes", "by near-duplicate pairs", (m) => estimate(m.distinctModes)],
  [
    "diversity index",
    "order 2 (U-RKE); compare with the run's own past and real images only",
    (m) => estimate(m.diversityIndex),
  ],
  ["by structure", "the same by structure alone", (m) => m.structureIndex && estimate(m.structureIndex)],
  ["Vendi score", "order 1; compare at equal numbers only", (m) => estimate(m.vendiScore)],
  ["modes seen", "groups and single images", (m) => whole(m.hill.observed)],
  ["richness", "Chao1, a lower bound", (m) => estimate(m.hill.richness)],
  ["Hill 1", "exponential of the entropy", (m) => estimate(m.hill.shannon)],
  ["Hill 2", "inverse Simpson", (m) => estimate(m.hill.simpson)],
  ["support size", "birthday test", (m) => estimate(m.supportSize)],
  ["coverage", "chance that the next sample shows a known mode", (m) => estimate(m.sampleCoverage, share)],
  ["MS-SSIM", "mean over random pairs", (m) => m.msSsim && estimate(m.msSsim)],
];

/** Images that were measured together. */
type Measured = Pick<Checkpoint, "label" | "images" | "metrics">;

export const diversity: Section = {
  id: "diversity",
  title: "Diversity in numbers",
  isFolded: true,
  body: ({ checkpoints, reference, transitions }) => {
    const last = checkpoints.at(-1);
    if (!last) return "";
    const real = reference ? [{ ...reference, label: `real images (${reference.source})` }] : [];
    return `${metricsTable("Checkpoint", [...checkpoints, ...real])}
${rarefactionCharts(last).map(figure).join("")}
${transitionTable(checkpoints, transitions)}
${classTable(last)}`;
  },
};

export const rarefactionCharts = ({ rarefaction: points, label }: Checkpoint): TitledChart[] =>
  points.length > 1
    ? [
        {
          id: "rarefaction",
          chart: drawings((frame) => drawRarefaction(points, frame), LABELLED),
          title: "Would more images show more modes?",
          caption: `${label}: expected number of distinct modes by number of images, with its 95 % interval.`,
          readings: {
            axis: "images",
            at: points.map(({ images }) => images),
            names: points.map(({ images }) => counted(images, "image")),
            lines: [
              {
                name: "modes",
                values: points.map(({ modes, low, high }) => `${number(modes)} (${number(low)} to ${number(high)})`),
              },
            ],
          },
        },
      ]
    : [];

/** Columns that no row fills are left out. */
const metricsTable = (first: string, all: readonly Measured[]): string => {
  const columns = COLUMNS.filter(([, , cell]) => all.some(({ metrics }) => cell(metrics) !== undefined));
  const table = numbersTable({
    label: "Numbers",
    columns: [first, "images", ...columns.map(([name, explained]): [string, string] => [name, explained])],
    rows: all.map(({ label, images, metrics }) =>
      row([escapeHtml(label), whole(images), ...columns.map(([, , cell]) => cell(metrics) ?? "")]),
    ),
  });
  return `${table}
<p class="quiet">With 95 % intervals. ${columns.map(([name, explained]) => `${name}: ${explained}`).join("; ")}.</p>`;
};

const STATES: Record<NonNullable<Transition["state"]>, string> = {
  frozen: "frozen: nothing moved",
  "mode-hopping": "mode hopping: one mode was left for another",
};

const transitionTable = (checkpoints: readonly Checkpoint[], transitions: readonly Transition[]): string => {
  if (transitions.length === 0) return "";
  const cells = transitions.some(({ cellSimilarity }) => cellSimilarity !== undefined);
  const rows = transitions.map(({ from, to, kept, born, lost, cellSimilarity, state }) => {
    const names = escapeHtml(`${checkpoints[from]?.label ?? from} → ${checkpoints[to]?.label ?? to}`);
    const same = cells ? [cellSimilarity === undefined ? "" : number(cellSimilarity)] : [];
    const moved = [kept, born, lost].map(whole);
    return row([names, ...moved, ...same, state ? STATES[state] : ""], state && "marked");
  });
  const title = "Modes kept, born and lost";
  return `<h3>${title}</h3>
${numbersTable({
  label: title,
  columns: [
    "Checkpoints",
    "kept",
    "born",
    "lost",
    ...(cells ? [["same cell", "mean similarity of a cell to itself"] as [string, string]] : []),
    "state",
  ],
  rows,
})}`;
};

const classTable = ({ classes = [], label }: Checkpoint): string =>
  classes.length === 0
    ? ""
    : `<h3>Classes of ${escapeHtml(label)}, the worst first</h3>
${metricsTable(
  "Class",
  classes.map(({ name, ...measured }) => ({ ...measured, label: name })),
)}
${list(
  classes.flatMap(({ name, reason }) => (reason ? [escapeHtml(`${name}: ${reason}`)] : [])),
  "ul",
  "quiet",
)}`;
