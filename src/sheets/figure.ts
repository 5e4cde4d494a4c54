/** Finds the pictures inside a plotted figure: a uniform background in all margins, and regular boxes on it. */
import { greatest, mean, quantile } from "../kit/stats.ts";
import { type Box, cropPicture, type Picture } from "../pixels/picture.ts";
import { CONFIDENCE } from "./confidence.ts";
import { crossings, dropEmptyEnd } from "./grid-tiles.ts";
import { findScaledGutters } from "./gutters.ts";
import { type Colour, type Direction, everyPixel, isColour, lineBox, lineCount, type Span } from "./lines.ts";
import type { FoundGrid } from "./sheet-layout.ts";

/** Of the picture's side; plots have wide margins, sheets have gutters of a few pixels. */
const SMALLEST_MARGIN = 0.02;
const SMALLEST_BOX = 10;
const TOLERANCE = 10;
/** Of the figure's area. */
const SMALLEST_PICTURE = 0.2;
const FULL_EDGE = 0.9;

/** Subplots (2 x 2 or more boxes), or one large box that holds a sheet with gutters. Titles and ticks are left out. */
export const findFigure = (picture: Picture): FoundGrid | null => {
  const found = regularBoxes(picture);
  if (!found) return null;
  const { columns, rows } = found;
  const tiles = crossings(columns, rows);
  if (tiles.length === 1) return isLarge(picture, tiles[0]!) ? insideBox(picture, tiles[0]!) : null;
  if (tiles.length < 4) return null;
  const aspect = columns[0]!.length / rows[0]!.length;
  if (aspect < 0.5 || aspect > 2) return null;
  return {
    columns: columns.length,
    rows: rows.length,
    padding: null,
    confidence: CONFIDENCE.figure,
    // Places without a subplot show the background.
    tiles: dropEmptyEnd(picture, tiles, backgroundOf(picture), false),
  };
};

/**
 * The one large picture inside a figure with margins, titles and ticks left out; null when there is none. Only boxes whose
 * edges differ from the background count, since dark drawings on a dark sheet have margins too.
 */
export const findPictureBox = (picture: Picture): Box | null => {
  const found = regularBoxes(picture);
  const [box, more] = found ? crossings(found.columns, found.rows) : [];
  return box && !more && isLarge(picture, box) && hasFullEdges(picture, box) ? box : null;
};

/** null without margins on all sides, or boxes of one size at equal distances. */
const regularBoxes = (picture: Picture): { columns: Span[]; rows: Span[] } | null => {
  const rowSpans = spansOf(picture, "row");
  const rows = regularSpans(rowSpans);
  if (rows.length === 0 || !hasMargins(rowSpans, picture.height)) return null;
  const columnSpans = rows.map((row) => spansOf(picture, "column", row));
  if (!columnSpans.every((spans) => hasMargins(spans, picture.width))) return null;
  // Every row of boxes must show the same columns; a row with empty places takes the fullest one's.
  return { columns: columnSpans.map(regularSpans).reduce((a, b) => (b.length > a.length ? b : a)), rows };
};

const backgroundOf = ({ pixels }: Picture): Colour => pixels.subarray(0, 3);

const isLarge = (picture: Picture, box: Box): boolean =>
  box.width * box.height >= SMALLEST_PICTURE * picture.width * picture.height;

const hasFullEdges = (picture: Picture, box: Box): boolean => {
  const background = backgroundOf(picture);
  const edges = [
    { ...box, height: 1 },
    { ...box, height: 1, top: box.top + box.height - 1 },
    { ...box, width: 1 },
    { ...box, width: 1, left: box.left + box.width - 1 },
  ];
  return edges.every((edge) => {
    let filled = 0;
    everyPixel(picture, edge, (at) => {
      if (!isColour(picture, at, background, TOLERANCE)) filled++;
      return true;
    });
    return filled >= FULL_EDGE * edge.width * edge.height;
  });
};

const insideBox = (picture: Picture, box: Box): FoundGrid | null => {
  const inner = findScaledGutters(cropPicture(picture, box));
  const tiles = inner?.tiles.map((tile) => ({ ...tile, left: tile.left + box.left, top: tile.top + box.top }));
  return inner && { ...inner, tiles: tiles! };
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
  const tallest = Math.max(0, greatest(large.map(({ length }) => length)));
  const candidates = large.filter(({ length }) => length >= tallest / 2);
  if (candidates.length === 0) return [];
  const lengths = candidates.map(({ length }) => length);
  const median = quantile(lengths, 0.5, Math.ceil);
  if (candidates.some(({ length }) => Math.abs(length - median) > Math.max(2, 0.15 * median))) return [];
  const pitches = candidates.slice(1).map(({ start }, index) => start - candidates[index]!.start);
  const pitch = mean(pitches);
  return pitches.every((value) => Math.abs(value - pitch) <= Math.max(2, 0.06 * pitch)) ? candidates : [];
};

/** Runs of rows (or of columns) that are not background. @param within the part of each line that counts, default: all of it */
export const spansOf = (picture: Picture, direction: Direction, within?: Span): Span[] => {
  const background = backgroundOf(picture);
  const isFilled = (line: number) =>
    !everyPixel(picture, lineBox(picture, direction, line, within), (at) =>
      isColour(picture, at, background, TOLERANCE),
    );
  const spans: Span[] = [];
  let start = -1;
  const lines = lineCount(picture, direction);
  for (let line = 0; line <= lines; line++) {
    const filled = line < lines && isFilled(line);
    if (filled && start === -1) start = line;
    if (!filled && start !== -1) {
      spans.push({ start, length: line - start });
      start = -1;
    }
  }
  return spans;
};
