/** The run over its steps: static SVG, drawn by Observable Plot when the report is made. */
import type { Analysis, Checkpoint, ScoreAnalysis } from "../analysis.ts";
import { escapeHtml } from "./escape.ts";
import { BASIS_WORDS, VERDICT_WORDS } from "./words.ts";

type Plot = typeof import("@observablehq/plot");
type PlotOptions = NonNullable<Parameters<Plot["plot"]>[0]>;

const SIZE = { width: 760, height: 260, marginLeft: 48, marginRight: 24 };

export const chartSection = async ({ checkpoints, scores, findings }: Analysis): Promise<string> => {
  const charts: string[] = [];
  if (scores || checkpoints.length > 1) {
    const [Plot, { parseHTML }] = await Promise.all([import("@observablehq/plot"), import("linkedom")]);
    const draw = (options: PlotOptions): string => {
      const { document } = parseHTML("<html><body></body></html>");
      const svg = Plot.plot({ ...SIZE, ...options, document: document as never });
      return svg.outerHTML.replace(/<style>[\s\S]*?<\/style>/g, "");
    };
    const onset = findings.find(({ id, status }) => id === "mode-collapse" && status === "fail")?.onset?.label;
    if (checkpoints.length > 1) charts.push(diversityChart(Plot, draw, checkpoints, onset));
    if (scores) charts.push(scoreChart(Plot, draw, scores));
  }
  return charts.length === 0
    ? ""
    : `<section aria-labelledby="run"><h2 id="run">The run</h2>${charts.filter((chart) => chart !== "").join("\n")}</section>`;
};

type Draw = (options: PlotOptions) => string;

const figure = (svg: string, title: string, caption: string): string =>
  `<figure class="chart"><figcaption><strong>${escapeHtml(title)}</strong> ${escapeHtml(caption)}</figcaption><div role="img" aria-label="${escapeHtml(title)}">${svg}</div></figure>`;

const diversityChart = (
  Plot: Plot,
  draw: Draw,
  checkpoints: readonly Checkpoint[],
  onset: string | undefined,
): string => {
  const bySteps = checkpoints.every(({ step }) => step !== null);
  const points = checkpoints.map(({ step, label, metrics }, index) => ({
    x: bySteps ? step! : index,
    label,
    alike: metrics.duplicatePairShare.value,
    alikeLow: metrics.duplicatePairShare.low,
    alikeHigh: Math.min(1, metrics.duplicatePairShare.high ?? 1),
  }));
  const start = points.find(({ label }) => label === onset);
  const svg = draw({
    x: { label: bySteps ? "step" : "checkpoint", ...(points.length < 12 ? { ticks: points.map(({ x }) => x) } : {}) },
    y: { label: "share of image pairs that are near-duplicates", domain: [0, 1], grid: true },
    marks: [
      ...(start
        ? [
            Plot.ruleX([start.x], { className: "onset" }),
            Plot.text([start], {
              x: "x",
              y: 0.06,
              text: () => "collapsed since here",
              dx: 5,
              textAnchor: "start",
              className: "onset-text",
            }),
          ]
        : []),
      Plot.areaY(points, { x: "x", y1: "alikeLow", y2: "alikeHigh", className: "band" }),
      Plot.lineY(points, { x: "x", y: "alike", className: "line-a" }),
      Plot.dot(points, {
        x: "x",
        y: "alike",
        r: 3,
        className: "dot-a",
        title: ({ label, alike }) => `${plainLabel(label)}: ${alike.toFixed(3)}`,
      }),
    ],
  });
  return figure(svg, "How alike the images are.", "0: all different, 1: all the same. Band: 95 % interval.");
};

/** Titles end up as text nodes; linkedom escapes them. */
const plainLabel = (label: string): string => label.replace(/[\p{Cc}\p{Cf}]/gu, "\uFFFD");

const scoreChart = (Plot: Plot, draw: Draw, scores: ScoreAnalysis): string => {
  const shown = scores.series.filter(({ name }) => name.startsWith("score"));
  if (shown.length === 0) return "";
  const points = (index: number) =>
    scores.steps.flatMap((x, row) => {
      const y = shown[index]!.values[row];
      return y === null || y === undefined ? [] : [{ x, y }];
    });
  const stretches = scores.stretches.map(({ from, to, state }) => ({ from, to, state: VERDICT_WORDS[state] }));
  const svg = draw({
    x: { label: scores.stepName },
    y: { label: "score", domain: [0, 1], grid: true },
    marks: [
      ...(stretches.length > 0
        ? [
            Plot.rect(stretches, { x1: "from", x2: "to", y1: 0, y2: 1, className: "stretch" }),
            Plot.text(stretches, {
              x: "from",
              y: 0.93,
              dx: 5,
              textAnchor: "start",
              text: "state",
              className: "onset-text",
            }),
          ]
        : []),
      Plot.ruleY([0.5], { className: "ideal" }),
      ...shown.map(({ name }, index) =>
        Plot.lineY(points(index), { x: "x", y: "y", className: name === "scoreGenerator" ? "line-a" : "line-b" }),
      ),
    ],
  });
  const legend = shown
    .map(({ name, basis }) => {
      const [who, colour] = name === "scoreGenerator" ? ["generator", "blue"] : ["discriminator", "orange"];
      return `${colour}: ${who}${basis === "exact" ? "" : ` (${BASIS_WORDS[basis]})`}`;
    })
    .join(", ");
  return figure(svg, "Scores.", `${legend}. Ideal for both: 0.5, dashed. Shaded: a failure state.`);
};
