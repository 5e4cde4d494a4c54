/** The run over its steps: scores and diversity on one time axis, and the sheets of the checkpoints under it. */
import type { Analysis, Checkpoint } from "../../analysis/analysis.ts";
import { estimate, share, whole } from "../words.ts";
import { figure, type Pen, places } from "./chart.ts";
import { drawAlike, drawModes, type Marks } from "./chart-run.ts";
import { metricCharts, scoreChart } from "./chart-scores.ts";
import { escapeHtml } from "./escape.ts";
import { contactSheet, zoomable } from "./pictures.ts";
import { type TimeAxis, timeAxis } from "./time-axis.ts";

export const runSection = async (analysis: Analysis, takePen: () => Promise<Pen>): Promise<string> => {
  const { checkpoints, scores } = analysis;
  const axis = timeAxis(analysis);
  const charts: string[] = [];
  if (scores || checkpoints.length > 1) {
    const pen = await takePen();
    if (scores && axis.scores) {
      const shared = checkpoints.length > 1 && axis.apart === null ? checkpoints.map((_, index) => axis.at(index)) : [];
      charts.push(scoreChart(pen, scores, axis.scores, axis.apart, shared), metricCharts(pen, scores, axis.scores));
    }
    if (checkpoints.length > 1) charts.push(...diversityCharts(pen, analysis, axis));
  }
  const shown = charts.filter((chart) => chart !== "");
  if (shown.length === 0 && checkpoints.length === 0) return "";
  return `<section aria-labelledby="run"><h2 id="run">The run</h2>
<div class="run">${shown.length > 0 ? `<div class="charts">${shown.join("\n")}</div>` : ""}<aside id="step" class="step" hidden></aside></div>
${filmstrip(checkpoints)}</section>`;
};

const diversityCharts = (pen: Pen, { checkpoints, findings }: Analysis, axis: TimeAxis): string[] => {
  const finding = findings.find(({ onset, status }) => status === "fail" && onset?.axis === "checkpoints");
  const since = checkpoints.findIndex(({ label }) => label === finding?.onset?.label);
  const marks: Marks = { onset: since < 0 ? null : axis.at(since), recovery: null };
  const alike = drawAlike(pen, checkpoints, axis, marks);
  const data = {
    checkpoints: places(
      alike,
      checkpoints.map((_, index) => axis.at(index)),
    ),
  };
  const structure = checkpoints.some(({ metrics }) => metrics.structureModes)
    ? " Green: by lightness alone; it falls when one structure comes in many tints."
    : "";
  return [
    figure(
      alike,
      "How alike the images are.",
      "Share of image pairs that are near-duplicates; band: 95 % interval.",
      data,
    ),
    figure(drawModes(pen, checkpoints, axis, marks), "Effective modes.", `Band: 95 % interval.${structure}`, data),
  ];
};

const filmstrip = (checkpoints: readonly Checkpoint[]): string =>
  checkpoints.length === 0
    ? ""
    : `<ol class="film" tabindex="0" aria-label="Checkpoints in step order">${checkpoints.map(frame).join("")}</ol>`;

const frame = (checkpoint: Checkpoint, index: number): string => {
  const { label, images, metrics } = checkpoint;
  const sheet = contactSheet(checkpoint, index);
  const picture = sheet ? zoomable(sheet) : "";
  return `<li data-checkpoint="${index}"><figure>${picture}<figcaption><strong>${escapeHtml(label)}</strong><br>${whole(images)} images<br>${share(metrics.duplicatePairShare.value)} of pairs alike<br>${estimate(metrics.effectiveModes)} effective modes</figcaption></figure></li>`;
};
