/** Every similarity of a small set as one matrix. */
import { type Backend, EVERY_VALUE } from "../compute/backend.ts";
import { countOf, type Rows } from "../kit/rows.ts";

/** Rows up to which a plain loop is faster than asking a device. */
export const FEW_ROWS = 48;

/** @returns m x m, symmetric to the last bit, or ties could be broken differently from each side */
export const allSimilarities = async (rows: Rows, backend: Backend): Promise<Float32Array> => {
  const m = countOf(rows);
  const similarities = m <= FEW_ROWS ? plainProducts(rows) : await tiledProducts(rows, backend);
  for (let row = 0; row < m; row++)
    for (let column = row + 1; column < m; column++) similarities[column * m + row] = similarities[row * m + column]!;
  return similarities;
};

/** The upper half. */
const plainProducts = (rows: Rows): Float32Array => {
  const { values, dimension } = rows;
  const m = countOf(rows);
  const products = new Float32Array(m * m);
  for (let first = 0; first < m; first++)
    for (let second = first; second < m; second++) {
      let sum = 0;
      for (let k = 0; k < dimension; k++) sum += values[first * dimension + k]! * values[second * dimension + k]!;
      products[first * m + second] = sum;
    }
  return products;
};

const tiledProducts = async (rows: Rows, backend: Backend): Promise<Float32Array> => {
  const m = countOf(rows);
  const whole = { rowStart: 0, rowEnd: m, columnStart: 0, columnEnd: m };
  for await (const { sample } of backend.reduceTiles(rows, rows, [whole], EVERY_VALUE)) return sample!.slice();
  throw new Error("a backend gave no tile");
};
