/** The run over its steps: scores and diversity on one time axis, and the sheets of the checkpoints under it. */
import type { Analysis, Checkpoint } from "../../../analysis/analysis.ts";
import { estimate, share, whole } from "../../words.ts";
import { figure, places, type TitledChart } from "../charts/chart.ts";
import { drawAlike, drawModes } from "../charts/diversity.ts";
import { metricCharts, scoreChart } from "../charts/scores.ts";
import { type TimeAxis, timeAxis } from "../charts/time-axis.ts";
import { escapeHtml } from "../escape.ts";
import { contactSheet, zoomable } from "../pictures.ts";
import type { Section } from "../section.ts";

export const run: Section = {
  id: "run",
  title: "The run",
  body: (analysis) => {
    const charts = runCharts(analysis).map(figure);
    if (charts.length === 0 && analysis.checkpoints.length === 0) return "";
    return `<div class="run">${charts.length > 0 ? `<div class="charts">${charts.join("\n")}</div>` : ""}<aside id="step" class="step" hidden></aside></div>
${filmstrip(analysis.checkpoints)}`;
  },
};

export const runCharts = (analysis: Analysis): TitledChart[] => {
  const { checkpoints, scores } = analysis;
  const axis = timeAxis(analysis);
  const placed = checkpoints.length > 1 ? checkpoints.map((_, index) => axis.at(index)) : [];
  return [
    ...(scores && axis.scores
      ? [
          ...scoreChart(scores, axis.scores, axis.apart, axis.apart === null ? placed : []),
          ...metricCharts(scores, axis.scores),
        ]
      : []),
    ...(placed.length > 0 ? diversityCharts(analysis, axis, placed) : []),
  ];
};

/** @param placed where each checkpoint lies on the axis */
const diversityCharts = (
  { checkpoints, findings }: Analysis,
  axis: TimeAxis,
  placed: readonly number[],
): [alike: TitledChart, modes: TitledChart] => {
  const finding = findings.find(({ onset, status }) => status === "fail" && onset?.axis === "checkpoints");
  const since = checkpoints.findIndex(({ label }) => label === finding?.onset?.label);
  const course = { checkpoints, axis, onset: placed[since] ?? null };
  const alike = drawAlike(course);
  const data = { checkpoints: places(alike, placed) };
  const structure = checkpoints.some(({ metrics }) => metrics.structureIndex)
    ? " Green: by structure alone; it falls when one structure comes in many tints."
    : "";
  return [
    {
      id: "alike-pairs",
      chart: alike,
      title: "How alike the images are.",
      caption: "Share of image pairs that are near-duplicates; band: 95 % interval.",
      data,
    },
    {
      id: "diversity-index",
      chart: drawModes(course),
      title: "Diversity index.",
      caption: `Against the run's own past, no number of modes. Band: 95 % interval.${structure}`,
      data,
    },
  ];
};

const filmstrip = (checkpoints: readonly Checkpoint[]): string =>
  checkpoints.length === 0
    ? ""
    : `<ol class="film" tabindex="0" aria-label="Checkpoints in step order">${checkpoints.map(frame).join("")}</ol>`;

const frame = (checkpoint: Checkpoint, index: number): string => {
  const { label, images, metrics, reference } = checkpoint;
  const sheet = contactSheet(checkpoint, index);
  return `<li data-checkpoint="${index}"><figure>${sheet ? zoomable(sheet) : ""}<figcaption><strong>${escapeHtml(label)}</strong><br>${whole(images)} images<br>${share(metrics.duplicatePairShare.value)} of pairs alike<br>${estimate(reference?.distinctModes ?? metrics.distinctModes)} distinct modes</figcaption></figure></li>`;
};
