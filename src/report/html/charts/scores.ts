/** The score log over its steps, with the stretches in which a failure state held. */
import * as Plot from "@observablehq/plot";
import type { ScoreAnalysis, ScoreSeries } from "../../../analysis/analysis.ts";
import { BASIS_WORDS, number, plain } from "../../words.ts";
import { type Domain, draw, drawings, type Frame } from "./chart.ts";
import { endLabels, type Line } from "./end-labels.ts";
import { type Failing, onsetMark, shades, stretchWords } from "./failing.ts";
import type { Readings, TitledChart } from "./figure.ts";
import { range, type TimeAxis, timeTicks } from "./time-axis.ts";

/** A log on its axis. */
export interface Log {
  scores: ScoreAnalysis;
  axis: TimeAxis;
  domain: Domain;
  failing: Failing;
}

const isGenerator = ({ name }: ScoreSeries): boolean => name.endsWith("Generator");

const nameOf = (series: ScoreSeries): string => (isGenerator(series) ? "generator" : "discriminator");

/** A hole in the values breaks the line. */
const pointsOf = (steps: readonly number[], values: readonly (number | null)[]): Line["points"] =>
  steps.map((x, row) => ({ x, y: values[row] ?? Number.NaN }));

const lineY = ({ points, colour }: Line, frame: Frame) =>
  Plot.lineY(thinned(points, frame), { x: "x", y: "y", className: `line-${colour}` });

/** Pixels from point to point that can be told apart. */
const NEAREST = 3;

/** The median of each stretch of points that would lie closer than that. */
const thinned = (points: Line["points"], { width }: Frame): Line["points"] => {
  const every = Math.ceil((NEAREST * points.length) / width);
  if (every < 2) return points;
  return Array.from({ length: Math.ceil(points.length / every) }, (_, stretch) => {
    const some = points.slice(stretch * every, (stretch + 1) * every);
    const finite = some
      .map(({ y }) => y)
      .filter(Number.isFinite)
      .sort((a, b) => a - b);
    return { x: some[some.length >> 1]!.x, y: finite[finite.length >> 1] ?? Number.NaN };
  });
};

/** Scores where the log has them, else the losses; empty when it has neither. */
const shownSeries = ({ series }: ScoreAnalysis): ScoreSeries[] => {
  const named = (prefix: string) => series.filter(({ name }) => name.startsWith(prefix));
  return named("score").length > 0 ? named("score") : named("loss");
};

/** Scores where the log has them, else the losses; none when it has neither. */
export const scoreChart = (log: Log, changes: Partial<Frame> = {}): TitledChart[] => {
  const { scores, axis, domain, failing } = log;
  const shown = shownSeries(scores);
  if (shown.length === 0) return [];
  const areScores = shown[0]!.name.startsWith("score");
  const lines = shown.map((series): Line => {
    const colour = isGenerator(series) ? "a" : "b";
    return { name: nameOf(series), colour, points: pointsOf(scores.steps, series.values) };
  });
  const y = areScores ? ([0, 1] as Domain) : niceDomain(shown.flatMap(({ values }) => values));
  const chart = drawings(
    (frame) =>
      draw(frame, {
        x: timeTicks(scores.stepName, domain, frame),
        y: { domain: y, grid: true },
        marks: [
          ...shades(failing, domain),
          ...stretchWords(failing, domain, frame),
          ...onsetMark(failing, domain),
          ...(areScores ? [Plot.ruleY([0.5], { className: "ideal" })] : []),
          ...lines.map((line) => lineY(line, frame)),
          ...endLabels(lines, y, frame),
        ],
      }),
    changes,
  );
  const legend = shown.map(
    (series) => `${nameOf(series)}: ${series.columns.map(plain).join(" and ")}, ${BASIS_WORDS[series.basis]}`,
  );
  const ideal = areScores ? " Ideal for both: 0.5, dashed." : "";
  return [
    {
      id: areScores ? "scores" : "losses",
      chart,
      title: areScores ? "Scores." : "Losses.",
      caption: `${capital(legend.join("; "))}.${ideal}${axis.apart ? ` ${axis.apart}` : ""}`,
      readings: readingsOf(
        log,
        lines.map(({ name }) => name),
        shown.map(({ values }) => values),
      ),
    },
  ];
};

/** As many places as can be pointed at. */
const MOST_READINGS = 100;

const readingsOf = (
  { scores: { steps, stepName }, axis }: Log,
  names: readonly string[],
  values: readonly (readonly (number | null)[])[],
): Readings => {
  const every = Math.ceil(steps.length / MOST_READINGS);
  const rows = [...steps.keys()].filter((row) => row % every === 0 || row === steps.length - 1);
  const say = (value: number | null | undefined) => (typeof value === "number" ? Number(number(value)) : null);
  return {
    axis: axis.id.scores,
    at: rows.map((row) => steps[row]!),
    names: plain(stepName),
    lines: names.map((name, index) => ({ name, values: rows.map((row) => say(values[index]![row])) })),
  };
};

/** FID and other measurements of the log, a chart for each. */
export const metricCharts = ({ scores, axis, domain, failing }: Log): TitledChart[] =>
  scores.metrics
    .filter(({ steps }) => steps.length > 1)
    .map(({ name, stepName: counted, steps, values, ignored }, index) => {
      const isSame = counted === scores.stepName;
      const x = isSame ? domain : range(steps)!;
      const line: Line = { name: plain(name), colour: "c", points: pointsOf(steps, values) };
      const y = niceDomain(values);
      const marks = isSame ? [...shades(failing, x), ...onsetMark(failing, x)] : [];
      const chart = drawings((frame) =>
        draw(frame, {
          x: timeTicks(counted, x, frame),
          y: { domain: y, grid: true },
          marks: [...marks, lineY(line, frame), ...endLabels([line], y, frame)],
        }),
      );
      const left = ignored > 0 ? ` ${ignored} values that can not be right are left out.` : "";
      const log = { axis: isSame ? axis : { ...axis, id: { pictures: "", scores: `log-${index + 1}` } }, domain: x };
      return {
        ...{ id: `log-${index + 1}`, chart, title: `${name}.`, caption: `As the log has it.${left}` },
        readings: readingsOf(
          { scores: { ...scores, steps, stepName: counted }, ...log, failing },
          [line.name],
          [values],
        ),
      };
    });

/** Round numbers around the finite values. */
const niceDomain = (values: readonly (number | null)[]): Domain => {
  const known = range(values.filter((value) => value !== null && Number.isFinite(value)) as number[]);
  return (Plot.scale({ y: { domain: known ?? [0, 1], nice: true } })?.domain ?? [0, 1]) as Domain;
};

const capital = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
