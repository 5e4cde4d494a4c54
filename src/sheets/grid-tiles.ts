/** Tiles of a regular grid, and which of them are empty. */
import type { Box, Picture } from "../pixels/picture.ts";
import { type Colour, everyPixel, isColour, type Span } from "./lines.ts";
import type { Grid } from "./sheet-layout.ts";

/** One direction of a grid, in pixels. */
export interface Axis {
  count: number;
  /** Start of the first tile. */
  offset: number;
  /** Start of a tile to start of the next. */
  pitch: number;
  tile: number;
}

/**
 * Boxes of a grid whose cells repeat every `pitch` pixels from `offset` on; pitches may be fractions of a pixel.
 * Row by row.
 */
export const gridBoxes = (columns: Axis, rows: Axis): Box[] => crossings(spansOfAxis(columns), spansOfAxis(rows));

/** The picture cut into equal parts. */
export const equalParts = ({ width, height }: Pick<Picture, "width" | "height">, { columns, rows }: Grid): Box[] => {
  const axis = (length: number, count: number) => ({ count, offset: 0, pitch: length / count, tile: length / count });
  return gridBoxes(axis(width, columns), axis(height, rows));
};

const spansOfAxis = ({ count, offset, pitch, tile }: Axis): Span[] =>
  Array.from({ length: count }, (_, index) => {
    const start = Math.max(0, Math.ceil(offset + index * pitch - 1e-6));
    return { start, length: Math.max(1, Math.floor(offset + index * pitch + tile + 1e-6) - start) };
  });

/** Row by row. */
export const crossings = (columns: readonly Span[], rows: readonly Span[]): Box[] =>
  rows.flatMap((row) =>
    columns.map((column) => ({ left: column.start, top: row.start, width: column.length, height: row.length })),
  );

/** Drops the cells at the end that hold nothing but the colour of the gutters; never all of them. */
export const dropEmptyEnd = (picture: Picture, boxes: readonly Box[], colour: Colour, lossy: boolean): Box[] =>
  untilLast(boxes, (box) => !isEmpty(picture, box, colour, lossy));

/** All boxes where none counts. */
export const untilLast = (boxes: readonly Box[], counts: (box: Box) => boolean): Box[] => {
  const last = boxes.findLastIndex(counts);
  return last === -1 ? [...boxes] : boxes.slice(0, last + 1);
};

const LOSSY_TOLERANCE = 12;

/** Whether a box holds nothing but one colour. In lossy files the neighbours bleed into it, so its middle half is looked at. */
export const isEmpty = (picture: Picture, box: Box, colour: Colour, lossy: boolean): boolean => {
  const [x, y] = lossy ? [box.width >> 2, box.height >> 2] : [0, 0];
  const middle = { left: box.left + x, top: box.top + y, width: box.width - 2 * x, height: box.height - 2 * y };
  return everyPixel(picture, middle, (at) => isColour(picture, at, colour, lossy ? LOSSY_TOLERANCE : 0));
};
