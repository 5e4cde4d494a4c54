/** Undoes enlargement without smoothing: rows and columns that repeat the one before are left out. */

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

/** @param luma height x width. Flat margins shrink to one row or column. */
export const nativeScale = (luma: Uint16Array, width: number): NativeLuma => {
  const height = luma.length / width;
  let sum = 0;
  let squares = 0;
  for (let index = 0; index < luma.length; index++) {
    const value = luma[index]!;
    sum += value;
    squares += value * value;
  }
  const variance = squares / luma.length - (sum / luma.length) ** 2;
  const limit = REPEATED ** 2 * variance;
  const rows = keptLines(luma, width, "row", limit);
  const columns = keptLines(luma, width, "column", limit);
  if (rows.length === height && columns.length === width) return { luma, rows, columns };
  const native = new Uint16Array(rows.length * columns.length);
  let at = 0;
  for (const row of rows) for (const column of columns) native[at++] = luma[row * width + column]!;
  return { luma: native, rows, columns };
};

/** Indices of the lines that differ from the last one kept by a mean square of `limit` or more; the first is kept. */
const keptLines = (luma: Uint16Array, width: number, direction: "row" | "column", limit: number): number[] => {
  const [step, along] = direction === "row" ? [width, 1] : [1, width];
  const length = direction === "row" ? width : luma.length / width;
  const kept = [0];
  const enough = limit * length;
  let last = 0;
  for (let line = 1; line < luma.length / length; line++) {
    let squares = 0;
    let at = line * step;
    let before = last * step;
    for (let left = length; left > 0 && squares < enough; left--, at += along, before += along) {
      const difference = luma[at]! - luma[before]!;
      squares += difference * difference;
    }
    if (squares < enough || enough === 0) continue;
    kept.push(line);
    last = line;
  }
  return kept;
};
