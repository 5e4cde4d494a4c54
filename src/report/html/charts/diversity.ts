/** Diversity over the checkpoints, with its intervals. */
import * as Plot from "@observablehq/plot";
import type { Checkpoint, Estimate } from "../../../analysis/analysis.ts";
import { estimate, plain, share } from "../../words.ts";
import { type Chart, type Domain, draw, type PlotOptions } from "./chart.ts";
import type { TimeAxis } from "./time-axis.ts";

interface Series {
  of: (checkpoint: Checkpoint) => Estimate | undefined;
  colour: "a" | "c";
  /** What a point says when it is pointed at. */
  words: (value: Estimate) => string;
}

/** Checkpoints on their axis, and where on it the failing state began. */
export interface Course {
  checkpoints: readonly Checkpoint[];
  axis: TimeAxis;
  onset: number | null;
}

/** Share of alike pairs, 0 to 1. */
export const drawAlike = (course: Course): Chart =>
  drawSeries(course, { label: "alike pairs", domain: [0, 1] }, [
    { of: ({ metrics }) => metrics.duplicatePairShare, colour: "a", words: ({ value }) => `${share(value)} alike` },
  ]);

/** Effective numbers of modes; those by structure alone where they were measured. */
export const drawModes = (course: Course): Chart => {
  const words = (value: Estimate) => `${estimate(value)} modes`;
  return drawSeries(course, { label: "diversity index", zero: true, nice: true }, [
    { of: ({ metrics }) => metrics.diversityIndex, colour: "a", words },
    { of: ({ metrics }) => metrics.structureIndex, colour: "c", words: (value) => `${words(value)} by structure` },
  ]);
};

const drawSeries = ({ checkpoints, axis, onset }: Course, y: PlotOptions["y"], series: readonly Series[]): Chart =>
  draw({
    x: {
      label: plain(axis.name),
      domain: axis.domain,
      ...(checkpoints.length <= 12 ? { ticks: checkpoints.map((_, index) => axis.at(index)) } : {}),
      tickFormat: (value: number) => `${value}`,
    },
    y: { grid: true, ticks: 5, clamp: true, ...y },
    marks: [
      ...(onset === null ? [] : sinceHere(onset, axis.domain)),
      ...series.flatMap(({ of, colour, words }) => {
        const points = checkpoints.flatMap((checkpoint, index) => {
          const measured = of(checkpoint);
          if (!measured) return [];
          const { value, low, high } = measured;
          const title = `${plain(checkpoint.label)}: ${words(measured)}`;
          return [{ x: axis.at(index), y: value, low, high: high ?? value, title }];
        });
        return [
          Plot.areaY(points, { x: "x", y1: "low", y2: "high", className: `band-${colour}` }),
          Plot.lineY(points, { x: "x", y: "y", className: `line-${colour}` }),
          Plot.dot(points, { x: "x", y: "y", r: 3, className: `dot-${colour}`, title: "title" }),
        ];
      }),
    ],
  });

const sinceHere = (x: number, [from, to]: Domain) => [
  Plot.ruleX([x], { className: "onset" }),
  Plot.text([x], {
    x: (value: number) => value,
    frameAnchor: "top",
    text: () => "since here",
    dx: -2,
    dy: -10,
    textAnchor: x > (from + to) / 2 ? "end" : "start",
    className: "mark",
  }),
];
