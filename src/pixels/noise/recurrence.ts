/** Whether a picture returns at a distance, as patterns and drawings do and noise does not. */
import { middleOf, type Plane } from "./plane.ts";

/** Pixels a side that are compared, for the work grows with the cube. */
const MOST_SIDE = 128;
/** Distances of up to this share of the side are within a grain; from FAR on they are at a distance. */
const NEAR = 1 / 6;
const FAR = 1 / 5;

export interface Recurrence {
  /** Largest absolute correlation of pixels a fifth to a half of the side apart, across or down; less counts where fewer overlap. */
  correlation: number;
  /** Correlation with its own mirror image, left to right or upside down; the larger one. */
  mirrored: number;
  /** The first in standard errors of what noise of this grain shows by chance (Bartlett's formula, the grain taken as separable). */
  errors: number;
}

/** @param plane mean 0, mean square 1 */
export const recurrence = (plane: Plane): Recurrence => {
  const { values, width, height } = middleOf(plane, MOST_SIDE);
  const side = Math.min(width, height);
  const grain = { across: 1, down: 1 };
  let furthest = 0;
  for (let lag = 1; lag <= side / 2; lag++) {
    const across = correlationAt(values, width, lag, 0);
    const down = correlationAt(values, width, 0, lag);
    if (lag <= side * NEAR) {
      grain.across += 2 * across ** 2;
      grain.down += 2 * down ** 2;
    }
    if (lag > side * FAR)
      furthest = Math.max(
        furthest,
        Math.abs(across) * Math.sqrt(1 - lag / width),
        Math.abs(down) * Math.sqrt(1 - lag / height),
      );
  }
  return {
    correlation: furthest,
    mirrored: Math.max(mirroredAcross(values, width), mirroredDown(values, width)),
    errors: furthest / Math.sqrt((grain.across * grain.down) / values.length),
  };
};

/** Mean of the correlations of pixels `lag` apart, across and down. @param plane mean 0, mean square 1 */
export const correlationAtLag = ({ values, width }: Plane, lag: number): number =>
  (correlationAt(values, width, lag, 0) + correlationAt(values, width, 0, lag)) / 2;

const correlationAt = (values: Float64Array, width: number, right: number, down: number): number => {
  const height = values.length / width;
  const offset = down * width + right;
  // Two sums side by side: one waits for each of its own additions, and this loop is most of the work.
  let even = 0;
  let odd = 0;
  for (let row = 0; row < height - down; row++) {
    const end = row * width + width - right;
    let at = row * width;
    for (; at < end - 1; at += 2) {
      even += values[at]! * values[at + offset]!;
      odd += values[at + 1]! * values[at + 1 + offset]!;
    }
    if (at < end) even += values[at]! * values[at + offset]!;
  }
  return (even + odd) / ((height - down) * (width - right));
};

const mirroredAcross = (values: Float64Array, width: number): number => {
  let sum = 0;
  for (let start = 0; start < values.length; start += width)
    for (let left = start, right = start + width - 1; left < start + width; left++, right--)
      sum += values[left]! * values[right]!;
  return sum / values.length;
};

const mirroredDown = (values: Float64Array, width: number): number => {
  let sum = 0;
  for (let top = 0, bottom = values.length - width; bottom >= 0; top += width, bottom -= width)
    for (let column = 0; column < width; column++) sum += values[top + column]! * values[bottom + column]!;
  return sum / values.length;
};
