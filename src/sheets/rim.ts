/** The plain rim round a sheet: the edge of a page that a screenshot keeps, a margin, the outer gutter. */
import type { Box, Picture } from "../pixels/picture.ts";
import { lineTraits, withGrain } from "./line-traits.ts";
import type { Direction, Span } from "./lines.ts";

const SAME_COLOUR = 24;
const MOST_RIMS = 3;

export interface Inside {
  box: Box;
  /** The colour of the corner, where something was taken off on all four sides. */
  frame: Uint8Array | null;
}

/** What is left once the plain lines at every side are taken off, of one colour per side; null when nothing is, or nothing would be left. */
export const insideRim = (picture: Picture, { left, top, width, height }: Box = whole(picture)): Inside | null => {
  const rows = peeled(picture, "row", { start: top, length: height }, { start: left, length: width });
  const columns = peeled(picture, "column", { start: left, length: width }, { start: top, length: height });
  if (!rows || !columns) return null;
  const box = { left: columns.start, top: rows.start, width: columns.length, height: rows.length };
  const sides = [
    box.left - left,
    box.top - top,
    left + width - box.left - box.width,
    top + height - box.top - box.height,
  ];
  if (sides.every((side) => side === 0)) return null;
  const isFramed = sides.every((side) => side > 0);
  const corner = 3 * (top * picture.width + left);
  return { box, frame: isFramed ? picture.pixels.slice(corner, corner + 3) : null };
};

/** Rims inside each other: the edge of a page, an outer gutter. The picture itself comes first. */
export const rimsOf = (picture: Picture): Inside[] => {
  const found: Inside[] = [{ box: whole(picture), frame: null }];
  for (let rim = 0; rim < MOST_RIMS; rim++) {
    const next = insideRim(picture, found.at(-1)!.box);
    if (!next) break;
    found.push(next);
  }
  return found;
};

const whole = ({ width, height }: Picture): Box => ({ left: 0, top: 0, width, height });

const peeled = (picture: Picture, direction: Direction, lines: Span, within: Span): Span | null => {
  const first = plainAtEdge(picture, direction, lines, within);
  if (first === lines.length) return null;
  const last = plainAtEdge(
    picture,
    direction,
    { start: lines.start + lines.length - 1, length: -lines.length },
    within,
  );
  return first + last < lines.length ? { start: lines.start + first, length: lines.length - first - last } : null;
};

/** How many lines from an edge on are plain and of the first one's colour. @param lines with a negative length from the end on */
const plainAtEdge = (picture: Picture, direction: Direction, { start, length }: Span, within: Span): number => {
  const step = Math.sign(length);
  let first: Uint8Array | null = null;
  for (let count = 0; count < Math.abs(length); count++) {
    const traits = lineTraits(picture, direction, { start: start + count * step, length: 1 }, [within]);
    first ??= traits.colours;
    if (!withGrain(traits)[0] || !isAlike(first, traits.colours)) return count;
  }
  return Math.abs(length);
};

const isAlike = (a: Uint8Array, b: Uint8Array): boolean =>
  a.every((value, channel) => Math.abs(value - b[channel]!) <= SAME_COLOUR);
