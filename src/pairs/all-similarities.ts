/** Every similarity of a small set as one matrix. */
import type { Backend } from "../compute/backend.ts";

/** Rows up to which a plain loop is faster than asking a device. */
export const FEW_ROWS = 48;

/** @returns m x m, symmetric to the last bit, or ties could be broken differently from each side */
export const allSimilarities = async (
  rows: Float32Array,
  dimension: number,
  backend: Backend,
): Promise<Float32Array> => {
  const m = rows.length / dimension;
  const similarities =
    m <= FEW_ROWS ? plainProducts(rows, m, dimension) : await tiledProducts(rows, m, dimension, backend);
  for (let row = 0; row < m; row++)
    for (let column = row + 1; column < m; column++) similarities[column * m + row] = similarities[row * m + column]!;
  return similarities;
};

/** The upper half. */
const plainProducts = (rows: Float32Array, m: number, dimension: number): Float32Array => {
  const products = new Float32Array(m * m);
  for (let first = 0; first < m; first++)
    for (let second = first; second < m; second++) {
      let sum = 0;
      for (let k = 0; k < dimension; k++) sum += rows[first * dimension + k]! * rows[second * dimension + k]!;
      products[first * m + second] = sum;
    }
  return products;
};

const tiledProducts = async (
  rows: Float32Array,
  m: number,
  dimension: number,
  backend: Backend,
): Promise<Float32Array> => {
  const whole = { rowStart: 0, rowEnd: m, columnStart: 0, columnEnd: m };
  for await (const { values } of backend.similarityTiles(rows, dimension, [whole])) return values.slice();
  throw new Error("a backend gave no tile");
};
