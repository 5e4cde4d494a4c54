/** Products of many vectors, by the loops of `simd/products.ts`. */
import { reserve, simdLoops } from "../kit/simd.ts";

/** Places are bytes in memory. */
interface Functions {
  setDimension(length: number): void;
  multiplyRows(vectors: number, count: number, into: number): void;
  quadraticForms(matrix: number, vectors: number, count: number, into: number): void;
  multiplyVector(vector: number, others: number, count: number, into: number): void;
  squaredProjections(axis: number, vectors: number, count: number, into: number): void;
}

const loops = simdLoops<Functions>();

/** Lays vectors into memory behind so many numbers of 64 bits, which come first, and room for as many as come out. */
const laidOut = (vectors: Float32Array, dimension: number, { first, results }: { first: number; results: number }) => {
  const functions = loops();
  functions.setDimension(dimension);
  const intoAt = 8 * first;
  const vectorsAt = intoAt + 8 * results;
  const buffer = reserve(functions.memory, vectorsAt + 4 * vectors.length);
  new Float32Array(buffer, vectorsAt, vectors.length).set(vectors);
  return {
    functions,
    vectorsAt,
    intoAt,
    first: new Float64Array(buffer, 0, first),
    results: new Float64Array(buffer, intoAt, results),
  };
};

/** X X^T, n x n. @param vectors n x dimension */
export const innerProductsOfRows = (vectors: Float32Array, dimension: number): Float64Array => {
  const n = vectors.length / dimension;
  const { functions, vectorsAt, intoAt, results } = laidOut(vectors, dimension, { first: 0, results: n * n });
  functions.multiplyRows(vectorsAt, n, intoAt);
  return results.slice();
};

/** A B^T, n x m. @param first n x dimension @param second m x dimension */
export const innerProducts = (first: Float64Array, second: Float64Array, dimension: number): Float64Array => {
  const { memory, setDimension, multiplyVector } = loops();
  const [n, m] = [first.length / dimension, second.length / dimension];
  setDimension(dimension);
  const intoAt = 8 * (first.length + second.length);
  const buffer = reserve(memory, intoAt + 8 * n * m);
  const held = new Float64Array(buffer);
  held.set(first);
  held.set(second, first.length);
  for (let row = 0; row < n; row++) multiplyVector(8 * row * dimension, 8 * first.length, m, intoAt + 8 * row * m);
  return held.slice(intoAt / 8, intoAt / 8 + n * m);
};

/** x^T M x of each row x. @param matrix dimension x dimension @param vectors n x dimension */
export const quadraticForms = (matrix: Float64Array, vectors: Float32Array, dimension: number): Float64Array => {
  const n = vectors.length / dimension;
  const { functions, vectorsAt, intoAt, first, results } = laidOut(vectors, dimension, {
    first: matrix.length,
    results: n,
  });
  first.set(matrix);
  functions.quadraticForms(0, vectorsAt, n, intoAt);
  return results.slice();
};

/**
 * For each row x the sum of w (a^T x)^2 over the axes a and their weights w.
 * @param axes as many as weights, each as long as a row
 * @param vectors n x dimension
 */
export const weighedProjections = (
  axes: Float64Array,
  weights: ArrayLike<number>,
  vectors: Float32Array,
  dimension: number,
): Float64Array => {
  const n = vectors.length / dimension;
  const { functions, vectorsAt, intoAt, first, results } = laidOut(vectors, dimension, {
    first: dimension,
    results: n,
  });
  const sums = new Float64Array(n);
  for (let k = 0; k < weights.length; k++) {
    first.set(axes.subarray(k * dimension, (k + 1) * dimension));
    functions.squaredProjections(0, vectorsAt, n, intoAt);
    const weight = weights[k]!;
    for (let at = 0; at < n; at++) sums[at]! += results[at]! * weight;
  }
  return sums;
};
