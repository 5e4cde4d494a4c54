/** A symmetric matrix made tridiagonal by reflections (tred2 of EISPACK, Martin, Reinsch & Wilkinson 1968, in the order of JAMA). */

export interface Tridiagonal {
  diagonal: Float64Array;
  /** Under the diagonal; the first number is 0. */
  beside: Float64Array;
  /** What the reflections come to: row j holds column j of the orthogonal matrix. */
  axes: Float64Array[];
}

/** @param matrix size x size, symmetric, row-major; size 1 or more */
export const tridiagonal = (matrix: Float64Array, size: number): Tridiagonal => {
  const axes = Array.from({ length: size }, (_, row) => matrix.slice(row * size, (row + 1) * size));
  const diagonal = Float64Array.from(axes, (axis) => axis[size - 1]!);
  const beside = new Float64Array(size);
  for (let last = size - 1; last > 0; last--) diagonal[last] = reflect({ diagonal, beside, axes }, last);
  for (let next = 1; next < size; next++) accumulate({ diagonal, beside, axes }, next);
  for (let row = 0; row < size; row++) {
    diagonal[row] = axes[row]![size - 1]!;
    axes[row]![size - 1] = 0;
  }
  axes[size - 1]![size - 1] = 1;
  beside[0] = 0;
  return { diagonal, beside, axes };
};

/** Leaves one number beside the diagonal of row `last`. @returns half the squared length of the reflection's vector; 0 where none was needed */
const reflect = ({ diagonal, beside, axes }: Tridiagonal, last: number): number => {
  let scale = 0;
  for (let k = 0; k < last; k++) scale += Math.abs(diagonal[k]!);
  const own = axes[last]!;
  if (scale === 0) {
    beside[last] = diagonal[last - 1]!;
    for (let j = 0; j < last; j++) {
      diagonal[j] = axes[j]![last - 1]!;
      axes[j]![last] = 0;
      own[j] = 0;
    }
    return 0;
  }
  let square = 0;
  for (let k = 0; k < last; k++) {
    diagonal[k]! /= scale;
    square += diagonal[k]! * diagonal[k]!;
  }
  const end = diagonal[last - 1]!;
  const length = end > 0 ? -Math.sqrt(square) : Math.sqrt(square);
  beside[last] = scale * length;
  square -= end * length;
  diagonal[last - 1] = end - length;
  beside.fill(0, 0, last);
  for (let j = 0; j < last; j++) {
    const axis = axes[j]!;
    const factor = diagonal[j]!;
    own[j] = factor;
    let sum = beside[j]! + axis[j]! * factor;
    for (let k = j + 1; k < last; k++) {
      const value = axis[k]!;
      sum += value * diagonal[k]!;
      beside[k]! += value * factor;
    }
    beside[j] = sum;
  }
  let product = 0;
  for (let j = 0; j < last; j++) {
    beside[j]! /= square;
    product += beside[j]! * diagonal[j]!;
  }
  const share = product / (square + square);
  for (let j = 0; j < last; j++) beside[j]! -= share * diagonal[j]!;
  for (let j = 0; j < last; j++) {
    const axis = axes[j]!;
    const [factor, other] = [diagonal[j]!, beside[j]!];
    for (let k = j; k < last; k++) axis[k]! -= factor * beside[k]! + other * diagonal[k]!;
    diagonal[j] = axis[last - 1]!;
    axis[last] = 0;
  }
  return square;
};

/** Applies the reflection of row `next` to the axes before it. */
const accumulate = ({ diagonal, axes }: Tridiagonal, next: number): void => {
  const end = axes.length - 1;
  const before = axes[next - 1]!;
  const own = axes[next]!;
  before[end] = before[next - 1]!;
  before[next - 1] = 1;
  const square = diagonal[next]!;
  if (square !== 0) {
    for (let k = 0; k < next; k++) diagonal[k] = own[k]! / square;
    for (let j = 0; j < next; j++) {
      const axis = axes[j]!;
      let sum = 0;
      for (let k = 0; k < next; k++) sum += own[k]! * axis[k]!;
      for (let k = 0; k < next; k++) axis[k]! -= sum * diagonal[k]!;
    }
  }
  own.fill(0, 0, next);
};
