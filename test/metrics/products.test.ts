import fc from "fast-check";
import { expect, test } from "vitest";
import { innerProducts, innerProductsOfRows, quadraticForms, weighedProjections } from "../../src/metrics/products.ts";
import { lcg } from "../helpers/random.ts";

/** n vectors of any length, so that some end within a step of the loops. */
const shapes = fc.record({
  seed: fc.nat(),
  n: fc.integer({ min: 1, max: 9 }),
  dimension: fc.integer({ min: 1, max: 20 }),
});
const numbers = (seed: number, length: number) => {
  const next = lcg(seed);
  return Array.from({ length }, () => Math.fround(2 * next() - 1));
};
const rowsOf = <T>(values: readonly T[], dimension: number): T[][] =>
  Array.from({ length: values.length / dimension }, (_, row) => values.slice(row * dimension, (row + 1) * dimension));
const dot = (a: readonly number[], b: readonly number[]) => a.reduce((sum, value, k) => sum + value * b[k]!, 0);

const expectClose = (found: Float64Array, expected: readonly number[]): void => {
  expect(found).toHaveLength(expected.length);
  for (const [at, value] of expected.entries()) expect(found[at]).toBeCloseTo(value, 12);
};

test("X X^T holds the product of every row with every row", () => {
  fc.assert(
    fc.property(shapes, ({ seed, n, dimension }) => {
      const vectors = numbers(seed, n * dimension);
      const rows = rowsOf(vectors, dimension);
      expectClose(
        innerProductsOfRows(Float32Array.from(vectors), dimension),
        rows.flatMap((a) => rows.map((b) => dot(a, b))),
      );
    }),
  );
});

test("A B^T holds the product of every row of one with every row of the other", () => {
  fc.assert(
    fc.property(shapes, fc.integer({ min: 1, max: 9 }), ({ seed, n, dimension }, m) => {
      const first = numbers(seed, n * dimension).map((value) => value / 3);
      const second = numbers(seed + 1, m * dimension).map((value) => value / 7);
      expectClose(
        innerProducts(Float64Array.from(first), Float64Array.from(second), dimension),
        rowsOf(first, dimension).flatMap((a) => rowsOf(second, dimension).map((b) => dot(a, b))),
      );
    }),
  );
});

test("quadratic forms are x^T M x of each row, of a matrix that need not be symmetric", () => {
  fc.assert(
    fc.property(shapes, ({ seed, n, dimension }) => {
      const vectors = numbers(seed, n * dimension);
      const matrix = numbers(seed + 1, dimension * dimension).map((value) => value / 3);
      const ofMatrix = rowsOf(matrix, dimension);
      expectClose(
        quadraticForms(Float64Array.from(matrix), Float32Array.from(vectors), dimension),
        rowsOf(vectors, dimension).map((x) =>
          dot(
            x,
            ofMatrix.map((row) => dot(row, x)),
          ),
        ),
      );
    }),
  );
});

test("projections on axes are squared, weighed and added up for each row", () => {
  fc.assert(
    fc.property(shapes, fc.integer({ min: 0, max: 5 }), ({ seed, n, dimension }, count) => {
      const vectors = numbers(seed, n * dimension);
      const axes = numbers(seed + 1, count * dimension).map((value) => value / 3);
      const weights = numbers(seed + 2, count);
      expectClose(
        weighedProjections(Float64Array.from(axes), weights, Float32Array.from(vectors), dimension),
        rowsOf(vectors, dimension).map((x) =>
          rowsOf(axes, dimension).reduce((sum, axis, k) => sum + weights[k]! * dot(axis, x) ** 2, 0),
        ),
      );
    }),
  );
});
