/** Frechet distance between two sets as Gaussians (Heusel et al. 2017; Dowson & Landau 1982). */
import { Matrix, QrDecomposition, SingularValueDecomposition } from "ml-matrix";

export interface Gaussian {
  mean: Float64Array;
  /** Trace of the covariance, divisor n-1. */
  trace: number;
  /** F with F^T F the covariance; at most as many rows as the dimension. */
  factor: Matrix;
}

/** @param vectors n x dimension, n >= 2 */
export const gaussianOf = (vectors: ArrayLike<number>, dimension: number): Gaussian => {
  const n = vectors.length / dimension;
  const mean = new Float64Array(dimension);
  for (let index = 0; index < vectors.length; index++) mean[index % dimension]! += vectors[index]! / n;
  const scale = 1 / Math.sqrt(n - 1);
  const centred = Matrix.zeros(n, dimension);
  let trace = 0;
  for (let row = 0; row < n; row++)
    for (let k = 0; k < dimension; k++) {
      const value = (vectors[row * dimension + k]! - mean[k]!) * scale;
      centred.set(row, k, value);
      trace += value * value;
    }
  return { mean, trace, factor: n > dimension ? new QrDecomposition(centred).upperTriangularMatrix : centred };
};

/**
 * |m1 - m2|^2 + tr C1 + tr C2 - 2 tr (C1 C2)^(1/2). With C = F^T F the last trace is the sum of the singular values of
 * F1 F2^T (its nuclear norm): real for any number of images, where a matrix root of a singular product turns complex.
 */
export const frechetDistance = (first: Gaussian, second: Gaussian): number => {
  const apart = first.mean.reduce((sum, value, k) => sum + (value - second.mean[k]!) ** 2, 0);
  const product = first.factor.mmul(second.factor.transpose());
  const { diagonal } = new SingularValueDecomposition(product, {
    computeLeftSingularVectors: false,
    computeRightSingularVectors: false,
    autoTranspose: true,
  });
  const nuclear = diagonal.reduce((sum, value) => sum + value, 0);
  return Math.max(0, apart + first.trace + second.trace - 2 * nuclear);
};
