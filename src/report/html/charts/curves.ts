/** Charts over something other than time: similarity, threshold, number of images. */
import * as Plot from "@observablehq/plot";
import type { Histogram, RarefactionPoint, SweepPoint } from "../../../analysis/analysis.ts";
import { type Chart, type Domain, draw } from "./chart.ts";

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

/** Values as bars, the threshold as a rule. */
export const drawHistogram = (samples: Histogram, threshold: number | null, labels: { x: string; y: string }): Chart =>
  draw({
    x: { label: labels.x, domain: [samples.from, samples.to] },
    y: { label: labels.y, grid: true, ticks: 4, percent: true },
    marks: [
      Plot.rect(shares(samples), { x1: "x1", x2: "x2", y1: 0, y2: "y", className: "bars" }),
      ...(threshold === null ? [] : [Plot.ruleX([threshold], { className: "onset" })]),
    ],
  });

/** What other thresholds would say. @param domain of the x axis, the histogram's */
export const drawSweep = (sweep: readonly SweepPoint[], threshold: number, domain: Domain): Chart => {
  const line = (y: keyof SweepPoint, className: string) =>
    Plot.lineY(sweep, { x: "threshold", y, className, marker: "none" });
  return draw({
    x: { label: "threshold", domain },
    y: { label: "share", domain: [0, 1], grid: true, ticks: 4 },
    marks: [
      Plot.ruleX([threshold], { className: "onset" }),
      line("duplicatePairShare", "line-a"),
      line("dominantModeShare", "line-b"),
      line("duplicateShare", "line-c"),
    ],
  });
};

/** Modes by number of images; dashed beyond the images measured. */
export const drawRarefaction = (points: readonly RarefactionPoint[]): Chart => {
  const measured = points.filter(({ extrapolated }) => !extrapolated);
  const beyond = points.filter(({ extrapolated }) => extrapolated);
  return draw({
    x: { label: "images" },
    y: { label: "modes", grid: true, ticks: 5, zero: true, nice: true },
    marks: [
      Plot.areaY(points, { x: "images", y1: "low", y2: "high", className: "band-a" }),
      Plot.lineY(measured, { x: "images", y: "modes", className: "line-a" }),
      Plot.lineY([...measured.slice(-1), ...beyond], { x: "images", y: "modes", className: "line-a dashed" }),
    ],
  });
};
