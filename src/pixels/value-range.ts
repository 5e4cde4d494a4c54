/** What the numbers of a picture mean that are no bytes. */

/** [low, high] of the numbers that stand for black and white. */
export type ValueRange = readonly [low: number, high: number];

const SLACK = 0.01;

/** @param low the smallest number, and the largest @throws Error when nothing usual fits */
export const usualRange = (low: number, high: number, isInteger: boolean): ValueRange => {
  if (low > high) throw new Error("none of its numbers is finite");
  if (!isInteger && high <= 1 + SLACK) {
    if (low >= -SLACK) return [0, 1];
    if (low >= -1 - SLACK) return [-1, 1];
  }
  if (low >= -SLACK && high <= 255 + SLACK) return isInteger && high <= 1 ? [0, 1] : [0, 255];
  throw new Error(`its numbers run from ${low} to ${high}; expected 0 to 255, 0 to 1 or -1 to 1. Save them as uint8`);
};

/** Numbers outside the range are clamped. @throws Error when the number is not finite */
export const byteIn = (range: ValueRange, value: number): number => {
  // Read by place: this runs for every number of every image.
  const low = range[0];
  if (!Number.isFinite(value)) throw new Error("it holds numbers that are not finite (NaN or infinite)");
  return Math.min(255, Math.max(0, Math.round(((value - low) * 255) / (range[1] - low))));
};
