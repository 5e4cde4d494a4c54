/** Vectors of one length as one value. */
import { shuffledIndices } from "./random.ts";

export interface Rows {
  /** count x dimension, row by row. */
  readonly values: Float32Array;
  readonly dimension: number;
}

export const countOf = ({ values, dimension }: Rows): number => values.length / dimension;

/** One row, or several that follow each other; not copied. */
export const rowsAt = ({ values, dimension }: Rows, start: number, end = start + 1): Float32Array =>
  values.subarray(start * dimension, end * dimension);

/** Of two rows: their cosine where both are unit vectors. */
export const dot = (a: Float32Array, b: Float32Array): number => {
  let sum = 0;
  for (let k = 0; k < a.length; k++) sum += a[k]! * b[k]!;
  return sum;
};

/** Copies the rows with the given indices. */
export const selectRows = (rows: Rows, indices: readonly number[]): Rows => {
  const { dimension } = rows;
  const values = new Float32Array(indices.length * dimension);
  indices.forEach((row, index) => {
    values.set(rowsAt(rows, row), index * dimension);
  });
  return { values, dimension };
};

/** Some rows of a matrix, where they lie: of a large one a copy takes too much memory. */
export interface SomeRows {
  all: Rows;
  chosen: readonly number[];
}

/** The values [start, end) of every row, scaled to unit length; a part that is the zero vector stays it. */
export const unitParts = (rows: Rows, [start, end]: readonly [number, number]): Rows => {
  const dimension = end - start;
  const values = new Float32Array(countOf(rows) * dimension);
  for (let row = 0; row < countOf(rows); row++) {
    const part = rowsAt(rows, row).subarray(start, end);
    const length = Math.sqrt(part.reduce((sum, value) => sum + value * value, 0)) || 1;
    for (let k = 0; k < dimension; k++) values[row * dimension + k] = part[k]! / length;
  }
  return { values, dimension };
};

/** The rows that stand at [start, end) of a random order; different seeds give different orders. */
export const randomRows = (rows: Rows, seed: number, [start, end]: readonly [number, number]): Rows =>
  selectRows(rows, shuffledIndices(countOf(rows), seed).slice(start, end));

/** Up to `most` of the indices 0..n-1, evenly spaced. */
export const evenIndices = (n: number, most: number): number[] => {
  const count = Math.min(n, most);
  return Array.from({ length: count }, (_, index) => Math.floor((index * n) / count));
};
