/** Charts by their look: two axes that meet, and between them little but the page and what is drawn on it in few flat colours. */
import { greatest } from "../kit/stats.ts";
import type { Box, Picture } from "./picture.ts";

/** Of the picture's side that an axis covers at least; charts side by side share the width. */
const SHORTEST_ACROSS = 0.2;
const SHORTEST_DOWN = 0.3;
/** Largest difference of a channel from the page. */
const PAGE = 12;
/** The same for the ground between the axes, which some styles tint, and for lines of a grid on it. */
const GROUND = 48;
/** Pixels between the ends of axes that meet: they are as wide as this. */
const MEETING = 6;
const SMALLEST_GROUND = 0.4;
/** Share of the ground that is drawn on. Strokes of digits cover twice as much. */
const FEWEST_INK = 0.0002;
const MOST_INK = 0.1;
/** The same where most of it has few hues: bars, and lines so dense that they fill. Edges mix a colour with the page and keep its hue. */
const MOST_COLOURED_INK = 0.6;
const HUES = 6;
const MOST_IN_HUES = 0.7;
/** Steps of each channel in a hue. */
const FINENESS = 6;

export const isChart = (picture: Picture): boolean => {
  const inside = betweenAxes(picture);
  if (!inside) return false;
  const inks = new Map<number, number>();
  let ground = 0;
  let ink = 0;
  for (let y = inside.top; y < inside.top + inside.height; y++)
    for (let x = inside.left; x < inside.left + inside.width; x++) {
      const at = (y * picture.width + x) * 3;
      if (distance(picture, at, 0) <= GROUND) ground++;
      else {
        ink++;
        const hue = hueAt(picture, at);
        if (hue !== null) inks.set(hue, (inks.get(hue) ?? 0) + 1);
      }
    }
  const share = ink / (ground + ink);
  if (ground < SMALLEST_GROUND * (ground + ink) || share < FEWEST_INK) return false;
  return share <= MOST_INK || (share <= MOST_COLOURED_INK && isFlat(inks, ink));
};

/** Few hues make up the drawing. */
const isFlat = (hues: ReadonlyMap<number, number>, total: number): boolean => {
  const usual = [...hues.values()].sort((a, b) => b - a).slice(0, HUES);
  return usual.reduce((sum, count) => sum + count, 0) >= MOST_IN_HUES * total;
};

/** null without an axis on the left and one below that meet in a corner. */
const betweenAxes = (picture: Picture): Box | null => {
  const { width, height } = picture;
  const isInk = (x: number, y: number): boolean => distance(picture, (y * width + x) * 3, 0) > PAGE;
  let left: Run | null = null;
  for (let x = 1; x < width / 2 && !left; x++)
    left = longRun(height, SHORTEST_DOWN * height, (y) => isInk(x, y) && !isInk(x - 1, y), x);
  let below: Run | null = null;
  for (let y = height - 2; y > height / 2 && !below; y--)
    below = longRun(width, SHORTEST_ACROSS * width, (x) => isInk(x, y) && !isInk(x, y + 1), y);
  if (!left || !below) return null;
  const meet = Math.abs(left.end - below.at) <= MEETING && Math.abs(below.start - left.at) <= MEETING;
  const box = {
    left: left.at + MEETING,
    top: left.start + MEETING,
    width: below.end - left.at - 2 * MEETING,
    height: below.at - left.start - 2 * MEETING,
  };
  return meet && box.width > 0 && box.height > 0 ? box : null;
};

/** A line that is filled from start to end (not included). */
interface Run {
  at: number;
  start: number;
  end: number;
}

/** The longest one; null when it is shorter. Marks at an axis interrupt it for a pixel or three. */
const longRun = (length: number, shortest: number, isFilled: (place: number) => boolean, at: number): Run | null => {
  let best: Run | null = null;
  let start = -1;
  let last = -1;
  for (let place = 0; place <= length; place++) {
    const filled = place < length && isFilled(place);
    if (filled) {
      if (start === -1) start = place;
      last = place;
    } else if (start !== -1 && (place - last > 3 || place === length)) {
      if (last + 1 - start >= shortest && (!best || last + 1 - start > best.end - best.start))
        best = { at, start, end: last + 1 };
      start = -1;
    }
  }
  return best;
};

/** Largest difference of a channel between two pixels. */
const distance = ({ pixels }: Picture, at: number, other: number): number =>
  Math.max(
    Math.abs(pixels[at]! - pixels[other]!),
    Math.abs(pixels[at + 1]! - pixels[other + 1]!),
    Math.abs(pixels[at + 2]! - pixels[other + 2]!),
  );

/** By what the pixel takes away from the page, or adds to it; null for greys. */
const hueAt = ({ pixels }: Picture, at: number): number | null => {
  const taken = [0, 1, 2].map((channel) => Math.abs(pixels[at + channel]! - pixels[channel]!));
  const most = greatest(taken);
  const levels = taken.map((value) => Math.round((FINENESS * value) / most));
  return levels.every((level) => level === FINENESS) ? null : levels[0]! * 100 + levels[1]! * 10 + levels[2]!;
};
