/** Names of lines, written behind their ends. */
import * as Plot from "@observablehq/plot";
import type { Domain, Frame } from "./chart.ts";

export interface Line {
  name: string;
  /** Class of its colour. */
  colour: "a" | "b" | "c";
  /** A hole in the values breaks the line. */
  points: readonly { x: number; y: number }[];
}

/** Pixels from one name to the next, and from the last to the axis. */
const GAP = 13;
const ABOVE = 4;

/** @param y domain of the axis, as it is drawn */
export const endLabels = (lines: readonly Line[], y: Domain, { height, marginTop, marginBottom }: Frame) => {
  const bottom = height - marginBottom;
  const pixel = (value: number) => bottom - ((value - y[0]) / (y[1] - y[0])) * (bottom - marginTop);
  const ends = lines.flatMap(({ name, colour, points }) => {
    const end = points.findLast((point) => Number.isFinite(point.y));
    return end ? [{ name, colour, x: end.x, y: Math.min(y[1], Math.max(y[0], end.y)) }] : [];
  });
  const places = spread(
    ends.map((end) => pixel(end.y)),
    GAP,
    [marginTop, bottom - ABOVE],
  );
  return ends.map((end, index) =>
    Plot.text([end], {
      ...{ x: "x", y: "y", text: "name", textAnchor: "start", dx: 6 },
      ...{ dy: places[index]! - pixel(end.y), className: `name-${end.colour}` },
    }),
  );
};

/** Places in their order, moved so that there is a gap between neighbours; within the room where it is large enough. */
export const spread = (places: readonly number[], gap: number, [top, bottom]: Domain): number[] => {
  const order = [...places.keys()].sort((a, b) => places[a]! - places[b]!);
  const down: number[] = [];
  for (const index of order) down.push(Math.max(places[index]!, (down.at(-1) ?? top - gap) + gap));
  const up: number[] = [];
  for (const place of down.reverse()) up.push(Math.min(place, (up.at(-1) ?? bottom + gap) - gap));
  up.reverse();
  return places.map((_, index) => up[order.indexOf(index)]!);
};
