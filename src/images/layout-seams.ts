/**
 * Finds grids without gutters by their seams: at the border of two tiles the picture jumps, in every row and in every
 * sheet of the run at the same place.
 */
import type { Picture } from "./read-picture.ts";

const SMALLEST_TILE = 16;
/** Fewer seams than this in both directions together can be chance. */
const FEWEST_SEAMS = 4;
/**
 * Weakest seam / strongest other line. At the true tile size of packed natural images it is 1.2 to 3.3 in at least one
 * direction, at multiples of it 0.7 to 1.1 (the other seams are as strong), in single photos under 0.7.
 */
const CLEAR_SEAMS = 1.2;
const VISIBLE_SEAMS = 0.7;
/** Jumps are capped, or a few hard edges of objects would outweigh all seams. */
const LARGEST_JUMP = 64;

/** Mean jump into every column and every row, relative to the mean of the picture. */
export interface JumpProfile {
  columns: Float64Array;
  rows: Float64Array;
}

/** null for a picture whose lines mostly repeat the one before: enlarged blocks have seams of their own. */
export const jumpProfile = (picture: Picture): JumpProfile | null => {
  const columns = jumps(picture, "column");
  const rows = jumps(picture, "row");
  return columns && rows && { columns, rows };
};

/**
 * Square tiles that divide pictures of this size.
 * @param profiles of pictures of one run and one size
 */
export const findSeams = (profiles: readonly JumpProfile[]): { columns: number; rows: number } | null => {
  if (profiles.length === 0) return null;
  const columns = mean(profiles.map((profile) => profile.columns));
  const rows = mean(profiles.map((profile) => profile.rows));
  for (let tile = SMALLEST_TILE; tile < Math.max(columns.length, rows.length); tile++) {
    if (columns.length % tile !== 0 || rows.length % tile !== 0) continue;
    const found = { columns: columns.length / tile, rows: rows.length / tile };
    if (found.columns + found.rows - 2 < FEWEST_SEAMS) continue;
    const clearness = [clearnessOf(columns, tile), clearnessOf(rows, tile)].filter((value) => value !== null);
    if (Math.max(...clearness) >= CLEAR_SEAMS && Math.min(...clearness) >= VISIBLE_SEAMS) return found;
  }
  return null;
};

/** Weakest seam / strongest other line; null where one tile fills the whole length. */
const clearnessOf = (profile: Float64Array, tile: number): number | null => {
  if (profile.length === tile) return null;
  let weakest = Number.POSITIVE_INFINITY;
  let strongest = 0;
  for (let line = 1; line < profile.length; line++)
    if (line % tile === 0) weakest = Math.min(weakest, profile[line]!);
    else strongest = Math.max(strongest, profile[line]!);
  return strongest === 0 ? 0 : weakest / strongest;
};

const jumps = ({ pixels, width, height }: Picture, direction: "row" | "column"): Float64Array | null => {
  const [lines, length] = direction === "row" ? [height, width] : [width, height];
  const [lineStep, pixelStep] = direction === "row" ? [width * 3, 3] : [3, width * 3];
  const profile = new Float64Array(lines);
  let total = 0;
  let still = 0;
  for (let line = 1; line < lines; line++) {
    let sum = 0;
    for (let position = 0; position < length; position++) {
      const at = line * lineStep + position * pixelStep;
      let jump = 0;
      for (let channel = 0; channel < 3; channel++)
        jump = Math.max(jump, Math.abs(pixels[at + channel]! - pixels[at - lineStep + channel]!));
      sum += Math.min(jump, LARGEST_JUMP);
    }
    profile[line] = sum / length;
    total += sum / length;
    if (sum === 0) still++;
  }
  return total === 0 || still * 2 > lines ? null : profile.map((value) => (value * (lines - 1)) / total);
};

const mean = (profiles: readonly Float64Array[]): Float64Array =>
  profiles[0]!.map((_, line) => profiles.reduce((sum, profile) => sum + profile[line]!, 0) / profiles.length);
