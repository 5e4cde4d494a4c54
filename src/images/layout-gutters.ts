/** Finds grids whose tiles are separated by lines of one colour: torchvision's sheets, also when rescaled by a figure. */
import { dropEmptyEnd, gridBoxes } from "./grid-tiles.ts";
import type { Box } from "./image-set.ts";
import type { Picture } from "./read-picture.ts";

const PADDINGS = [2, 1, 4, 3, 5, 6, 8, 10];
const USUAL_TILES = new Set([16, 28, 32, 48, 64, 80, 96, 100, 112, 128, 160, 192, 224, 256, 512, 1024]);
const SMALLEST_TILE = 8;
const MOST_TILES = 64;

export interface FoundGrid {
  columns: number;
  rows: number;
  padding: number | null;
  tiles: Box[];
}

/** How much of a line may differ from the gutter's colour; resampling blurs a little at crossings. */
const STRAY_PIXELS = 0.01;

/**
 * Exact gutters of whole pixels around square tiles, border included (width = columns x (tile + padding) + padding).
 * @param tolerance largest difference of a channel, 3 for lossless files, 12 for JPEG
 * @param usualTilesOnly accept only tile sizes that networks produce (28, 32, 64 ...)
 */
export const findExactGutters = (picture: Picture, tolerance: number, usualTilesOnly: boolean): FoundGrid | null => {
  const { width, height } = picture;
  const colour = [...picture.pixels.subarray(0, 3)];
  const columnsFlat = flatLines(picture, colour, tolerance, "column");
  const rowsFlat = flatLines(picture, colour, tolerance, "row");
  const allFlat = (flat: Uint8Array, pitch: number, padding: number) => {
    for (let start = 0; start < flat.length; start += pitch)
      for (let line = start; line < start + padding; line++) if (!flat[line]) return false;
    return true;
  };
  const found: { tile: number; padding: number }[] = [];
  for (const padding of PADDINGS)
    for (let tile = SMALLEST_TILE; tile + 2 * padding <= Math.max(width, height); tile++) {
      const pitch = tile + padding;
      if ((width - padding) % pitch !== 0 || (height - padding) % pitch !== 0) continue;
      const cells = ((width - padding) / pitch) * ((height - padding) / pitch);
      if (cells >= 2 && allFlat(columnsFlat, pitch, padding) && allFlat(rowsFlat, pitch, padding))
        found.push({ tile, padding });
    }
  // A flat picture passes every test: that is no grid but nothing to see.
  if (found.length === 0 || rowsFlat.every((flat) => flat)) return null;
  const usual = found.find(({ tile }) => USUAL_TILES.has(tile));
  if (!usual && usualTilesOnly) return null;
  const best = usual ?? found.reduce((a, b) => (b.tile + b.padding < a.tile + a.padding ? b : a));
  const { tile, padding } = best;
  const pitch = tile + padding;
  const axis = (length: number) => ({ count: (length - padding) / pitch, offset: padding, pitch, tile });
  const boxes = gridBoxes(axis(width), axis(height));
  return {
    columns: axis(width).count,
    rows: axis(height).count,
    padding,
    tiles: dropEmptyEnd(picture, boxes, colour),
  };
};

/**
 * The same sheet after a figure has rescaled it: gutters at equal, fractional distances. The finest grid all of whose
 * lines are flat is taken, since every coarser divisor is flat too.
 */
export const findScaledGutters = (picture: Picture): FoundGrid | null => {
  const { width, height } = picture;
  const colour = [...picture.pixels.subarray(0, 3)];
  const tolerance = 40;
  const columnsFlat = flatLines(picture, colour, tolerance, "column");
  const rowsFlat = flatLines(picture, colour, tolerance, "row");
  if (rowsFlat.every((flat) => flat) || !columnsFlat[0] || !rowsFlat[0]) return null;
  const counts = (flat: Uint8Array) =>
    Array.from({ length: MOST_TILES - 1 }, (_, index) => index + 2).filter(
      (count) => flat.length / count >= 12 && linesFlat(flat, count),
    );
  let best: { columns: number; rows: number } | null = null;
  for (const columns of counts(columnsFlat))
    for (const rows of counts(rowsFlat)) {
      const aspect = width / columns / (height / rows);
      if (Math.abs(aspect - 1) < 0.04 && (!best || columns * rows > best.columns * best.rows)) best = { columns, rows };
    }
  if (!best) return null;
  // Tiles keep one pixel of distance to the blurred gutter.
  const axis = (length: number, count: number, border: number) => {
    const pitch = (length - border) / count;
    return { count, offset: border + 1, pitch, tile: pitch - border - 2 };
  };
  const border = Math.min(runLength(columnsFlat), Math.round((BORDER_OF_PITCH * width) / best.columns));
  const boxes = gridBoxes(axis(width, best.columns, border), axis(height, best.rows, border));
  return { ...best, padding: null, tiles: boxes };
};

/** Border / pitch of torchvision's sheet of 28-pixel tiles. A wider flat border belongs to dark tiles. */
const BORDER_OF_PITCH = 2 / 30;

/** Whether a flat line lies within a pixel of every boundary k x length / count. */
const linesFlat = (flat: Uint8Array, count: number): boolean => {
  for (let boundary = 1; boundary < count; boundary++) {
    const at = Math.round((boundary * flat.length) / count);
    if (!flat[at - 1] && !flat[at] && !flat[at + 1]) return false;
  }
  return true;
};

const runLength = (flat: Uint8Array): number => {
  const end = flat.findIndex((value) => !value);
  return end === -1 ? flat.length : end;
};

/** 1 for every row or column whose pixels all (but a few) have the colour. */
const flatLines = (
  { pixels, width, height }: Picture,
  colour: readonly number[],
  tolerance: number,
  direction: "row" | "column",
): Uint8Array => {
  const [lines, length] = direction === "row" ? [height, width] : [width, height];
  const [lineStep, pixelStep] = direction === "row" ? [width * 3, 3] : [3, width * 3];
  const allowed = tolerance <= 12 ? 0 : STRAY_PIXELS * length;
  return Uint8Array.from({ length: lines }, (_, line) => {
    let stray = 0;
    for (let position = 0; position < length; position++) {
      const at = line * lineStep + position * pixelStep;
      for (let channel = 0; channel < 3; channel++)
        if (Math.abs(pixels[at + channel]! - colour[channel]!) > tolerance) {
          stray++;
          break;
        }
      if (stray > allowed) return 0;
    }
    return 1;
  });
};
