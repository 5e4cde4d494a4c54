/**
 * Per image the sum of its squared similarities to the others, without a pass over pairs: with M = X^T X it is x^T M x - |x|^4.
 * O(n d^2) time, O(d^2) memory beside the vectors.
 */
import { type Backend, EVERY_VALUE, type Tile } from "../compute/backend.ts";
import { countOf, type Rows } from "../kit/rows.ts";

/** Images whose products are summed in 32 bits; the sums of blocks are added in 64. */
const BLOCK = 1024;

/**
 * @param rows unit vectors
 * @param moments their `secondMoments`
 */
export const squareSums = async (rows: Rows, moments: Float64Array, backend: Backend): Promise<Float64Array> => {
  const { values, dimension } = rows;
  const n = countOf(rows);
  const sums = new Float64Array(n);
  const right = { values: Float32Array.from(moments), dimension };
  const tiles: Tile[] = Array.from({ length: Math.ceil(n / BLOCK) }, (_, block) => ({
    rowStart: block * BLOCK,
    rowEnd: Math.min(n, (block + 1) * BLOCK),
    columnStart: 0,
    columnEnd: dimension,
  }));
  for await (const { rowStart, rowEnd, sample } of backend.reduceTiles(rows, right, tiles, EVERY_VALUE))
    for (let row = rowStart; row < rowEnd; row++) {
      let sum = 0;
      let square = 0;
      for (let k = 0; k < dimension; k++) {
        const value = values[row * dimension + k]!;
        sum += value * sample![(row - rowStart) * dimension + k]!;
        square += value * value;
      }
      sums[row] = Math.max(0, sum - square * square);
    }
  return sums;
};

/** X^T X, dimension x dimension. */
export const secondMoments = async (rows: Rows, backend: Backend): Promise<Float64Array> => {
  const { values: all, dimension } = rows;
  const n = countOf(rows);
  const total = new Float64Array(dimension * dimension);
  for (let start = 0; start < n; start += BLOCK) {
    const width = Math.min(BLOCK, n - start);
    const turned = turnedOver(all.subarray(start * dimension, (start + width) * dimension), dimension);
    const whole = { rowStart: 0, rowEnd: dimension, columnStart: 0, columnEnd: dimension };
    const columns = { values: turned, dimension: width };
    for await (const { sample } of backend.reduceTiles(columns, columns, [whole], EVERY_VALUE))
      for (let index = 0; index < total.length; index++) total[index]! += sample![index]!;
  }
  return total;
};

/** Rows whose values follow each other in what is turned over: as many as fill a line of a cache. */
const AT_ONCE = 16;

const turnedOver = (values: Float32Array, dimension: number): Float32Array => {
  const n = values.length / dimension;
  const turned = new Float32Array(values.length);
  for (let start = 0; start < n; start += AT_ONCE) {
    const end = Math.min(n, start + AT_ONCE);
    for (let k = 0; k < dimension; k++)
      for (let row = start; row < end; row++) turned[k * n + row] = values[row * dimension + k]!;
  }
  return turned;
};
