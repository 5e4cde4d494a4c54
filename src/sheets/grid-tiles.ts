/** Tiles of a regular grid, and which of them are empty. */
import type { Box } from "../inputs/image-set.ts";
import type { Picture } from "../pixels/read-picture.ts";

/**
 * Boxes of a grid whose cells repeat every `pitch` pixels from `offset` on; pitches may be fractions of a pixel.
 * Row by row.
 */
export const gridBoxes = (columns: Axis, rows: Axis): Box[] => {
  const spans = (axis: Axis) =>
    Array.from({ length: axis.count }, (_, index) => {
      const start = Math.max(0, Math.ceil(axis.offset + index * axis.pitch - 1e-6));
      const end = Math.floor(axis.offset + index * axis.pitch + axis.tile + 1e-6);
      return { start, length: Math.max(1, end - start) };
    });
  const across = spans(columns);
  return spans(rows).flatMap((row) =>
    across.map((column) => ({ left: column.start, top: row.start, width: column.length, height: row.length })),
  );
};

/** One direction of a grid, in pixels. */
export interface Axis {
  count: number;
  /** Start of the first tile. */
  offset: number;
  /** Start of a tile to start of the next. */
  pitch: number;
  tile: number;
}

/** Drops the cells at the end that hold nothing but the colour of the gutters; never all of them. */
export const dropEmptyEnd = (
  picture: Picture,
  boxes: readonly Box[],
  colour: readonly number[],
  lossy: boolean,
): Box[] => {
  const last = boxes.findLastIndex((box) => !isEmpty(picture, box, colour, lossy));
  return last === -1 ? [...boxes] : boxes.slice(0, last + 1);
};

const LOSSY_TOLERANCE = 12;

/** Whether a box holds nothing but one colour. In lossy files the neighbours bleed into it, so its middle half is looked at. */
export const isEmpty = (picture: Picture, box: Box, colour: readonly number[], lossy: boolean): boolean => {
  const tolerance = lossy ? LOSSY_TOLERANCE : 0;
  const [marginX, marginY] = lossy ? [box.width >> 2, box.height >> 2] : [0, 0];
  for (let y = box.top + marginY; y < box.top + box.height - marginY; y++)
    for (let x = box.left + marginX; x < box.left + box.width - marginX; x++)
      for (let channel = 0; channel < 3; channel++)
        if (Math.abs(picture.pixels[(y * picture.width + x) * 3 + channel]! - colour[channel]!) > tolerance)
          return false;
  return true;
};
