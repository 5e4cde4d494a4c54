/** Eigenvalues of K / n, K the n x n matrix of cosines, whichever of K and the d x d matrix X^T X is smaller. */
import { symmetricEigen } from "./eigen/symmetric-eigen.ts";
import { innerProductsOfRows } from "./products.ts";

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
  for (let a = 0; a < dimension; a++)
    for (let b = 0; b < a; b++) product[a * dimension + b] = product[b * dimension + a]!;
  return product;
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
