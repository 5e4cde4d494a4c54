/** A course so small that it needs no axis: its lines, their ends, and where the run fails. */
import type { CoursePlace } from "../../analysis/analysis.ts";
import { range } from "../html/charts/time-axis.ts";

const WIDTH = 100;
const HEIGHT = 30;
/** Half of a line's width, that it is not cut off. */
const RIM = 2;

interface SparkLine {
  /** Class of its colour. */
  colour: "a" | "b";
  /** One per place of the course; null makes a hole. */
  values: readonly (number | null)[];
}

interface Spark {
  course: readonly CoursePlace[];
  lines: readonly SparkLine[];
  /** What fills the picture from below. */
  most: number;
}

/** It is stretched to its place: nothing in it is round or written. */
export const spark = ({ course, lines, most }: Spark): string => {
  const places = placesOf(course);
  return `<svg class="spark" viewBox="0 0 ${WIDTH} ${HEIGHT}" preserveAspectRatio="none" aria-hidden="true">${failing(course, places)}${lines.map((line) => drawn(line, places, most)).join("")}</svg>`;
};

/** By steps where every place has one. */
const placesOf = (course: readonly CoursePlace[]): number[] => {
  const steps = course.flatMap(({ step }) => step ?? []);
  const at = steps.length === course.length ? steps : [...course.keys()];
  const [from, to] = range(at) ?? [0, 1];
  return at.map((place) => round(RIM + ((WIDTH - 2 * RIM) * (place - from)) / (to - from)));
};

const drawn = ({ colour, values }: SparkLine, places: readonly number[], most: number): string => {
  let isDown = false;
  let path = "";
  let end = "";
  values.forEach((value, index) => {
    if (value !== null) {
      const y = HEIGHT - RIM - (HEIGHT - 2 * RIM) * Math.min(1, Math.max(0, value / most));
      end = `${places[index]} ${round(y)}`;
      path += `${isDown ? "L" : "M"}${end}`;
    }
    isDown = value !== null;
  });
  return end === "" ? "" : `<path class="line-${colour}" d="${path}"/><path class="line-${colour} end" d="M${end}h0"/>`;
};

/** From half-way to the checkpoint before, where it still held. */
const failing = (course: readonly CoursePlace[], places: readonly number[]): string => {
  let areas = "";
  course.forEach(({ state }, index) => {
    if (state !== "fail" || course[index - 1]?.state === "fail") return;
    const end = course.findIndex((place, later) => later > index && place.state !== "fail");
    const from = index === 0 ? 0 : (places[index - 1]! + places[index]!) / 2;
    const to = end < 0 ? WIDTH : (places[end - 1]! + places[end]!) / 2;
    areas += `<rect class="failing" x="${round(from)}" y="0" width="${round(to - from)}" height="${HEIGHT}"/>`;
  });
  return areas;
};

const round = (value: number): number => Math.round(10 * value) / 10;
