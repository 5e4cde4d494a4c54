/** The score log over its steps, with the stretches in which a failure state held. */
import type { ScoreAnalysis, ScoreSeries } from "../../analysis/analysis.ts";
import { BASIS_WORDS, plain, VERDICT_WORDS } from "../words.ts";
import { type Chart, figure, type Pen, places } from "./chart.ts";

const isGenerator = ({ name }: ScoreSeries): boolean => name.endsWith("Generator");

/**
 * Scores where the log has them, else the losses; "" when it has neither.
 * @param domain of the x axis
 * @param checkpoints where the checkpoints lie on the x axis, empty when they are on another
 */
export const scoreChart = (
  pen: Pen,
  scores: ScoreAnalysis,
  domain: [number, number],
  note: string | null,
  checkpoints: readonly number[],
): string => {
  const drawn = drawScores(pen, scores, domain);
  if (!drawn) return "";
  const { chart, shown, areScores } = drawn;
  const legend = shown
    .map((series) => {
      const [who, colour] = isGenerator(series) ? ["generator", "blue"] : ["discriminator", "orange"];
      return `${colour}: ${who} (${series.columns.map(plain).join(" and ")}, ${BASIS_WORDS[series.basis]})`;
    })
    .join("; ");
  const ideal = areScores ? " Ideal for both: 0.5, dashed." : "";
  const shaded = scores.stretches.length > 0 ? " Shaded: a failure state." : "";
  return figure(
    chart,
    areScores ? "Scores." : "Losses.",
    `${legend}.${ideal}${shaded}${note ? ` ${note}` : ""}`,
    checkpoints.length > 0 ? { checkpoints: places(chart, checkpoints) } : {},
  );
};

/** FID and other measurements of the log, a chart for each. @param domain of the x axis where they count the same steps */
export const metricCharts = (pen: Pen, { metrics = [], stepName }: ScoreAnalysis, domain: [number, number]): string =>
  metrics
    .filter(({ steps }) => steps.length > 1)
    .map(({ name, stepName: counted, steps, values, ignored }) => {
      const chart = pen.draw({
        x: { label: plain(counted), ...(counted === stepName ? { domain } : {}) },
        y: { label: plain(name), grid: true, ticks: 5, nice: true },
        marks: [
          pen.Plot.lineY(
            steps.map((x, row) => ({ x, y: values[row] ?? Number.NaN })),
            { x: "x", y: "y", className: "line-c" },
          ),
        ],
      });
      const left = ignored > 0 ? ` ${ignored} values that can not be right are left out.` : "";
      return figure(chart, `${name}.`, `As the log has it.${left}`);
    })
    .join("\n");

const drawScores = (
  { Plot, draw }: Pen,
  scores: ScoreAnalysis,
  domain: [number, number],
): { chart: Chart; shown: ScoreSeries[]; areScores: boolean } | null => {
  const series = scores.series.filter(({ name }) => name.startsWith("score"));
  const areScores = series.length > 0;
  const shown = areScores ? series : scores.series.filter(({ name }) => name.startsWith("loss"));
  if (shown.length === 0) return null;
  const points = ({ values }: ScoreSeries) =>
    // A hole in the values breaks the line.
    scores.steps.map((x, row) => ({ x, y: values[row] ?? Number.NaN }));
  const ends = shown.flatMap(({ values }) => values.filter((value) => value !== null));
  const y: [number, number] = areScores ? [0, 1] : [lowest(ends), -lowest(ends.map((value) => -value))];
  const stretches = scores.stretches.map(({ from, to, state, recovered }) => ({
    from,
    to,
    y1: y[0],
    y2: y[1],
    text: `${VERDICT_WORDS[state]}${recovered ? ", then recovered" : ""}`,
  }));
  const chart = draw({
    x: { label: plain(scores.stepName), domain },
    y: { label: areScores ? "score" : "loss", domain: y, grid: true, ticks: 5, nice: !areScores },
    marks: [
      Plot.rect(stretches, { x1: "from", x2: "to", y1: "y1", y2: "y2", className: "stretch" }),
      Plot.text(stretches, { x: "from", y: "y2", dx: 5, dy: 9, textAnchor: "start", text: "text", className: "mark" }),
      Plot.ruleX(
        stretches.filter(({ to }, index) => scores.stretches[index]!.recovered && to < domain[1]),
        { x: "to", className: "recovery" },
      ),
      ...(areScores ? [Plot.ruleY([0.5], { className: "ideal" })] : []),
      ...shown.map((one) =>
        Plot.lineY(points(one), { x: "x", y: "y", className: isGenerator(one) ? "line-a" : "line-b" }),
      ),
    ],
  });
  return { chart, shown, areScores };
};

const lowest = (values: readonly number[]): number =>
  values.reduce((least, value) => Math.min(least, value), Number.POSITIVE_INFINITY);
