/**
 * Autocorrelation: tiles of one run have much in common (all of it after a collapse), so a sheet resembles itself moved by
 * one tile, also where the seams can not be seen.
 */
import { greatest, sum } from "../kit/stats.ts";
import type { Picture } from "../pixels/picture.ts";
import { type Direction, everyPixel, lineBox, lineCount, type Profiles, profilesOf } from "./lines.ts";

/** Lines that are looked at in each direction, and values along each of them. */
const LINES = 64;
const LENGTH = 512;
/** Multiples of the pitch that are looked at. */
const MOST_SHIFTS = 4;

/**
 * Autocorrelation in [-1, 1] by shift across the columns and across the rows, in steps of `stepOf` pixels; null for a picture
 * without any contrast.
 */
export const shiftProfiles = (picture: Picture): Profiles | null => profilesOf(picture, shifts);

/** Long lines are averaged to at most LENGTH values. */
const stepOf = (length: number): number => Math.ceil(length / LENGTH);

export interface Repetition {
  /** Lowest autocorrelation at a shift by whole tiles, in [-1, 1]. */
  likeness: number;
  /** Lowest excess of such a shift over the shifts half a tile beside it, in [-2, 2]. Multiples and parts of the true pitch have none. */
  contrast: number;
}

/** Of `count` equal parts of `length` pixels, from the autocorrelation by shift; null for one part. */
export const repetition = (values: Float64Array, length: number, count: number): Repetition | null => {
  if (count < 2) return null;
  const pitch = length / count / stepOf(length);
  const at = (shift: number): number => {
    const below = Math.floor(shift);
    const above = Math.min(below + 1, values.length - 1);
    return values[below]! + (shift - below) * (values[above]! - values[below]!);
  };
  let likeness = 1;
  let contrast = 2;
  for (let tiles = 1; tiles <= Math.min(count - 1, MOST_SHIFTS); tiles++) {
    const whole = at(tiles * pitch);
    const beside = [tiles - 0.5, tiles + 0.5]
      .map((shift) => shift * pitch)
      .filter((shift) => shift < values.length - 1);
    likeness = Math.min(likeness, whole);
    contrast = Math.min(contrast, whole - greatest(beside.map(at)));
  }
  return { likeness, contrast };
};

const shifts = (picture: Picture, direction: Direction): Float64Array | null => {
  const lines = sampleLines(picture, direction);
  const length = lines[0]!.length;
  const average = sum(lines.map(sum)) / (lines.length * length);
  const centred = lines.map((line) => line.map((value) => value - average));
  let squares = 0;
  for (const line of centred) for (const value of line) squares += value ** 2;
  const variance = squares / (lines.length * length);
  if (variance < 1e-9) return null;
  const values = new Float64Array(length);
  for (let shift = 0; shift < length; shift++) {
    let products = 0;
    for (const line of centred)
      for (let index = 0; index + shift < length; index++) products += line[index]! * line[index + shift]!;
    values[shift] = products / (lines.length * (length - shift)) / variance;
  }
  return values;
};

/** Brightness along evenly spaced lines across the given direction. */
const sampleLines = (picture: Picture, direction: Direction): Float64Array[] => {
  const { pixels } = picture;
  const along = direction === "column" ? "row" : "column";
  const length = lineCount(picture, direction);
  const across = lineCount(picture, along);
  const step = stepOf(length);
  const count = Math.min(LINES, across);
  return Array.from({ length: count }, (_, index) => {
    const values = new Float64Array(Math.floor(length / step));
    let position = 0;
    everyPixel(picture, lineBox(picture, along, Math.floor(((index + 0.5) * across) / count)), (at) => {
      const place = Math.floor(position++ / step);
      if (place < values.length) values[place]! += pixels[at]! + pixels[at + 1]! + pixels[at + 2]!;
      return true;
    });
    return values;
  });
};
