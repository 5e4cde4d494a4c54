/** The numbers of every checkpoint, its classes, and what happened between checkpoints. */
import type { Analysis, Checkpoint, CheckpointMetrics, Transition } from "../../analysis/analysis.ts";
import { estimate, number, share, whole } from "../words.ts";
import { figure, type Pen } from "./chart.ts";
import { drawRarefaction } from "./chart-curves.ts";
import { escapeHtml } from "./escape.ts";

type Column = [name: string, explained: string, cell: (metrics: CheckpointMetrics) => string | undefined];

const COLUMNS: Column[] = [
  ["alike pairs", "share of image pairs that are near-duplicates", (m) => shareEstimate(m.duplicatePairShare)],
  ["largest", "largest group / images", ({ dominantModeShare }) => share(dominantModeShare)],
  ["effective modes", "unbiased, order 2 (U-RKE)", (m) => estimate(m.effectiveModes)],
  ["by structure", "the same by lightness alone", (m) => m.structureModes && estimate(m.structureModes)],
  ["Vendi score", "order 1; compare at equal numbers only", (m) => estimate(m.vendiScore)],
  ["modes seen", "groups and single images", (m) => whole(m.hill.observed)],
  ["richness", "Chao1, a lower bound", (m) => estimate(m.hill.richness)],
  ["Hill 1", "exponential of the entropy", (m) => estimate(m.hill.shannon)],
  ["Hill 2", "inverse Simpson", (m) => estimate(m.hill.simpson)],
  ["support size", "birthday test", (m) => estimate(m.supportSize)],
  ["coverage", "chance that the next sample shows a known mode", (m) => shareEstimate(m.sampleCoverage)],
  ["mean similarity", "over all pairs", (m) => estimate(m.meanSimilarity)],
  ["MS-SSIM", "mean over random pairs", (m) => m.msSsim && estimate(m.msSsim)],
];

export const diversitySection = async (analysis: Analysis, takePen: () => Promise<Pen>): Promise<string> => {
  const { checkpoints, reference, transitions } = analysis;
  if (checkpoints.length === 0) return "";
  const rows: [string, number, CheckpointMetrics][] = checkpoints.map(({ label, images, metrics }) => [
    label,
    images,
    metrics,
  ]);
  if (reference) rows.push([`real images (${reference.source})`, reference.images, reference.metrics]);
  const last = checkpoints.at(-1)!;
  const parts = [numbersTable("Checkpoint", rows)];
  if (last.rarefaction.length > 1)
    parts.push(
      figure(
        drawRarefaction(await takePen(), last.rarefaction),
        "Would more images show more modes?",
        `${last.label}: expected number of distinct modes by number of images, with its 95 % interval; dashed: extrapolated.`,
      ),
    );
  parts.push(transitionTable(checkpoints, transitions), classTable(last));
  return `<section aria-labelledby="diversity"><h2 id="diversity">Diversity in numbers</h2>
${parts.filter((part) => part !== "").join("\n")}</section>`;
};

const shareEstimate = ({ value, low, high }: { value: number; low: number; high: number | null }): string =>
  high === null ? `at least ${share(low)}` : `${share(value)} (${share(low)} to ${share(high)})`;

/** Columns that no row fills are left out. */
const numbersTable = (first: string, rows: readonly [string, number, CheckpointMetrics][]): string => {
  const columns = COLUMNS.filter(([, , cell]) => rows.some(([, , metrics]) => cell(metrics) !== undefined));
  const head = columns
    .map(([name, explained]) => `<th scope="col" title="${escapeHtml(explained)}">${name}</th>`)
    .join("");
  const body = rows.map(
    ([label, images, metrics]) =>
      `<tr><th scope="row">${escapeHtml(label)}</th><td>${whole(images)}</td>${columns.map(([, , cell]) => `<td>${cell(metrics) ?? ""}</td>`).join("")}</tr>`,
  );
  const legend = columns.map(([name, explained]) => `${name}: ${explained}`).join("; ");
  return `<div class="scroll" tabindex="0" role="group" aria-label="Numbers, can be scrolled"><table class="numbers"><thead><tr><th scope="col">${first}</th><th scope="col">images</th>${head}</tr></thead><tbody>${body.join("")}</tbody></table></div>
<p class="quiet">With 95 % intervals. ${escapeHtml(legend)}.</p>`;
};

const STATES: Record<NonNullable<Transition["state"]>, string> = {
  frozen: "frozen: nothing moved",
  "mode-hopping": "mode hopping: one mode was left for another",
};

const transitionTable = (checkpoints: readonly Checkpoint[], transitions: readonly Transition[]): string => {
  if (transitions.length === 0) return "";
  const cells = transitions.some(({ cellSimilarity }) => cellSimilarity !== undefined);
  const rows = transitions.map(({ from, to, kept, born, lost, cellSimilarity, state }) => {
    const names = `${checkpoints[from]?.label ?? from} → ${checkpoints[to]?.label ?? to}`;
    const same = cells ? `<td>${cellSimilarity === undefined ? "" : number(cellSimilarity)}</td>` : "";
    return `<tr${state ? ' class="marked"' : ""}><th scope="row">${escapeHtml(names)}</th><td>${whole(kept)}</td><td>${whole(born)}</td><td>${whole(lost)}</td>${same}<td>${state ? STATES[state] : ""}</td></tr>`;
  });
  return `<h3>Modes kept, born and lost</h3>
<div class="scroll" tabindex="0" role="group" aria-label="Modes kept, born and lost, can be scrolled"><table class="numbers"><thead><tr><th scope="col">Checkpoints</th><th scope="col">kept</th><th scope="col">born</th><th scope="col">lost</th>${cells ? '<th scope="col" title="mean similarity of a cell to itself">same cell</th>' : ""}<th scope="col">state</th></tr></thead><tbody>${rows.join("")}</tbody></table></div>`;
};

const classTable = ({ classes = [], label }: Checkpoint): string => {
  if (classes.length === 0) return "";
  const notes = classes.filter(({ reason }) => reason);
  return `<h3>Classes of ${escapeHtml(label)}, the worst first</h3>
${numbersTable(
  "Class",
  classes.map(({ name, images, metrics }) => [name, images, metrics]),
)}
${notes.length > 0 ? `<ul class="quiet">${notes.map(({ name, reason }) => `<li>${escapeHtml(`${name}: ${reason}`)}</li>`).join("")}</ul>` : ""}`;
};
