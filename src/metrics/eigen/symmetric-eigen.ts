/**
 * Eigenvalues and eigenvectors of a symmetric matrix, by implicit shifts (tql2 of EISPACK, Bowdler, Martin, Reinsch & Wilkinson 1968, in the
 * order of JAMA): the same bits as ml-matrix in a fraction of the time, since every loop runs along one array (`simd/tridiagonal.ts`).
 */
import { reserve, simdLoops } from "../../kit/simd.ts";

/** The matrix, and later the axes, row-major, lie first in memory; the places of the two lists are bytes. */
interface Functions {
  arrangeMatrix(rows: number): number;
  diagonal: { readonly value: number };
  beside: { readonly value: number };
  reduceMatrix(): void;
  rotate(row: number, cosine: number, sine: number): void;
}

const loops = simdLoops<Functions>();

interface Tridiagonal {
  diagonal: Float64Array;
  /** Under the diagonal. */
  beside: Float64Array;
}

export interface SymmetricEigen {
  /** In no order. */
  values: Float64Array;
  /** The eigenvector of each value, of unit length. */
  vectors: Float64Array[];
}

/** @param matrix size x size, symmetric, row-major; size 1 or more */
export const symmetricEigen = (matrix: Float64Array, size: number): SymmetricEigen => {
  const { memory, arrangeMatrix, reduceMatrix, diagonal: diagonalAt, beside: besideAt } = loops();
  const buffer = reserve(memory, arrangeMatrix(size));
  const axes = new Float64Array(buffer, 0, size * size);
  axes.set(matrix);
  reduceMatrix();
  const diagonal = new Float64Array(buffer, diagonalAt.value, size);
  const beside = new Float64Array(buffer, besideAt.value, size);
  beside.copyWithin(0, 1);
  beside[size - 1] = 0;
  let shifted = 0;
  let scale = 0;
  for (let at = 0; at < size; at++) {
    scale = Math.max(scale, Math.abs(diagonal[at]!) + Math.abs(beside[at]!));
    const smallest = Number.EPSILON * scale;
    let end = at;
    // The last number beside the diagonal is 0.
    while (Math.abs(beside[end]!) > smallest) end++;
    if (end > at) {
      do shifted += sweep({ diagonal, beside }, at, end);
      while (Math.abs(beside[at]!) > smallest);
    }
    diagonal[at]! += shifted;
    beside[at] = 0;
  }
  return {
    values: diagonal.slice(),
    vectors: Array.from({ length: size }, (_, row) => axes.slice(row * size, (row + 1) * size)),
  };
};

/** One step of the QL method on the rows from `at` to `end`. @returns the shift that it took from the diagonal */
const sweep = ({ diagonal, beside }: Tridiagonal, at: number, end: number): number => {
  const { rotate } = loops();
  const first = diagonal[at]!;
  const half = (diagonal[at + 1]! - first) / (2 * beside[at]!);
  const root = half < 0 ? -hypotenuse(half, 1) : hypotenuse(half, 1);
  diagonal[at] = beside[at]! / (half + root);
  diagonal[at + 1] = beside[at]! * (half + root);
  const second = diagonal[at + 1]!;
  const shift = first - diagonal[at]!;
  for (let row = at + 2; row < diagonal.length; row++) diagonal[row]! -= shift;
  const besideSecond = beside[at + 1]!;
  let rest = diagonal[end]!;
  let [cosine, cosineBefore, cosineFirst] = [1, 1, 1];
  let [sine, sineBefore] = [0, 0];
  for (let row = end - 1; row >= at; row--) {
    cosineFirst = cosineBefore;
    cosineBefore = cosine;
    sineBefore = sine;
    const turned = cosine * beside[row]!;
    const kept = cosine * rest;
    const length = hypotenuse(rest, beside[row]!);
    beside[row + 1] = sine * length;
    sine = beside[row]! / length;
    cosine = rest / length;
    rest = cosine * diagonal[row]! - sine * turned;
    diagonal[row + 1] = kept + sine * (cosine * turned + sine * diagonal[row]!);
    rotate(row, cosine, sine);
  }
  rest = (-sine * sineBefore * cosineFirst * besideSecond * beside[at]!) / second;
  beside[at] = sine * rest;
  diagonal[at] = cosine * rest;
  return shift;
};

/** Without overflow. */
const hypotenuse = (a: number, b: number): number => {
  if (Math.abs(a) > Math.abs(b)) return Math.abs(a) * Math.sqrt(1 + (b / a) ** 2);
  return b === 0 ? 0 : Math.abs(b) * Math.sqrt(1 + (a / b) ** 2);
};
