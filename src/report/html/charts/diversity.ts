/** Diversity over the checkpoints, with its intervals. */
import * as Plot from "@observablehq/plot";
import type { Checkpoint, Estimate } from "../../../analysis/analysis.ts";
import { estimate, plain, share } from "../../words.ts";
import { type Chart, type Domain, draw, type Frame, type PlotOptions } from "./chart.ts";
import { endLabels, type Line } from "./end-labels.ts";
import { type Failing, onsetMark, shades } from "./failing.ts";
import type { Readings } from "./figure.ts";
import { type TimeAxis, timeTicks } from "./time-axis.ts";

export interface Series {
  name: string;
  of: (checkpoint: Checkpoint) => Estimate | undefined;
  colour: Line["colour"];
  say: (value: Estimate) => string;
}

/** Checkpoints on their axis, and where on it the run fails. */
export interface Course {
  checkpoints: readonly Checkpoint[];
  axis: TimeAxis;
  failing: Failing;
}

/** Share of alike pairs, 0 to 1. */
export const ALIKE: readonly Series[] = [
  {
    name: "alike pairs",
    of: ({ metrics }) => metrics.duplicatePairShare,
    colour: "a",
    say: (value) => estimate(value, share),
  },
];

/** Effective numbers of modes; those by structure alone where they were measured. */
export const INDEX: readonly Series[] = [
  { name: "all", of: ({ metrics }) => metrics.diversityIndex, colour: "a", say: (value) => estimate(value) },
  { name: "by structure", of: ({ metrics }) => metrics.structureIndex, colour: "c", say: (value) => estimate(value) },
];

/** @param y other than from 0 up to a round number above all values */
export const drawSeries = (
  course: Course,
  series: readonly Series[],
  frame: Frame,
  y: PlotOptions["y"] = {},
): Chart => {
  const { axis, failing } = course;
  const lines = linesOf(course, series);
  const values = lines.flatMap(({ points }) => points.flatMap(({ low, high }) => [low, high]));
  const domain = (Plot.scale({ y: { domain: [0, greatestOf(values)], nice: true, ...y } })?.domain ?? [0, 1]) as Domain;
  return draw(frame, {
    x: timeTicks(axis.name, axis.domain, frame),
    y: { grid: true, clamp: true, ...y, domain },
    marks: [
      ...shades(failing, axis.domain),
      ...onsetMark(failing, axis.domain),
      ...lines.flatMap(({ points, colour }) => [
        Plot.areaY(points, { x: "x", y1: "low", y2: "high", className: `band-${colour}` }),
        Plot.lineY(points, { x: "x", y: "y", className: `line-${colour}` }),
        Plot.dot(points, { x: "x", y: "y", r: 3, className: `dot-${colour}` }),
      ]),
      ...endLabels(lines, domain, frame),
    ],
  });
};

/** Those that were measured. */
const linesOf = ({ checkpoints, axis }: Course, series: readonly Series[]) =>
  series
    .map(({ name, colour, of }) => ({
      name,
      colour,
      points: checkpoints.flatMap((checkpoint, index) => {
        const measured = of(checkpoint);
        if (!measured) return [];
        const { value, low, high } = measured;
        return [{ x: axis.at(index), y: value, low, high: high ?? value }];
      }),
    }))
    .filter(({ points }) => points.length > 0);

export const readingsOf = ({ checkpoints, axis }: Course, series: readonly Series[]): Readings => ({
  axis: axis.id.pictures,
  at: checkpoints.map((_, index) => axis.at(index)),
  names: checkpoints.map(({ label }) => plain(label)),
  lines: series
    .filter(({ of }) => checkpoints.some((checkpoint) => of(checkpoint)))
    .map(({ name, of, say }) => ({
      name,
      values: checkpoints.map((checkpoint) => {
        const measured = of(checkpoint);
        return measured ? say(measured) : "";
      }),
    })),
});

/** A little above 0 where all are. */
const greatestOf = (values: readonly number[]): number =>
  values.reduce((most, value) => Math.max(most, value), Number.MIN_VALUE);
