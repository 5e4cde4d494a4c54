/** Finds grids whose tiles are separated by lines of one colour: torchvision's sheets, also when rescaled by a figure. */
import { quantile } from "../kit/stats.ts";
import type { Picture } from "../pixels/picture.ts";
import { CONFIDENCE } from "./confidence.ts";
import { dropEmptyEnd, gridBoxes, isEmpty } from "./grid-tiles.ts";
import { type Colour, type Direction, everyPixel, lineBox, lineCount } from "./lines.ts";
import type { FoundGrid } from "./sheet-layout.ts";
import { USUAL_TILES } from "./usual-sizes.ts";

const PADDINGS = [2, 1, 4, 3, 5, 6, 8, 10];
const SMALLEST_TILE = 8;
const MOST_TILES = 64;

/** When a line counts as gutter. */
interface FlatRule {
  /** Largest difference of a pixel from the gutter's colour. */
  tolerance: number;
  /** Share of the line's pixels that may differ more. */
  stray: number;
  /** Largest mean difference over the line. */
  mean: number;
  /** Compare brightness alone: lossy formats store colour at half the resolution, so that of the tiles bleeds. */
  brightnessOnly: boolean;
}

const LOSSLESS: FlatRule = { tolerance: 3, stray: 0, mean: 3, brightnessOnly: false };
/** Measured on packed photos at JPEG 75 to 95 and WebP 80: gutters differ by 0.3 to 7.7 in the mean, tiles by 70 and more. */
const LOSSY: FlatRule = { tolerance: 48, stray: 0.03, mean: 16, brightnessOnly: true };
/** Resampling blurs gutters, most of all at crossings. */
const RESCALED: FlatRule = { tolerance: 40, stray: 0.01, mean: 40, brightnessOnly: false };

/**
 * Exact gutters of whole pixels around square tiles, border included (width = columns x (tile + padding) + padding).
 * @param lossy whether the file's format changes pixels (JPEG, WebP, AVIF)
 * @returns a tile size that networks produce (28, 32, 64 ...) where one fits, with CONFIDENCE.usualGutters
 */
export const findExactGutters = (picture: Picture, lossy: boolean): FoundGrid | null => {
  const { width, height } = picture;
  const colour = borderColour(picture);
  const rule = lossy ? LOSSY : LOSSLESS;
  const columnsFlat = flatLines(picture, colour, rule, "column");
  const rowsFlat = flatLines(picture, colour, rule, "row");
  const [columnsGaps, rowsGaps] = [gapsOf(columnsFlat), gapsOf(rowsFlat)];
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
      if (cells < 2 || !allFlat(columnsFlat, pitch, padding) || !allFlat(rowsFlat, pitch, padding)) continue;
      if ([columnsGaps, rowsGaps].every((gaps) => explains(gaps, pitch, padding))) found.push({ tile, padding });
    }
  // A flat picture passes every test: that is no grid but nothing to see.
  if (found.length === 0 || rowsFlat.every((flat) => flat)) return null;
  const usual = found.filter(({ tile }) => USUAL_TILES.includes(tile));
  // Multiples of the pitch pass too, and thin gutters fit into wide ones: the true grid accounts for the most gutter.
  const gutter = ({ tile, padding }: { tile: number; padding: number }) =>
    ((width + height) / (tile + padding)) * padding;
  const { tile, padding } = (usual.length > 0 ? usual : found).reduce((a, b) => (gutter(b) > gutter(a) ? b : a));
  const pitch = tile + padding;
  const axis = (length: number) => ({ count: (length - padding) / pitch, offset: padding, pitch, tile });
  const boxes = gridBoxes(axis(width), axis(height));
  // One small object beside the middle of a plain background leaves the same lines free.
  if (boxes.filter((box) => !isEmpty(picture, box, colour, lossy)).length * 2 < boxes.length) return null;
  return {
    columns: axis(width).count,
    rows: axis(height).count,
    padding,
    confidence: usual.length > 0 ? CONFIDENCE.usualGutters : CONFIDENCE.oddGutters,
    tiles: dropEmptyEnd(picture, boxes, colour, lossy),
  };
};

/**
 * The same sheet after a figure has rescaled it: gutters at equal, fractional distances. The finest grid all of whose
 * lines are flat is taken, since every coarser divisor is flat too.
 */
export const findScaledGutters = (picture: Picture): FoundGrid | null => {
  const { width, height } = picture;
  const colour = picture.pixels.subarray(0, 3);
  const columnsFlat = flatLines(picture, colour, RESCALED, "column");
  const rowsFlat = flatLines(picture, colour, RESCALED, "row");
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
  const border = Math.min([...columnsFlat, 0].indexOf(0), Math.round((BORDER_OF_PITCH * width) / best.columns));
  const boxes = gridBoxes(axis(width, best.columns, border), axis(height, best.rows, border));
  return { ...best, padding: null, confidence: CONFIDENCE.scaledGutters, tiles: boxes };
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

/** Runs of flat lines inside the picture, [first, behind the last]. */
const gapsOf = (flat: Uint8Array): [number, number][] => {
  const gaps: [number, number][] = [];
  for (let start = flat.indexOf(0); start !== -1; ) {
    const first = flat.indexOf(1, start);
    const behind = first === -1 ? -1 : flat.indexOf(0, first);
    if (behind !== -1) gaps.push([first, behind]);
    start = behind;
  }
  return gaps;
};

/** Whether at least half of the gaps that are as wide hold a gutter: between drawings on plain ground any few gaps make some grid. */
const explains = (gaps: readonly [number, number][], pitch: number, padding: number): boolean => {
  const wide = gaps.filter(([first, behind]) => behind - first >= padding);
  return wide.filter(([first, behind]) => Math.ceil(first / pitch) * pitch < behind).length * 2 >= wide.length;
};

/** 1 for every row or column that counts as gutter. */
const flatLines = (picture: Picture, colour: Colour, rule: FlatRule, direction: Direction): Uint8Array => {
  const { pixels, width, height } = picture;
  const [red, green, blue] = [colour[0]!, colour[1]!, colour[2]!];
  const differenceAt = (at: number): number =>
    rule.brightnessOnly
      ? Math.abs(0.299 * (pixels[at]! - red) + 0.587 * (pixels[at + 1]! - green) + 0.114 * (pixels[at + 2]! - blue))
      : Math.max(Math.abs(pixels[at]! - red), Math.abs(pixels[at + 1]! - green), Math.abs(pixels[at + 2]! - blue));
  const length = direction === "row" ? width : height;
  return Uint8Array.from({ length: lineCount(picture, direction) }, (_, line) => {
    let stray = 0;
    let sum = 0;
    const isFlat = everyPixel(picture, lineBox(picture, direction, line), (at) => {
      const difference = differenceAt(at);
      sum += difference;
      if (difference > rule.tolerance) stray++;
      return stray <= rule.stray * length && sum <= rule.mean * length;
    });
    return Number(isFlat);
  });
};

/** The usual colour of the topmost line; single pixels of lossy files are off. */
export const borderColour = ({ pixels, width }: Picture): Colour =>
  [0, 1, 2].map((channel) =>
    quantile(
      Array.from({ length: width }, (_, x) => pixels[x * 3 + channel]!),
      0.5,
      Math.ceil,
    ),
  );
