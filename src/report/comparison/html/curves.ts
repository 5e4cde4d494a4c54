/** One chart for each figure, with the curves of all runs in it. */
import * as Plot from "@observablehq/plot";
import type { CoursePoint } from "../../../analysis/analysis.ts";
import { type Chart, draw, drawings, type Frame, LABELLED } from "../../html/charts/chart.ts";
import { figure, type Readings } from "../../html/charts/figure.ts";
import { number, plain } from "../../words.ts";
import { colourOf, isDashed, type Runs } from "./runs.ts";

interface Shown {
  name: string;
  title: string;
  isShare: boolean;
}

const share = (name: string, title: string): Shown => ({ name, title, isShare: true });
const plainNumber = (name: string, title: string): Shown => ({ name, title, isShare: false });

/** In this order; those that no run has, or that are 0 everywhere, are left out. */
const FIGURES: readonly Shown[] = [
  share("duplicatePairShare", "Share of pairs that are near-duplicates"),
  plainNumber("meanSimilarity", "Level: mean similarity of all pairs"),
  plainNumber("diversityIndex", "Diversity index"),
  plainNumber("structureIndex", "Diversity index by structure alone"),
  share("closePairShare", "Share of pairs that are close copies"),
  share("dominantModeShare", "Share of the largest mode"),
  share("duplicateShare", "Share of images with a near-duplicate"),
  share("blankShare", "Share of images without contrast"),
  share("scoreGenerator", "Generator score"),
  share("scoreDiscriminator", "Discriminator score"),
];

export const curvesSection = (runs: Runs): string => {
  if (!runs.some(({ course }) => course.length > 1)) return "";
  const axis = axisOf(runs);
  const charts = FIGURES.flatMap((shown) => {
    const curves = runs.map((run, index) => ({ ...run, index, points: pointsOf(run.course, shown.name, axis) }));
    const measured = curves.filter(({ points }) => points.length > 0);
    return measured.some(({ points }) => points.some(({ value }) => value !== 0))
      ? [
          figure({
            chart: drawings((frame) => drawCurves(measured, shown, axis, frame), SIZE),
            title: `${shown.title}.`,
            caption: captionOf(measured),
            readings: readingsOf(measured, axis),
          }),
        ]
      : [];
  });
  return charts.length === 0 ? "" : `<div class="curves">${charts.join("\n")}</div>`;
};

interface Axis {
  name: string;
  at: (point: CoursePoint, index: number) => number;
}

/** Steps where every checkpoint of every run has one, else places. */
const axisOf = (runs: Runs): Axis => {
  const all = runs.flatMap(({ course }) => course);
  if (all.some(({ step }) => step === null)) return { name: "checkpoint", at: (_, index) => index };
  const units = new Set(all.map(({ label }) => /^([a-z]+) \d+$/.exec(label)?.[1] ?? "step"));
  return { name: units.size === 1 ? [...units][0]! : "step", at: ({ step }) => step! };
};

interface Point {
  x: number;
  value: number;
  low: number;
  high: number;
  place: string;
}

interface Curve {
  letter: string;
  name: string;
  index: number;
  points: readonly Point[];
}

const pointsOf = (course: readonly CoursePoint[], name: string, axis: Axis): Point[] =>
  course.flatMap((point, index) => {
    const found = point.figures.find((one) => one.name === name);
    if (!found) return [];
    const { value, low, high } = found;
    return [{ x: axis.at(point, index), value, low: low ?? value, high: high ?? value, place: plain(point.label) }];
  });

/** Two stand beside each other. */
const SIZE = { ...LABELLED, height: 220, marginRight: 40 };

/** Every place that a run has, with the values of all. */
const readingsOf = (curves: readonly Curve[], axis: Axis): Readings => {
  const places = new Map(curves.flatMap(({ points }) => points.map(({ x, place }) => [x, place] as const)));
  const at = [...places.keys()].sort((a, b) => a - b);
  const valueAt = (points: readonly Point[], x: number) => {
    const point = points.find((one) => one.x === x);
    return point ? number(point.value) : "";
  };
  return {
    axis: axis.name,
    at,
    names: at.map((x) => places.get(x)!),
    lines: curves.map(({ letter, points }) => ({ name: letter, values: at.map((x) => valueAt(points, x)) })),
  };
};

const drawCurves = (curves: readonly Curve[], { isShare }: Shown, axis: Axis, frame: Frame): Chart =>
  draw(frame, {
    x: { label: plain(axis.name), tickFormat: (value: number) => `${value}` },
    y: {
      label: null,
      grid: true,
      ticks: 5,
      ...(isShare ? { domain: [0, 1], clamp: true } : { zero: false, nice: true }),
    },
    marks: [
      ...curves.map(({ points, index }) =>
        Plot.areaY(points, { x: "x", y1: "low", y2: "high", className: `band ${colourOf(index)}` }),
      ),
      ...curves.flatMap(({ points, index, letter }) => [
        Plot.lineY(points, {
          x: "x",
          y: "value",
          className: `line ${colourOf(index)}${isDashed(index) ? " dashed" : ""}`,
        }),
        Plot.dot(points, { x: "x", y: "value", r: 3, className: `dot ${colourOf(index)}` }),
        Plot.text(points.slice(-1), {
          x: "x",
          y: "value",
          text: () => letter,
          dx: 8,
          textAnchor: "start",
          className: `end ${colourOf(index)}`,
        }),
      ]),
    ],
  });

const captionOf = (curves: readonly Curve[]): string =>
  `${curves.map(({ letter, name }) => `${letter}: ${plain(name)}`).join("; ")}. Bands: 95 % intervals.`;
