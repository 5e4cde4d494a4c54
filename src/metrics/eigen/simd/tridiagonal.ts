/**
 * Householder's reduction of a symmetric matrix to three diagonals (tred2 of EISPACK, Martin, Reinsch & Wilkinson 1968, in the order of
 * JAMA), and the rotations that follow it, two numbers at a time where no sum depends on the order.
 */

let size = 0;
/** Row j holds column j of the orthogonal matrix that the reflections come to; the matrix itself before. */
const axes: usize = 0;

/** Place in memory. */
export let diagonal: usize = 0;
/** Place in memory. Under the diagonal; the first number is 0. */
export let beside: usize = 0;

/** Lays out the memory, the matrix first. @returns bytes that it takes */
export function arrangeMatrix(rows: i32): usize {
  size = rows;
  diagonal = axes + 8 * size * size;
  beside = diagonal + 8 * size;
  return beside + 8 * size;
}

function axis(row: i32): usize {
  return axes + 8 * row * size;
}

function at(list: usize, place: i32): f64 {
  return load<f64>(list + 8 * place);
}

function put(list: usize, place: i32, value: f64): void {
  store<f64>(list + 8 * place, value);
}

/** Of the symmetric matrix that lies in memory, row-major. */
export function reduceMatrix(): void {
  const end = size - 1;
  for (let row = 0; row < size; row++) put(diagonal, row, at(axis(row), end));
  for (let last = end; last > 0; last--) put(diagonal, last, reflect(last));
  for (let next = 1; next < size; next++) accumulate(next);
  for (let row = 0; row < size; row++) {
    put(diagonal, row, at(axis(row), end));
    put(axis(row), end, 0);
  }
  put(axis(end), end, 1);
  put(beside, 0, 0);
}

/** Leaves one number beside the diagonal of row `last`. @returns half the squared length of the reflection's vector; 0 where none was needed */
function reflect(last: i32): f64 {
  let scale: f64 = 0;
  for (let k = 0; k < last; k++) scale += abs(at(diagonal, k));
  const own = axis(last);
  if (scale === 0) {
    put(beside, last, at(diagonal, last - 1));
    for (let j = 0; j < last; j++) {
      put(diagonal, j, at(axis(j), last - 1));
      put(axis(j), last, 0);
      put(own, j, 0);
    }
    return 0;
  }
  let square: f64 = 0;
  for (let k = 0; k < last; k++) {
    const scaled = at(diagonal, k) / scale;
    put(diagonal, k, scaled);
    square += scaled * scaled;
  }
  const end = at(diagonal, last - 1);
  const length = end > 0 ? -sqrt(square) : sqrt(square);
  put(beside, last, scale * length);
  square -= end * length;
  put(diagonal, last - 1, end - length);
  memory.fill(beside, 0, 8 * last);
  for (let j = 0; j < last; j++) {
    put(own, j, at(diagonal, j));
    multiply(axis(j), j, last);
  }
  let product: f64 = 0;
  for (let j = 0; j < last; j++) {
    const divided = at(beside, j) / square;
    put(beside, j, divided);
    product += divided * at(diagonal, j);
  }
  const share = product / (square + square);
  for (let j = 0; j < last; j++) put(beside, j, at(beside, j) - share * at(diagonal, j));
  for (let j = 0; j < last; j++) {
    subtract(axis(j), j, last);
    put(diagonal, j, at(axis(j), last - 1));
    put(axis(j), last, 0);
  }
  return square;
}

/** Adds what row j of one half of the matrix, and column j of the other, make of the vector on the diagonal. */
function multiply(row: usize, j: i32, last: i32): void {
  const factor = at(diagonal, j);
  const two = f64x2.splat(factor);
  let sum = at(beside, j) + at(row, j) * factor;
  let k = j + 1;
  for (; k + 1 < last; k += 2) {
    const values = v128.load(row + 8 * k);
    const products = f64x2.mul(values, v128.load(diagonal + 8 * k));
    sum += f64x2.extract_lane(products, 0);
    sum += f64x2.extract_lane(products, 1);
    const to = beside + 8 * k;
    v128.store(to, f64x2.add(v128.load(to), f64x2.mul(values, two)));
  }
  if (k < last) {
    sum += at(row, k) * at(diagonal, k);
    put(beside, k, at(beside, k) + at(row, k) * factor);
  }
  put(beside, j, sum);
}

function subtract(row: usize, j: i32, last: i32): void {
  const factor = at(diagonal, j);
  const other = at(beside, j);
  const factors = f64x2.splat(factor);
  const others = f64x2.splat(other);
  let k = j;
  for (; k + 1 < last; k += 2) {
    const to = row + 8 * k;
    const taken = f64x2.add(
      f64x2.mul(factors, v128.load(beside + 8 * k)),
      f64x2.mul(others, v128.load(diagonal + 8 * k)),
    );
    v128.store(to, f64x2.sub(v128.load(to), taken));
  }
  if (k < last) put(row, k, at(row, k) - (factor * at(beside, k) + other * at(diagonal, k)));
}

/** Applies the reflection of row `next` to the axes before it. */
function accumulate(next: i32): void {
  const end = size - 1;
  const before = axis(next - 1);
  const own = axis(next);
  put(before, end, at(before, next - 1));
  put(before, next - 1, 1);
  const square = at(diagonal, next);
  if (square !== 0) {
    for (let k = 0; k < next; k++) put(diagonal, k, at(own, k) / square);
    for (let j = 0; j < next; j++) mirror(own, axis(j), next);
  }
  memory.fill(own, 0, 8 * next);
}

function mirror(own: usize, row: usize, next: i32): void {
  let sum: f64 = 0;
  let k = 0;
  for (; k + 1 < next; k += 2) {
    const products = f64x2.mul(v128.load(own + 8 * k), v128.load(row + 8 * k));
    sum += f64x2.extract_lane(products, 0);
    sum += f64x2.extract_lane(products, 1);
  }
  if (k < next) sum += at(own, k) * at(row, k);
  const sums = f64x2.splat(sum);
  for (k = 0; k + 1 < next; k += 2) {
    const to = row + 8 * k;
    v128.store(to, f64x2.sub(v128.load(to), f64x2.mul(sums, v128.load(diagonal + 8 * k))));
  }
  if (k < next) put(row, k, at(row, k) - sum * at(diagonal, k));
}

/** Turns an axis and the next one towards each other. */
export function rotate(row: i32, cosine: f64, sine: f64): void {
  const cosines = f64x2.splat(cosine);
  const sines = f64x2.splat(sine);
  let one = axis(row);
  let other = axis(row + 1);
  const end = other;
  for (const last = end - 8 * (size & 1); one < last; one += 16, other += 16) {
    const a = v128.load(one);
    const b = v128.load(other);
    v128.store(other, f64x2.add(f64x2.mul(sines, a), f64x2.mul(cosines, b)));
    v128.store(one, f64x2.sub(f64x2.mul(cosines, a), f64x2.mul(sines, b)));
  }
  if (one < end) {
    const a = load<f64>(one);
    const b = load<f64>(other);
    store<f64>(other, sine * a + cosine * b);
    store<f64>(one, cosine * a - sine * b);
  }
}
