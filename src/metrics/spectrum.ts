/** Eigenvalues of K / n, K the n x n matrix of cosines, whichever of K and the d x d matrix X^T X is smaller. */
import { symmetricEigen } from "./eigen/symmetric-eigen.ts";

/** Smaller eigenvalues, relative to the trace, are rounding errors. */
const NEGLIGIBLE = 1e-12;

export interface Spectrum {
  /** Positive, descending, sum 1. */
  values: Float64Array;
  /** Row k holds the eigenvector of values[k]; `length` numbers each, of unit length. */
  vectors: Float64Array;
  length: number;
}

/**
 * @param matrix size x size, symmetric, positive semi-definite, row-major
 * @throws RangeError when the trace is not positive
 */
export const spectrumOf = (matrix: Float64Array, size: number): Spectrum => {
  const { values, vectors: axes } = symmetricEigen(matrix, size);
  // Sums over ascending values, whatever order they were found in.
  const ascending = [...values.keys()].sort((a, b) => values[a]! - values[b]!);
  const trace = ascending.reduce((sum, at) => sum + values[at]!, 0);
  if (!(trace > 0)) throw new RangeError("Expected a matrix with a positive trace");
  const kept = ascending.filter((at) => values[at]! >= NEGLIGIBLE * trace).reverse();
  const total = kept.reduce((sum, at) => sum + values[at]!, 0);
  const vectors = new Float64Array(kept.length * size);
  for (const [k, at] of kept.entries()) vectors.set(axes[at]!, k * size);
  return { values: Float64Array.from(kept, (at) => values[at]! / total), vectors, length: size };
};

/** X^T X, d x d; four rows at a time, which takes half the time of one. @param vectors n x dimension */
export const innerProductsOfColumns = (vectors: Float32Array | Float64Array, dimension: number): Float64Array => {
  const product = new Float64Array(dimension * dimension);
  const none = new Float32Array(dimension);
  const n = vectors.length / dimension;
  const row = (index: number) => (index < n ? vectors.subarray(index * dimension, (index + 1) * dimension) : none);
  for (let start = 0; start < n; start += 4) {
    const [first, second, third, fourth] = [row(start), row(start + 1), row(start + 2), row(start + 3)];
    for (let a = 0; a < dimension; a++) {
      const [one, two, three, four] = [first[a]!, second[a]!, third[a]!, fourth[a]!];
      const offset = a * dimension;
      for (let b = a; b < dimension; b++)
        product[offset + b]! += one * first[b]! + two * second[b]! + three * third[b]! + four * fourth[b]!;
    }
  }
  return mirrored(product, dimension);
};

/** X X^T, n x n; four sums at a time, which do not wait for each other. @param vectors n x dimension */
export const innerProductsOfRows = (vectors: Float32Array, dimension: number): Float64Array => {
  const n = vectors.length / dimension;
  const product = new Float64Array(n * n);
  const whole = dimension - (dimension % 4);
  for (let first = 0; first < n; first++)
    for (let second = first; second < n; second++) {
      let [one, two, three, four] = [0, 0, 0, 0];
      let [a, b] = [first * dimension, second * dimension];
      for (const end = a + whole; a < end; a += 4, b += 4) {
        one += vectors[a]! * vectors[b]!;
        two += vectors[a + 1]! * vectors[b + 1]!;
        three += vectors[a + 2]! * vectors[b + 2]!;
        four += vectors[a + 3]! * vectors[b + 3]!;
      }
      for (const end = (first + 1) * dimension; a < end; a++, b++) one += vectors[a]! * vectors[b]!;
      product[first * n + second] = one + two + three + four;
    }
  return mirrored(product, n);
};

const mirrored = (matrix: Float64Array, size: number): Float64Array => {
  for (let a = 0; a < size; a++) for (let b = 0; b < a; b++) matrix[a * size + b] = matrix[b * size + a]!;
  return matrix;
};

/**
 * Of K / n by the smaller of the two routes; null without rows.
 * @param vectors n x dimension, unit rows
 * @param known.moments X^T X, `known.cosines` X X^T: what of them is there already
 */
export const spectrumOfRows = (
  vectors: Float32Array,
  dimension: number,
  { moments, cosines }: { moments?: Float64Array | undefined; cosines?: Float64Array | undefined } = {},
): Spectrum | null => {
  const n = vectors.length / dimension;
  if (n === 0) return null;
  return n > dimension
    ? spectrumOf(moments ?? innerProductsOfColumns(vectors, dimension), dimension)
    : spectrumOf(cosines ?? innerProductsOfRows(vectors, dimension), n);
};
