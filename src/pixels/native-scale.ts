/** Undoes enlargement without smoothing: rows and columns that repeat the one before are left out. */
import { reserve, simdLoops } from "../kit/simd.ts";

/**
 * Root mean square difference to the last row (or column) kept, in standard deviations of the picture, from which one is kept.
 * Copies that a lossy format touched stay under it. A smooth picture keeps rows that differ by just this much, which still
 * correlate by 1 - .3^2 / 2 = .95, so this can not make it look like noise.
 */
const REPEATED = 0.3;

export interface NativeLuma {
  luma: Uint16Array;
  /** Indices of the lines that were kept. */
  rows: number[];
  columns: number[];
}

/** Of `simd/sums.ts`; places are bytes, values of lightness take two. */
interface Functions {
  addLuma(luma: number, width: number, height: number): void;
  sum: { readonly value: number };
  squares: { readonly value: number };
  neighbourSquares(luma: number, width: number, height: number, into: number): void;
  rowSquares(first: number, second: number, width: number): number;
  columnSquares(first: number, second: number, width: number, height: number): number;
}

const loops = simdLoops<Functions>();
/** Bytes behind the lightness, and behind the sums of the columns, that are read or written as well. */
const BEHIND = 32;

/** @param luma height x width, at most 512 each. Flat margins shrink to one row or column. */
export const nativeScale = (luma: Uint16Array, width: number): NativeLuma => {
  const height = luma.length / width;
  const { memory, addLuma, sum, squares, neighbourSquares, rowSquares, columnSquares } = loops();
  const sumsAt = 16 * Math.ceil((2 * luma.length + BEHIND) / 16);
  const buffer = reserve(memory, sumsAt + 4 * width + BEHIND);
  new Uint16Array(buffer).set(luma);
  addLuma(0, width, height);
  const variance = squares.value / luma.length - (sum.value / luma.length) ** 2;
  const limit = REPEATED ** 2 * variance;
  const rows = keptLines(height, limit * width, (line, last) => rowSquares(2 * width * line, 2 * width * last, width));
  neighbourSquares(0, width, height, sumsAt);
  const toPrevious = new Int32Array(buffer, sumsAt, width);
  const columns = keptLines(width, limit * height, (line, last) =>
    last === line - 1 ? toPrevious[line]! : columnSquares(2 * line, 2 * last, width, height),
  );
  if (rows.length === height && columns.length === width) return { luma, rows, columns };
  const native = new Uint16Array(rows.length * columns.length);
  let at = 0;
  for (const row of rows) for (const column of columns) native[at++] = luma[row * width + column]!;
  return { luma: native, rows, columns };
};

/** Indices of the lines that differ from the last one kept by `enough`; the first is kept, of a flat picture no other. */
const keptLines = (count: number, enough: number, squares: (line: number, last: number) => number): number[] => {
  const kept = [0];
  let last = 0;
  for (let line = 1; line < count; line++) {
    if (enough === 0 || squares(line, last) < enough) continue;
    kept.push(line);
    last = line;
  }
  return kept;
};
