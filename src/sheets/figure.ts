/** Finds the pictures inside a plotted figure: a uniform background in all margins, and regular boxes on it. */

import type { Box } from "../inputs/image-set.ts";
import type { Picture } from "../pixels/read-picture.ts";
import { cropPicture } from "../pixels/tile-pixels.ts";
import { CONFIDENCE } from "./confidence.ts";
import { dropEmptyEnd } from "./grid-tiles.ts";
import { type FoundGrid, findScaledGutters } from "./gutters.ts";

/** Of the picture's side; plots have wide margins, sheets have gutters of a few pixels. */
const SMALLEST_MARGIN = 0.02;
const SMALLEST_BOX = 10;
const TOLERANCE = 10;
/** Of the figure's area. */
const SMALLEST_PICTURE = 0.2;
const FULL_EDGE = 0.9;

export interface Span {
  start: number;
  length: number;
}

/** Subplots (2 x 2 or more boxes), or one large box that holds a sheet with gutters. Titles and ticks are left out. */
export const findFigure = (picture: Picture): FoundGrid | null => {
  const { width, height } = picture;
  const colour = picture.pixels.subarray(0, 3);
  const rowSpans = spansOf(picture, colour, { start: 0, length: width }, "row");
  if (!hasMargins(rowSpans, height)) return null;
  const rows = regularSpans(rowSpans);
  if (rows.length === 0) return null;
  const columnSpans = rows.map((row) => spansOf(picture, colour, row, "column"));
  if (!columnSpans.every((spans) => hasMargins(spans, width))) return null;
  // Every row of boxes must show the same columns; a row with empty places takes the fullest one's.
  const columns = columnSpans.map(regularSpans).reduce((a, b) => (b.length > a.length ? b : a));
  if (rows.length === 1 && columns.length === 1) {
    const box = { left: columns[0]!.start, width: columns[0]!.length, top: rows[0]!.start, height: rows[0]!.length };
    return insideBox(picture, box);
  }
  if (rows.length * columns.length < 4) return null;
  const aspect = columns[0]!.length / rows[0]!.length;
  if (aspect < 0.5 || aspect > 2) return null;
  const tiles = rows.flatMap((row) =>
    columns.map((column) => ({ left: column.start, top: row.start, width: column.length, height: row.length })),
  );
  return {
    columns: columns.length,
    rows: rows.length,
    padding: null,
    confidence: CONFIDENCE.figure,
    // Places without a subplot show the background.
    tiles: dropEmptyEnd(picture, tiles, [...colour], false),
  };
};

/**
 * The one large picture inside a figure with margins, titles and ticks left out; null when there is none. Only boxes whose
 * edges differ from the background count, since dark drawings on a dark sheet have margins too.
 */
export const findPictureBox = (picture: Picture): Box | null => {
  const { width, height } = picture;
  const colour = picture.pixels.subarray(0, 3);
  const rowSpans = spansOf(picture, colour, { start: 0, length: width }, "row");
  const rows = regularSpans(rowSpans);
  if (rows.length !== 1 || !hasMargins(rowSpans, height)) return null;
  const columnSpans = spansOf(picture, colour, rows[0]!, "column");
  const columns = regularSpans(columnSpans);
  if (columns.length !== 1 || !hasMargins(columnSpans, width)) return null;
  const box = { left: columns[0]!.start, width: columns[0]!.length, top: rows[0]!.start, height: rows[0]!.length };
  return box.width * box.height >= SMALLEST_PICTURE * width * height && hasFullEdges(picture, colour, box) ? box : null;
};

const hasFullEdges = (picture: Picture, colour: Uint8Array, { left, top, width, height }: Box): boolean => {
  const edges: Box[] = [
    { left, top, width, height: 1 },
    { left, top: top + height - 1, width, height: 1 },
    { left, top, width: 1, height },
    { left: left + width - 1, top, width: 1, height },
  ];
  return edges.every((edge) => {
    const { pixels } = cropPicture(picture, edge);
    let filled = 0;
    for (let at = 0; at < pixels.length; at += 3)
      if (colour.some((value, channel) => Math.abs(pixels[at + channel]! - value) > TOLERANCE)) filled++;
    return filled >= FULL_EDGE * (pixels.length / 3);
  });
};

const insideBox = (picture: Picture, box: Box): FoundGrid | null => {
  if (box.width * box.height < SMALLEST_PICTURE * picture.width * picture.height) return null;
  const inner = findScaledGutters(cropPicture(picture, box));
  return (
    inner && {
      ...inner,
      tiles: inner.tiles.map((tile) => ({ ...tile, left: tile.left + box.left, top: tile.top + box.top })),
    }
  );
};

export const hasMargins = (spans: readonly Span[], length: number): boolean => {
  const first = spans[0];
  const last = spans.at(-1);
  if (!first || !last) return false;
  const margin = SMALLEST_MARGIN * length;
  return first.start >= margin && length - last.start - last.length >= margin;
};

/** The large spans; none when they differ in length or distance. Titles and ticks are small. */
const regularSpans = (spans: readonly Span[]): Span[] => {
  const large = spans.filter(({ length }) => length >= SMALLEST_BOX);
  const tallest = Math.max(0, ...large.map(({ length }) => length));
  const candidates = large.filter(({ length }) => length >= tallest / 2);
  const lengths = candidates.map(({ length }) => length).sort((a, b) => a - b);
  const median = lengths[Math.floor(lengths.length / 2)];
  if (median === undefined) return [];
  if (candidates.some(({ length }) => Math.abs(length - median) > Math.max(2, 0.15 * median))) return [];
  const pitches = candidates.slice(1).map(({ start }, index) => start - candidates[index]!.start);
  const pitch = pitches.length > 0 ? pitches.reduce((sum, value) => sum + value, 0) / pitches.length : 0;
  return pitches.every((value) => Math.abs(value - pitch) <= Math.max(2, 0.06 * pitch)) ? candidates : [];
};

/** Runs of rows (or of columns within the given rows) that are not background. */
export const spansOf = (
  { pixels, width, height }: Picture,
  colour: Uint8Array,
  within: Span,
  direction: "row" | "column",
): Span[] => {
  const lines = direction === "row" ? height : width;
  const [lineStep, pixelStep] = direction === "row" ? [width * 3, 3] : [3, width * 3];
  const isBackground = (line: number): boolean => {
    for (let position = within.start; position < within.start + within.length; position++)
      for (let channel = 0; channel < 3; channel++)
        if (Math.abs(pixels[line * lineStep + position * pixelStep + channel]! - colour[channel]!) > TOLERANCE)
          return false;
    return true;
  };
  const spans: Span[] = [];
  let start = -1;
  for (let line = 0; line <= lines; line++) {
    const filled = line < lines && !isBackground(line);
    if (filled && start === -1) start = line;
    if (!filled && start !== -1) {
      spans.push({ start, length: line - start });
      start = -1;
    }
  }
  return spans;
};
