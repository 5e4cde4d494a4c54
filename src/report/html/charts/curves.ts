/** Charts over something other than time: similarity, threshold, number of images. */
import * as Plot from "@observablehq/plot";
import type { Histogram, RarefactionPoint, SweepPoint } from "../../../analysis/analysis.ts";
import { type Chart, type Domain, draw, type Frame } from "./chart.ts";
import { endLabels, type Line } from "./end-labels.ts";
import { range } from "./time-axis.ts";

/** Bins as shares of their own histogram, whatever its size. */
const shares = ({ from, to, counts }: Histogram) => {
  const total = counts.reduce((sum, count) => sum + count, 0);
  const width = (to - from) / counts.length;
  return counts.map((count, bin) => ({
    x1: from + bin * width,
    x2: from + (bin + 1) * width,
    y: total === 0 ? 0 : count / total,
  }));
};

/** Where the values lie, with what else is to be seen, and an empty bin on either side. @param others values of the x axis */
export const cropped = ({ from, to, counts }: Histogram, others: readonly number[]): Domain => {
  const width = (to - from) / counts.length;
  const used = [...counts.keys()].filter((bin) => counts[bin]! > 0);
  const ends = [from + ((used[0] ?? 0) - 1) * width, from + ((used.at(-1) ?? counts.length) + 2) * width];
  const [low, high] = range([...others, ...ends])!;
  return [Math.max(from, low), Math.min(to, high)];
};

const thresholdMark = (threshold: number) => [
  Plot.ruleX([threshold], { className: "onset" }),
  Plot.text([threshold], {
    ...{ x: (value: number) => value, frameAnchor: "top", text: () => "threshold", dy: -10, className: "mark" },
  }),
];

interface HistogramWords {
  x: string;
  domain: Domain;
}

/** Values as bars in percent, the threshold as a rule. */
export const drawHistogram = (
  samples: Histogram,
  threshold: number | null,
  { x, domain }: HistogramWords,
  frame: Frame,
): Chart =>
  draw(frame, {
    x: { label: x, domain },
    y: { grid: true, tickFormat: "%" },
    marks: [
      Plot.rect(
        shares(samples).filter(({ x1, x2 }) => x2 > domain[0] && x1 < domain[1]),
        {
          x1: ({ x1 }) => Math.max(x1, domain[0]),
          x2: ({ x2 }) => Math.min(x2, domain[1]),
          ...{ y1: 0, y2: "y", className: "bars" },
        },
      ),
      ...(threshold === null ? [] : thresholdMark(threshold)),
    ],
  });

export const SWEPT: readonly { name: string; colour: Line["colour"]; of: (point: SweepPoint) => number }[] = [
  { name: "alike pairs", colour: "a", of: ({ duplicatePairShare }) => duplicatePairShare },
  { name: "largest group", colour: "b", of: ({ dominantModeShare }) => dominantModeShare },
  { name: "in a group", colour: "c", of: ({ duplicateShare }) => duplicateShare },
];

/** What other thresholds would say. @param domain of the x axis, the histogram's */
export const drawSweep = (sweep: readonly SweepPoint[], threshold: number, domain: Domain, frame: Frame): Chart => {
  const lines = SWEPT.map(({ name, colour, of }): Line => {
    return { name, colour, points: sweep.map((point) => ({ x: point.threshold, y: of(point) })) };
  });
  return draw(frame, {
    x: { label: "threshold", domain },
    y: { domain: [0, 1], grid: true, tickFormat: "%" },
    marks: [
      ...thresholdMark(threshold),
      ...lines.map(({ points, colour }) => Plot.lineY(points, { x: "x", y: "y", className: `line-${colour}` })),
      ...endLabels(lines, [0, 1], frame),
    ],
  });
};

/** Modes by number of images; dashed beyond the images measured. */
export const drawRarefaction = (points: readonly RarefactionPoint[], frame: Frame): Chart => {
  const measured = points.filter(({ extrapolated }) => !extrapolated);
  const beyond = points.filter(({ extrapolated }) => extrapolated);
  return draw(frame, {
    x: { label: "images" },
    y: { grid: true, zero: true, nice: true },
    marks: [
      Plot.areaY(points, { x: "images", y1: "low", y2: "high", className: "band-a" }),
      Plot.lineY(measured, { x: "images", y: "modes", className: "line-a" }),
      Plot.lineY([...measured.slice(-1), ...beyond], { x: "images", y: "modes", className: "line-a dashed" }),
      ...(beyond.length > 0
        ? [
            Plot.text(beyond.slice(-1), {
              ...{ x: "images", y: "modes", text: () => "extrapolated" },
              ...{ textAnchor: "start", dx: 6, className: "name-a" },
            }),
          ]
        : []),
    ],
  });
};
