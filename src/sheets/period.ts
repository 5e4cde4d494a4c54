/**
 * Autocorrelation: tiles of one run have much in common (all of it after a collapse), so a sheet resembles itself moved by
 * one tile, also where the seams can not be seen.
 */
import type { Picture } from "../pixels/read-picture.ts";

/** Lines that are looked at in each direction, and values along each of them. */
const LINES = 64;
const LENGTH = 1024;
/** Multiples of the pitch that are looked at. */
const MOST_SHIFTS = 4;

/** Autocorrelation in [-1, 1] by shift, in steps of `step` pixels. */
export interface ShiftProfile {
  step: number;
  values: Float64Array;
}

export interface Periods {
  columns: ShiftProfile;
  rows: ShiftProfile;
}

/** null for a picture without any contrast. */
export const periodsOf = (picture: Picture): Periods | null => {
  const columns = shiftProfile(picture, "column");
  const rows = shiftProfile(picture, "row");
  return columns && rows && { columns, rows };
};

/** @param periods one or more, of pictures of one size */
export const meanPeriods = (periods: readonly Periods[]): Periods => {
  const mean = (axis: (of: Periods) => ShiftProfile): ShiftProfile => ({
    step: axis(periods[0]!).step,
    values: axis(periods[0]!).values.map(
      (_, shift) => periods.reduce((sum, each) => sum + axis(each).values[shift]!, 0) / periods.length,
    ),
  });
  return { columns: mean(({ columns }) => columns), rows: mean(({ rows }) => rows) };
};

export interface Repetition {
  /** Lowest autocorrelation at a shift by whole tiles, in [-1, 1]. */
  likeness: number;
  /** Lowest excess of such a shift over the shifts half a tile beside it, in [-2, 2]. Multiples and parts of the true pitch have none. */
  contrast: number;
}

/** Of `count` equal parts of `length` pixels; null for one part. */
export const repetition = ({ step, values }: ShiftProfile, length: number, count: number): Repetition | null => {
  if (count < 2) return null;
  const pitch = length / count / step;
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
    contrast = Math.min(contrast, whole - Math.max(...beside.map(at)));
  }
  return { likeness, contrast };
};

const shiftProfile = (picture: Picture, direction: "row" | "column"): ShiftProfile | null => {
  const { step, lines } = sampleLines(picture, direction);
  const length = lines[0]!.length;
  let sum = 0;
  for (const line of lines) for (const value of line) sum += value;
  const mean = sum / (lines.length * length);
  let squares = 0;
  for (const line of lines)
    for (let index = 0; index < length; index++) {
      line[index] = line[index]! - mean;
      squares += line[index]! ** 2;
    }
  const variance = squares / (lines.length * length);
  if (variance < 1e-9) return null;
  const values = new Float64Array(length);
  for (let shift = 0; shift < length; shift++) {
    let products = 0;
    for (const line of lines)
      for (let index = 0; index + shift < length; index++) products += line[index]! * line[index + shift]!;
    values[shift] = products / (lines.length * (length - shift)) / variance;
  }
  return { step, values };
};

/** Brightness along evenly spaced lines across the given direction; long lines are averaged to at most LENGTH values. */
const sampleLines = (
  { pixels, width, height }: Picture,
  direction: "row" | "column",
): { step: number; lines: Float64Array[] } => {
  const [length, across] = direction === "column" ? [width, height] : [height, width];
  const [alongStep, acrossStep] = direction === "column" ? [3, width * 3] : [width * 3, 3];
  const step = Math.ceil(length / LENGTH);
  const count = Math.min(LINES, across);
  const lines = Array.from({ length: count }, (_, index) => {
    const start = Math.floor(((index + 0.5) * across) / count) * acrossStep;
    return Float64Array.from({ length: Math.floor(length / step) }, (_, position) => {
      let sum = 0;
      for (let offset = 0; offset < step; offset++) {
        const at = start + (position * step + offset) * alongStep;
        sum += pixels[at]! + pixels[at + 1]! + pixels[at + 2]!;
      }
      return sum;
    });
  });
  return { step, lines };
};
