/** Frechet distance between two sets as Gaussians (Heusel et al. 2017; Dowson & Landau 1982). */

import { Matrix, SingularValueDecomposition } from "ml-matrix";
import type { Rows } from "../../kit/rows.ts";
import { innerProducts } from "../products.ts";
import { innerProductsOfColumns } from "../spectrum.ts";

export interface Gaussian {
  mean: Float64Array;
  /** Trace of the covariance, divisor n-1. */
  trace: number;
  /** F with F^T F the covariance, row by row; at most as many rows as the dimension. */
  factor: Float64Array;
}

/** @param rows two or more */
export const gaussianOf = ({ values: vectors, dimension }: Rows): Gaussian => {
  const n = vectors.length / dimension;
  const mean = new Float64Array(dimension);
  for (let start = 0; start < vectors.length; start += dimension)
    for (let k = 0; k < dimension; k++) mean[k]! += vectors[start + k]! / n;
  const scale = 1 / Math.sqrt(n - 1);
  const centred = new Float64Array(n * dimension);
  for (let start = 0; start < vectors.length; start += dimension)
    for (let k = 0; k < dimension; k++) centred[start + k] = (vectors[start + k]! - mean[k]!) * scale;
  const trace = centred.reduce((sum, value) => sum + value * value, 0);
  return {
    mean,
    trace,
    factor: n > dimension ? choleskyFactor(innerProductsOfColumns(centred, dimension), dimension, trace) : centred,
  };
};

/** Pivots under this part of the trace are rounding: the direction is not used. */
const ROUNDING = 1e-14;

/** Upper triangular U with U^T U = C, rows of unused directions zero. @param upper overwritten; of C the upper triangle is read */
const choleskyFactor = (upper: Float64Array, d: number, trace: number): Float64Array => {
  for (let k = 0; k < d; k++) {
    upper.fill(0, k * d, k * d + k);
    const pivot = upper[k * d + k]!;
    const root = pivot > ROUNDING * trace ? Math.sqrt(pivot) : 0;
    for (let j = k; j < d; j++) upper[k * d + j] = root === 0 ? 0 : upper[k * d + j]! / root;
    if (root === 0) continue;
    for (let i = k + 1; i < d; i++) {
      const value = upper[k * d + i]!;
      if (value !== 0) for (let j = i; j < d; j++) upper[i * d + j]! -= value * upper[k * d + j]!;
    }
  }
  return upper;
};

/**
 * |m1 - m2|^2 + tr C1 + tr C2 - 2 tr (C1 C2)^(1/2). With C = F^T F the last trace is the sum of the singular values of
 * F1 F2^T (its nuclear norm): real for any number of images, where a matrix root of a singular product turns complex.
 */
export const frechetDistance = (first: Gaussian, second: Gaussian): number => {
  const apart = first.mean.reduce((sum, value, k) => sum + (value - second.mean[k]!) ** 2, 0);
  const dimension = first.mean.length;
  const product = innerProducts(first.factor, second.factor, dimension);
  const [rows, columns] = [first.factor.length / dimension, second.factor.length / dimension];
  const { diagonal } = new SingularValueDecomposition(Matrix.from1DArray(rows, columns, product), {
    computeLeftSingularVectors: false,
    computeRightSingularVectors: false,
    autoTranspose: true,
  });
  const nuclear = diagonal.reduce((sum, value) => sum + value, 0);
  return Math.max(0, apart + first.trace + second.trace - 2 * nuclear);
};
