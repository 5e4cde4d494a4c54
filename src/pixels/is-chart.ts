/** Charts by their look: two axes that meet, and between them little but the page and what is drawn on it in few flat colours. */
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
const HUE_NUMBERS = (FINENESS + 1) ** 3;
/** Every channel alike. */
const GREY = HUE_NUMBERS - 1;

export const isChart = (picture: Picture): boolean => {
  const inside = betweenAxes(picture);
  if (!inside) return false;
  const inks = [...rowsOf(picture, inside)].reduce((sum, row) => sum + inksIn(picture, row), 0);
  const all = inside.width * inside.height;
  const share = inks / all;
  if (all - inks < SMALLEST_GROUND * all || share < FEWEST_INK) return false;
  return share <= MOST_INK || (share <= MOST_COLOURED_INK && hasFewHues(picture, inside, inks));
};

/** Pixels of a row, as places in the picture's bytes; the end is not included. */
interface Row {
  start: number;
  end: number;
}

function* rowsOf({ width }: Picture, box: Box): Generator<Row> {
  for (let y = box.top; y < box.top + box.height; y++) {
    const start = (y * width + box.left) * 3;
    yield { start, end: start + box.width * 3 };
  }
}

const inksIn = (picture: Picture, { start, end }: Row): number => {
  let inks = 0;
  for (let at = start; at < end; at += 3) if (distance(picture, at, 0) > GROUND) inks++;
  return inks;
};

/** Few hues make up the drawing. */
const hasFewHues = (picture: Picture, inside: Box, inks: number): boolean => {
  const counts = new Uint32Array(HUE_NUMBERS);
  for (const { start, end } of rowsOf(picture, inside))
    for (let at = start; at < end; at += 3) {
      const hue = distance(picture, at, 0) > GROUND ? hueAt(picture, at) : GREY;
      if (hue !== GREY) counts[hue]!++;
    }
  const usual = counts.sort().subarray(-HUES);
  return usual.reduce((sum, count) => sum + count, 0) >= MOST_IN_HUES * inks;
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

/** By what the pixel takes away from the page, or adds to it; the levels of all channels in one number. */
const hueAt = ({ pixels }: Picture, at: number): number => {
  const red = Math.abs(pixels[at]! - pixels[0]!);
  const green = Math.abs(pixels[at + 1]! - pixels[1]!);
  const blue = Math.abs(pixels[at + 2]! - pixels[2]!);
  const most = Math.max(red, green, blue);
  const level = (taken: number) => Math.round((FINENESS * taken) / most);
  return (level(red) * (FINENESS + 1) + level(green)) * (FINENESS + 1) + level(blue);
};
