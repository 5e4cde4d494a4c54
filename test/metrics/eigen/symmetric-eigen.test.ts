import { EigenvalueDecomposition, Matrix } from "ml-matrix";
import { expect, test } from "vitest";
import { symmetricEigen } from "../../../src/metrics/eigen/symmetric-eigen.ts";
import { lcg } from "../../helpers/random.ts";

const symmetric = (size: number, entry: (row: number, column: number) => number): Float64Array => {
  const matrix = new Float64Array(size * size);
  for (let row = 0; row < size; row++)
    for (let column = row; column < size; column++) {
      matrix[row * size + column] = entry(row, column);
      matrix[column * size + row] = matrix[row * size + column]!;
    }
  return matrix;
};

/** By ml-matrix, which takes the same steps: each value with its vector, ascending. */
const reference = (matrix: Float64Array, size: number) => {
  const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(Matrix.from1DArray(size, size, matrix), {
    assumeSymmetric: true,
  });
  return realEigenvalues.map((value, column) => ({ value, vector: eigenvectorMatrix.getColumn(column) }));
};

const next = lcg(3);
test.each<[string, number, Float64Array]>([
  ["one number", 1, Float64Array.of(7)],
  ["two equal values", 2, symmetric(2, (row, column) => (row === column ? 4 : 0))],
  ["a diagonal", 5, symmetric(5, (row, column) => (row === column ? row - 2 : 0))],
  ["nothing", 3, new Float64Array(9)],
  ["of rank one", 12, symmetric(12, (row, column) => (row + 1) * (column + 1))],
  ["any numbers", 40, symmetric(40, () => next() - 0.5)],
  ["tiny and huge numbers", 20, symmetric(20, () => (next() - 0.5) * 10 ** (20 * next() - 10))],
])("%s: to the last bit what ml-matrix finds", (_, size, matrix) => {
  const { values, vectors } = symmetricEigen(matrix, size);
  const found = [...values].map((value, at) => ({ value, vector: [...vectors[at]!] }));
  const byValue = (a: { value: number }, b: { value: number }) => a.value - b.value;
  const expected = reference(matrix, size).sort(byValue);
  expect(found.sort(byValue)).toEqual(expected);
});

test("the vectors are at right angles, of unit length, and give the matrix back", () => {
  const size = 30;
  const matrix = symmetric(size, () => next() - 0.5);
  const { values, vectors } = symmetricEigen(matrix, size);
  const dot = (a: number, b: number) => vectors[a]!.reduce((sum, value, k) => sum + value * vectors[b]![k]!, 0);
  for (let a = 0; a < size; a++)
    for (let b = 0; b < size; b++) {
      expect(dot(a, b)).toBeCloseTo(a === b ? 1 : 0, 12);
      const entry = [...values].reduce((sum, value, k) => sum + value * vectors[k]![a]! * vectors[k]![b]!, 0);
      expect(entry).toBeCloseTo(matrix[a * size + b]!, 12);
    }
});
