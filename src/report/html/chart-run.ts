/** Diversity over the checkpoints, with its intervals. */
import type { Checkpoint, Estimate } from "../../analysis/analysis.ts";
import { estimate, plain, share } from "../words.ts";
import type { Chart, Pen, Plot, PlotOptions } from "./chart.ts";
import type { TimeAxis } from "./time-axis.ts";

interface Series {
  of: (checkpoint: Checkpoint) => Estimate | undefined;
  colour: "a" | "b" | "c";
  words: (value: Estimate) => string;
}

/** Where the failing state began and, if so, where it was left. */
export interface Marks {
  onset: number | null;
  recovery: number | null;
}

/** Share of alike pairs, 0 to 1. */
export const drawAlike = (pen: Pen, checkpoints: readonly Checkpoint[], axis: TimeAxis, marks: Marks): Chart =>
  drawSeries(pen, checkpoints, axis, marks, { label: "alike pairs", domain: [0, 1], most: 1 }, [
    { of: ({ metrics }) => metrics.duplicatePairShare, colour: "a", words: ({ value }) => `${share(value)} alike` },
  ]);

/** Effective numbers of modes; those by structure alone where they were measured. */
export const drawModes = (pen: Pen, checkpoints: readonly Checkpoint[], axis: TimeAxis, marks: Marks): Chart =>
  drawSeries(pen, checkpoints, axis, marks, { label: "effective modes", zero: true, nice: true }, [
    { of: ({ metrics }) => metrics.effectiveModes, colour: "a", words: (value) => `${estimate(value)} modes` },
    {
      of: ({ metrics }) => metrics.structureModes,
      colour: "c",
      words: (value) => `${estimate(value)} modes by structure`,
    },
  ]);

const drawSeries = (
  { Plot, draw }: Pen,
  checkpoints: readonly Checkpoint[],
  axis: TimeAxis,
  marks: Marks,
  { most = Number.POSITIVE_INFINITY, ...y }: NonNullable<PlotOptions["y"]> & { most?: number },
  all: Series[],
): Chart => {
  const few = checkpoints.length <= 12;
  const lines = all.map(({ of, colour, words }) => ({
    colour,
    points: checkpoints.flatMap((checkpoint, index) => {
      const value = of(checkpoint);
      return value
        ? [
            {
              x: axis.at(index),
              y: value.value,
              low: value.low,
              high: Math.min(most, value.high ?? value.value),
              title: `${plain(checkpoint.label)}: ${words(value)}`,
            },
          ]
        : [];
    }),
  }));
  return draw({
    x: {
      label: plain(axis.name),
      domain: axis.domain,
      ...(few ? { ticks: checkpoints.map((_, index) => axis.at(index)) } : {}),
      tickFormat: (value: number) => `${value}`,
    },
    y: { grid: true, ticks: 5, ...y },
    marks: [
      ...ruled(Plot, axis.domain, marks.onset, "onset", "since here"),
      ...ruled(Plot, axis.domain, marks.recovery, "recovery", "recovered"),
      ...lines.flatMap(({ colour, points }) => [
        Plot.areaY(points, { x: "x", y1: "low", y2: "high", className: `band-${colour}` }),
        Plot.lineY(points, { x: "x", y: "y", className: `line-${colour}` }),
        Plot.dot(points, { x: "x", y: "y", r: 3, className: `dot-${colour}`, title: "title" }),
      ]),
    ],
  });
};

const ruled = (Plot: Plot, [from, to]: [number, number], x: number | null, className: string, words: string) =>
  x === null
    ? []
    : [
        Plot.ruleX([x], { className }),
        Plot.text([x], {
          x: (value: number) => value,
          frameAnchor: "top",
          text: () => words,
          dx: -2,
          dy: -10,
          textAnchor: x > (from + to) / 2 ? "end" : "start",
          className: `mark ${className}-text`,
        }),
      ];
