/** Walks over the pixels of a picture: of a box, of a row, of a column. */
import type { Box, Picture } from "../pixels/picture.ts";

export type Direction = "row" | "column";

/** A part of a row or column. */
export interface Span {
  start: number;
  length: number;
}

/** Three channels. */
export type Colour = ArrayLike<number>;

export const lineCount = ({ width, height }: Picture, direction: Direction): number =>
  direction === "row" ? height : width;

/** @param within the part of the line that counts, default: all of it */
export const lineBox = (picture: Picture, direction: Direction, line: number, within?: Span): Box => {
  const { start, length } = within ?? { start: 0, length: direction === "row" ? picture.width : picture.height };
  return direction === "row"
    ? { left: start, top: line, width: length, height: 1 }
    : { left: line, top: start, width: 1, height: length };
};

/** Whether all pixels pass, row by row; the first that does not ends it. @param test gets the place of the pixel's red value */
export const everyPixel = ({ width }: Picture, box: Box, test: (at: number) => boolean): boolean => {
  for (let y = box.top; y < box.top + box.height; y++) {
    const end = (y * width + box.left + box.width) * 3;
    for (let at = (y * width + box.left) * 3; at < end; at += 3) if (!test(at)) return false;
  }
  return true;
};

/** Whether a pixel is of a colour, in every channel up to `tolerance`. */
export const isColour = ({ pixels }: Picture, at: number, colour: Colour, tolerance: number): boolean =>
  Math.abs(pixels[at]! - colour[0]!) <= tolerance &&
  Math.abs(pixels[at + 1]! - colour[1]!) <= tolerance &&
  Math.abs(pixels[at + 2]! - colour[2]!) <= tolerance;

/** A value for every column (or every shift across the columns), and one for every row. */
export interface Profiles {
  columns: Float64Array;
  rows: Float64Array;
}

/** null where one direction has no profile. */
export const profilesOf = (
  picture: Picture,
  profile: (picture: Picture, direction: Direction) => Float64Array | null,
): Profiles | null => {
  const columns = profile(picture, "column");
  const rows = profile(picture, "row");
  return columns && rows && { columns, rows };
};

/** @param profiles of pictures of one size; null where there are none */
export const meanProfiles = (profiles: readonly Profiles[]): Profiles | null => {
  const mean = (of: (profiles: Profiles) => Float64Array): Float64Array =>
    of(profiles[0]!).map((_, at) => profiles.reduce((sum, each) => sum + of(each)[at]!, 0) / profiles.length);
  return profiles.length === 0 ? null : { columns: mean(({ columns }) => columns), rows: mean(({ rows }) => rows) };
};
