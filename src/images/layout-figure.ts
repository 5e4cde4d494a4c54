/** Finds the pictures inside a plotted figure: a uniform background in all margins, and regular boxes on it. */
import type { Box } from "./image-set.ts";
import { type FoundGrid, findScaledGutters } from "./layout-gutters.ts";
import type { Picture } from "./read-picture.ts";
import { cropPicture } from "./tile-pixels.ts";

/** Of the picture's side; plots have wide margins, sheets have gutters of a few pixels. */
const SMALLEST_MARGIN = 0.02;
const SMALLEST_BOX = 10;
const TOLERANCE = 10;

interface Span {
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
  return { columns: columns.length, rows: rows.length, padding: null, tiles };
};

const insideBox = (picture: Picture, box: Box): FoundGrid | null => {
  if (box.width * box.height < 0.2 * picture.width * picture.height) return null;
  const inner = findScaledGutters(cropPicture(picture, box));
  return (
    inner && {
      ...inner,
      tiles: inner.tiles.map((tile) => ({ ...tile, left: tile.left + box.left, top: tile.top + box.top })),
    }
  );
};

const hasMargins = (spans: readonly Span[], length: number): boolean => {
  const first = spans[0];
  const last = spans.at(-1);
  if (!first || !last) return false;
  const margin = SMALLEST_MARGIN * length;
  return first.start >= margin && length - last.start - last.length >= margin;
};

/** The spans of about the median length among the large ones. */
const regularSpans = (spans: readonly Span[]): Span[] => {
  const large = spans.filter(({ length }) => length >= SMALLEST_BOX);
  const tallest = Math.max(0, ...large.map(({ length }) => length));
  const candidates = large.filter(({ length }) => length >= tallest / 2);
  const lengths = candidates.map(({ length }) => length).sort((a, b) => a - b);
  const median = lengths[Math.floor(lengths.length / 2)];
  if (median === undefined) return [];
  const regular = candidates.filter(({ length }) => Math.abs(length - median) <= Math.max(2, 0.15 * median));
  const pitches = regular.slice(1).map(({ start }, index) => start - regular[index]!.start);
  const pitch = pitches.length > 0 ? pitches.reduce((sum, value) => sum + value, 0) / pitches.length : 0;
  return pitches.every((value) => Math.abs(value - pitch) <= Math.max(2, 0.06 * pitch)) ? regular : [];
};

/** Runs of rows (or of columns within the given rows) that are not background. */
const spansOf = (
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
