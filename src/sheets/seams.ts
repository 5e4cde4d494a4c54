/**
 * Seams of sheets without gutters: at the border of two tiles the picture jumps, in every row and in every sheet of the
 * run at the same place. Places may be fractions of a pixel, as in sheets that were scaled as a whole.
 */
import { least, mean } from "../kit/stats.ts";
import type { Picture } from "../pixels/picture.ts";
import { type Direction, lineCount, type Profiles, profilesOf } from "./lines.ts";

/** Jumps are capped, or a few hard edges of objects would outweigh all seams. */
const LARGEST_JUMP = 64;

/**
 * Mean jump into every column and every row, relative to the mean of the picture; null for a picture whose lines mostly repeat
 * the one before: enlarged blocks have seams of their own.
 */
export const jumpProfiles = (picture: Picture): Profiles | null => profilesOf(picture, jumps);

/** How the lines jump that would be seams when the length is cut into equal parts. The mean of all lines is 1. */
export interface Seams {
  /**
   * Weakest seam / strongest other line. At the true count of packed natural images it is 1.2 to 4.4 in at least one
   * direction, at coarser ones 0.7 to 1.1 (the other seams are as strong), in single photos under 0.7.
   */
  clearness: number;
  weakest: number;
  mean: number;
  /**
   * Mean of the seams that a grid of half (or a third) as many parts does not have / mean of those that it has, the lower one; 1
   * where there is no such grid. Far below 1 where tiles are cut in two.
   */
  evenness: number;
}

/** @param count equal parts; null for one part */
export const seamsOf = (profile: Float64Array, count: number): Seams | null => {
  if (count < 2) return null;
  const pitch = profile.length / count;
  // Scaling smears a seam over its neighbours, so the strongest of three lines stands for it.
  const reach = profile.length % count === 0 ? 0 : 1;
  const isSeam = new Uint8Array(profile.length);
  const strengths: number[] = [];
  for (let seam = 1; seam < count; seam++) {
    const at = Math.round(seam * pitch);
    const jump = profile.subarray(Math.max(1, at - reach), at + reach + 1).reduce((a, b) => Math.max(a, b));
    strengths.push(jump);
    isSeam.fill(1, Math.max(0, at - 2 * reach), at + 2 * reach + 1);
  }
  const strongest = profile.reduce((most, jump, line) => (isSeam[line] ? most : Math.max(most, jump)), 0);
  const weakest = least(strengths);
  const clearness = strongest === 0 ? 0 : weakest / strongest;
  return { clearness, weakest, mean: mean(strengths), evenness: evennessOf(strengths) };
};

/** @param seams in order */
const evennessOf = (seams: readonly number[]): number => {
  const ratios = [2, 3].flatMap((parts) => {
    if ((seams.length + 1) % parts !== 0 || seams.length < parts) return [];
    const isCoarse = (index: number) => (index + 1) % parts === 0;
    const coarse = mean(seams.filter((_, index) => isCoarse(index)));
    return coarse === 0 ? [] : [mean(seams.filter((_, index) => !isCoarse(index))) / coarse];
  });
  return Math.min(1, least(ratios));
};

const jumps = (picture: Picture, direction: Direction): Float64Array | null => {
  const { pixels, width, height } = picture;
  const lines = lineCount(picture, direction);
  const [toNext, along, length] = direction === "row" ? [width * 3, 3, width] : [3, width * 3, height];
  const profile = new Float64Array(lines);
  let total = 0;
  let varied = 0;
  let still = 0;
  for (let line = 1; line < lines; line++) {
    const first = line * toNext;
    let sum = 0;
    let isVaried = false;
    for (let at = first, end = first + along * length; at < end; at += along) {
      sum += jumpAt(pixels, at, at - toNext);
      if (pixels[at] !== pixels[first]) isVaried = true;
    }
    profile[line] = sum / length;
    total += sum / length;
    if (isVaried) varied++;
    if (isVaried && sum === 0) still++;
  }
  return total === 0 || still * 2 > varied ? null : profile.map((value) => (value * (lines - 1)) / total);
};

/** A plain loop over the pixels calls it: sheets have a hundred million. */
const jumpAt = (pixels: Uint8Array, at: number, before: number): number => {
  const red = Math.abs(pixels[at]! - pixels[before]!);
  const green = Math.abs(pixels[at + 1]! - pixels[before + 1]!);
  const blue = Math.abs(pixels[at + 2]! - pixels[before + 2]!);
  return Math.min(LARGEST_JUMP, Math.max(red, green, blue));
};
