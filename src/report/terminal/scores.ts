/** What score logs were understood as, for a terminal. */
import type { MetricSeries, ScoreAnalysis, ScoreSeries } from "../../analysis/analysis.ts";
import { BASIS_WORDS, number, plain, VERDICT_WORDS } from "../words.ts";
import { hang } from "./wrap.ts";

const WIDTH = 100;

/** Sections with what was read, derived and refused; ends with a line break. */
export const renderScores = (scores: ScoreAnalysis, warnings: readonly string[]): string => {
  const { extent, rows, stepName, loss, series, sources, refusals, signatures, metrics } = scores;
  const sections: [title: string, lines: string[]][] = [
    [
      "Logs",
      sources.map(
        ({ path, format, lines }) =>
          `${path}: ${format}; ${lines.read} lines or records read, ${lines.refused} refused, ${lines.other} without data`,
      ),
    ],
    [
      "Rows",
      [extent ? `${rows}, ${stepName} ${step(extent.from)} to ${step(extent.to)}` : "none with losses or scores"],
    ],
    ["Loss", rows > 0 ? [`${loss.kind} (${loss.why})`] : []],
    ["Derived scores", series.filter(({ name }) => name.startsWith("score")).map(seriesLine)],
    ["Other series", series.filter(({ name }) => !name.startsWith("score")).map(seriesLine)],
    ["Metrics", metrics.map(metricLine)],
    ["Refused as scores", refusals.map(({ quantity, reason }) => `${quantity}: ${reason}`)],
    [
      "Signatures",
      signatures.map(({ name, from, to, meaning }) => `${name}, ${stepName} ${step(from)} to ${step(to)}: ${meaning}`),
    ],
    [
      "States",
      scores.stretches.map(
        ({ state, from, to, recovered }) =>
          `${VERDICT_WORDS[state]}, ${stepName} ${step(from)} to ${step(to)}${recovered ? ", then recovered" : ""}`,
      ),
    ],
    ["Warnings", [...warnings]],
  ];
  return sections
    .filter(([, lines]) => lines.length > 0)
    .map(([title, lines]) => `${title}\n${lines.flatMap(item).join("\n")}\n`)
    .join("");
};

/** One list entry; foreign names in it can not move the terminal's cursor. */
const item = (text: string): string[] => hang(plain(text), WIDTH, "  ", "    ");

const seriesLine = ({ name, basis, columns, range, values }: ScoreSeries): string => {
  const broken = range.broken > 0 ? `, ${range.broken} rows are NaN or infinite` : "";
  return `${name}: ${basis} (${BASIS_WORDS[basis]}) from ${columns.join(" and ")}; ${say(range.low)} to ${say(range.high)}, ends at ${say(values.findLast((value) => value !== null) ?? null)}${broken}`;
};

const metricLine = ({ name, stepName, steps, values, ignored }: MetricSeries): string =>
  values.length === 0
    ? `${name}: none of its ${ignored} values can be right`
    : `${name}: ${values.length} values, ${stepName} ${step(steps[0]!)} to ${step(steps.at(-1)!)}, ends at ${number(values.at(-1)!)}${ignored > 0 ? `; ${ignored} impossible ones left out` : ""}`;

const say = (value: number | null): string => (value === null ? "no number" : number(value));

/** Counts of images are stored as 32-bit numbers of thousands. */
const step = (value: number): string => String(Number(value.toPrecision(7)));
