/** Undoes the row filters of a PNG, by the loops of `simd/unfilter.ts`. */
import { reserve, simdLoops } from "../kit/simd.ts";

interface Functions {
  setStep(bytes: number): void;
  unfilterRows(filtered: number, rows: number, stride: number, height: number): number;
}

const loops = simdLoops<Functions>();
/** Bytes of rows that are undone at once, if one row is not longer. */
const AT_ONCE = 2 ** 17;
/** Bytes behind the rows that are read or written as well. */
const BEHIND = 32;

/**
 * @param filtered height x (1 + stride) bytes, the filter of each row first
 * @param stride bytes of a row
 * @param step from a sample to the same one of the next pixel: 1 to 4
 * @returns height x stride bytes; null where a filter is none of the five
 */
export const unfiltered = (filtered: Uint8Array, stride: number, height: number, step: number): Uint8Array | null => {
  const { memory, setStep, unfilterRows } = loops();
  setStep(step);
  const atOnce = Math.min(height, Math.max(1, Math.floor(AT_ONCE / stride)));
  // In front of the rows lies the one above them.
  const aboveAt = atOnce * (1 + stride) + BEHIND;
  const rowsAt = aboveAt + stride;
  const bytes = new Uint8Array(reserve(memory, rowsAt + atOnce * stride + BEHIND));
  bytes.fill(0, aboveAt, rowsAt);
  const result = new Uint8Array(height * stride);
  for (let y = 0; y < height; y += atOnce) {
    const count = Math.min(atOnce, height - y);
    bytes.set(filtered.subarray(y * (1 + stride), (y + count) * (1 + stride)));
    if (unfilterRows(0, rowsAt, stride, count) === 0) return null;
    result.set(bytes.subarray(rowsAt, rowsAt + count * stride), y * stride);
    bytes.copyWithin(aboveAt, rowsAt + (count - 1) * stride, rowsAt + count * stride);
  }
  return result;
};
