/** The score log over its steps, with the stretches in which a failure state held. */
import * as Plot from "@observablehq/plot";
import type { ScoreAnalysis, ScoreSeries } from "../../../analysis/analysis.ts";
import { BASIS_WORDS, plain, VERDICT_WORDS } from "../../words.ts";
import { type Domain, draw, places, type TitledChart } from "./chart.ts";
import type { TimeAxis } from "./time-axis.ts";

const isGenerator = ({ name }: ScoreSeries): boolean => name.endsWith("Generator");

/** A hole in the values breaks the line. */
const line = (steps: readonly number[], values: readonly (number | null)[], className: string) =>
  Plot.lineY(
    steps.map((x, row) => ({ x, y: values[row] ?? Number.NaN })),
    { x: "x", y: "y", className },
  );

/**
 * Scores where the log has them, else the losses; none when it has neither.
 * @param checkpoints where the checkpoints lie on the x axis, empty when they are on another
 */
export const scoreChart = (
  scores: ScoreAnalysis,
  domain: Domain,
  apart: TimeAxis["apart"],
  checkpoints: readonly number[],
): TitledChart[] => {
  const named = (prefix: string) => scores.series.filter(({ name }) => name.startsWith(prefix));
  const areScores = named("score").length > 0;
  const shown = named(areScores ? "score" : "loss");
  if (shown.length === 0) return [];
  const ends = shown.flatMap(({ values }) => values.filter((value) => value !== null));
  const y: Domain = areScores ? [0, 1] : [lowest(ends), -lowest(ends.map((value) => -value))];
  const stretches = scores.stretches.map(({ from, to, state, recovered }) => ({
    from,
    to,
    y1: y[0],
    y2: y[1],
    recovered,
    text: `${VERDICT_WORDS[state]}${recovered ? ", then recovered" : ""}`,
  }));
  const chart = draw({
    x: { label: plain(scores.stepName), domain },
    y: { label: areScores ? "score" : "loss", domain: y, grid: true, ticks: 5, nice: !areScores },
    marks: [
      Plot.rect(stretches, { x1: "from", x2: "to", y1: "y1", y2: "y2", className: "stretch" }),
      Plot.text(stretches, { x: "from", y: "y2", dx: 5, dy: 9, textAnchor: "start", text: "text", className: "mark" }),
      Plot.ruleX(
        stretches.filter(({ to, recovered }) => recovered && to < domain[1]),
        { x: "to", className: "recovery" },
      ),
      ...(areScores ? [Plot.ruleY([0.5], { className: "ideal" })] : []),
      ...shown.map((series) => line(scores.steps, series.values, isGenerator(series) ? "line-a" : "line-b")),
    ],
  });
  const legend = shown
    .map((series) => {
      const who = isGenerator(series) ? "blue: generator" : "orange: discriminator";
      return `${who} (${series.columns.map(plain).join(" and ")}, ${BASIS_WORDS[series.basis]})`;
    })
    .join("; ");
  const ideal = areScores ? " Ideal for both: 0.5, dashed." : "";
  const shaded = stretches.length > 0 ? " Shaded: a failure state." : "";
  return [
    {
      id: areScores ? "scores" : "losses",
      chart,
      title: areScores ? "Scores." : "Losses.",
      caption: `${legend}.${ideal}${shaded}${apart ? ` ${apart}` : ""}`,
      ...(checkpoints.length > 0 ? { data: { checkpoints: places(chart, checkpoints) } } : {}),
    },
  ];
};

/** FID and other measurements of the log, a chart for each. @param domain of the x axis where they count the same steps */
export const metricCharts = ({ metrics, stepName }: ScoreAnalysis, domain: Domain): TitledChart[] =>
  metrics
    .filter(({ steps }) => steps.length > 1)
    .map(({ name, stepName: counted, steps, values, ignored }, index) => {
      const chart = draw({
        x: { label: plain(counted), ...(counted === stepName ? { domain } : {}) },
        y: { label: plain(name), grid: true, ticks: 5, nice: true },
        marks: [line(steps, values, "line-c")],
      });
      const left = ignored > 0 ? ` ${ignored} values that can not be right are left out.` : "";
      return { id: `log-${index + 1}`, chart, title: `${name}.`, caption: `As the log has it.${left}` };
    });

const lowest = (values: readonly number[]): number =>
  values.reduce((least, value) => Math.min(least, value), Number.POSITIVE_INFINITY);
