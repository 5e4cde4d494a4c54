/** The run at a glance: how alike its images are and its scores, one above the other on one axis where that fits both. */
import type { Analysis } from "../../../analysis/analysis.ts";
import { drawings, type Frame } from "./chart.ts";
import { ALIKE, type Course, drawSeries, INDEX, readingsOf } from "./diversity.ts";
import { failingOn } from "./failing.ts";
import type { TitledChart } from "./figure.ts";
import { type Log, metricCharts, scoreChart } from "./scores.ts";
import { type TimeAxis, timeAxis } from "./time-axis.ts";

/** Of the two charts on the first screen; the upper one leaves the axis to the lower one. */
const UPPER: Partial<Frame> = { height: 92, ticks: 0, marginBottom: 8 };
const LOWER: Partial<Frame> = { height: 112 };
const ALONE: Partial<Frame> = { height: 160 };
/** A share that fills the chart. */
const SMALL_SHARE = 0.2;

/** The few that tell most, small. */
export const courseCharts = (analysis: Analysis): TitledChart[] => {
  const { course, log } = axesOf(analysis);
  const scores = log ? scoreChart(log, course ? LOWER : ALONE) : [];
  const isUpper = scores.length > 0 && course?.axis.apart === null;
  return [...(course ? [alikeChart(course, isUpper ? UPPER : scores.length > 0 ? LOWER : ALONE)] : []), ...scores];
};

/** All of them. */
export const runCharts = (analysis: Analysis): TitledChart[] => {
  const { course, log } = axesOf(analysis);
  return [
    ...(log ? [...scoreChart(log), ...metricCharts(log)] : []),
    ...(course ? [alikeChart(course), indexChart(course)] : []),
  ];
};

/** Where the checkpoints lie on the axis of their charts; null where those have none. */
export const coursePlaces = (analysis: Analysis): { axis: string; at: readonly number[] } | null => {
  const { course } = axesOf(analysis);
  return course && readingsOf(course, []);
};

/** One checkpoint alone has no course. */
const axesOf = (analysis: Analysis): { axis: TimeAxis; course: Course | null; log: Log | null } => {
  const { checkpoints, scores } = analysis;
  const axis = timeAxis(analysis);
  return {
    axis,
    course: checkpoints.length > 1 ? { checkpoints, axis, failing: failingOn(analysis, axis, "checkpoints") } : null,
    log:
      scores && axis.scores
        ? { scores, axis, domain: axis.scores, failing: failingOn(analysis, axis, "scores") }
        : null,
  };
};

const alikeChart = (course: Course, changes: Partial<Frame> = {}): TitledChart => ({
  id: "alike-pairs",
  chart: drawings(
    (frame) => drawSeries(course, ALIKE, frame, { domain: [0, mostAlike(course)], tickFormat: "%" }),
    changes,
  ),
  title: "How alike the images are.",
  caption: "Share of image pairs that are near-duplicates; band: 95 % interval.",
  readings: readingsOf(course, ALIKE),
});

/** Cropped to the data. */
const mostAlike = ({ checkpoints }: Course): number =>
  checkpoints.reduce((most, { metrics: { duplicatePairShare: found } }) => {
    return Math.max(most, found.high ?? found.value);
  }, SMALL_SHARE);

const indexChart = (course: Course): TitledChart => ({
  id: "diversity-index",
  chart: drawings((frame) => drawSeries(course, INDEX, frame)),
  title: "Diversity index.",
  caption: `Against the run's own past, no number of modes. Band: 95 % interval.${
    course.checkpoints.some(({ metrics }) => metrics.structureIndex)
      ? " By structure it falls when one structure comes in many tints."
      : ""
  }`,
  readings: readingsOf(course, INDEX),
});
