/** Products of vectors of 32 or 64 bits, their sums in 64, two numbers at a time. */

let dimension = 0;

/** @param length of every vector */
export function setDimension(length: i32): void {
  dimension = length;
}

/** Of four numbers, the first two or the last two. */
function wide(pointer: usize): v128 {
  return f64x2.promote_low_f32x4(v128.load_zero<u64>(pointer));
}

function sumOf(both: v128): f64 {
  return f64x2.extract_lane(both, 0) + f64x2.extract_lane(both, 1);
}

/** X X^T. @param vectors f32, `count` of them @param into f64, count x count */
export function multiplyRows(vectors: usize, count: i32, into: usize): void {
  for (let first = 0; first < count; first++)
    for (let second = first; second < count; second++) {
      const product = dot(vectors + 4 * first * dimension, vectors + 4 * second * dimension);
      store<f64>(into + 8 * (first * count + second), product);
      store<f64>(into + 8 * (second * count + first), product);
    }
}

/** Four sums, of every fourth number each. */
function dot(a: usize, b: usize): f64 {
  const whole = dimension & ~3;
  let some = f64x2.splat(0);
  let others = f64x2.splat(0);
  const end = a + 4 * dimension;
  for (const last = a + 4 * whole; a < last; a += 16, b += 16) {
    some = f64x2.add(some, f64x2.mul(wide(a), wide(b)));
    others = f64x2.add(others, f64x2.mul(wide(a + 8), wide(b + 8)));
  }
  let first = f64x2.extract_lane(some, 0);
  for (; a < end; a += 4, b += 4) first += <f64>load<f32>(a) * load<f32>(b);
  return first + f64x2.extract_lane(some, 1) + f64x2.extract_lane(others, 0) + f64x2.extract_lane(others, 1);
}

/** Of one vector of 64 bits with one of 32. */
function mixedDot(wider: usize, vector: usize): f64 {
  let some = f64x2.splat(0);
  let others = f64x2.splat(0);
  const end = vector + 4 * dimension;
  for (const last = end - 4 * (dimension & 3); vector < last; vector += 16, wider += 32) {
    some = f64x2.add(some, f64x2.mul(v128.load(wider), wide(vector)));
    others = f64x2.add(others, f64x2.mul(v128.load(wider, 16), wide(vector + 8)));
  }
  let sum = sumOf(f64x2.add(some, others));
  for (; vector < end; vector += 4, wider += 8) sum += load<f64>(wider) * load<f32>(vector);
  return sum;
}

/** x^T M x of each vector. @param matrix f64 @param vectors f32, `count` of them @param into f64 */
export function quadraticForms(matrix: usize, vectors: usize, count: i32, into: usize): void {
  for (let at = 0; at < count; at++) {
    const vector = vectors + 4 * at * dimension;
    let sum: f64 = 0;
    for (let row = 0; row < dimension; row++)
      sum += mixedDot(matrix + 8 * row * dimension, vector) * load<f32>(vector + 4 * row);
    store<f64>(into + 8 * at, sum);
  }
}

/** Squares of the projections of each vector on an axis. @param axis f64 @param vectors f32, `count` of them @param into f64 */
export function squaredProjections(axis: usize, vectors: usize, count: i32, into: usize): void {
  for (let at = 0; at < count; at++, vectors += 4 * dimension, into += 8) {
    const along = mixedDot(axis, vectors);
    store<f64>(into, along * along);
  }
}

/** Products of one vector with each of others. @param vector f64 @param others f64, `count` of them @param into f64 */
export function multiplyVector(vector: usize, others: usize, count: i32, into: usize): void {
  for (let at = 0; at < count; at++, into += 8) {
    let some = f64x2.splat(0);
    let more = f64x2.splat(0);
    let own = vector;
    const end = others + 8 * dimension;
    for (const last = end - 8 * (dimension & 3); others < last; others += 32, own += 32) {
      some = f64x2.add(some, f64x2.mul(v128.load(own), v128.load(others)));
      more = f64x2.add(more, f64x2.mul(v128.load(own, 16), v128.load(others, 16)));
    }
    let sum = sumOf(f64x2.add(some, more));
    for (; others < end; others += 8, own += 8) sum += load<f64>(own) * load<f64>(others);
    store<f64>(into, sum);
  }
}
