/**
 * What the built-in network sees of an image (`preprocess.ts`), four pixels at a time, with the roundings of numbers of 64 bits. Rows lie one after
 * the other; what is computed behind the end of a row is overwritten by the next.
 */

const CHANNELS = 3;
const TINY: f64 = 1e-6;
/** Mean length of the gradient under which contrast is not raised, so that flat images stay flat. */
const FLOOR: f64 = 20;
/** Cells on each side whose contrast a place is measured by. */
const REACH = 2;
/** Bytes behind a plane that may be read or written. */
const BEHIND = 32;

let side = 0;
let lattice = 0;
let half: usize = 0;
let halfPlane = 0;
let across: usize = 0;
let factors: usize = 0;
let scaled: usize = 0;

/** Of the image that was looked at last, as `Edges` says: side x side f32 each, and side / 2 x side / 2 f64. */
export let length: usize = 0;
export let cosine: usize = 0;
export let sine: usize = 0;
export let cells: usize = 0;
export let prepared: usize = 0;

/** Lays out the memory, pixels first. @param size a multiple of 4 @returns bytes that it takes */
export function arrangeImage(size: i32): usize {
  side = size / 2;
  lattice = size / 4;
  const wide = side + 2;
  half = behind(0, CHANNELS * size * size);
  halfPlane = 2 * wide * wide;
  length = behind(half, CHANNELS * halfPlane);
  cosine = behind(length, 4 * side * side);
  sine = behind(cosine, 4 * side * side);
  cells = behind(sine, 4 * side * side);
  across = behind(cells, 8 * lattice * lattice);
  factors = behind(across, 8 * lattice * lattice);
  scaled = behind(factors, 8 * lattice * lattice);
  prepared = behind(scaled, 4 * side * side);
  return behind(prepared, 4 * (3 * side * side + 3 * lattice * lattice));
}

function behind(start: usize, bytes: usize): usize {
  return (start + bytes + BEHIND + 15) & ~15;
}

/** Of the pixels at 0: RGB, row by row. */
export function findEdges(): void {
  halve();
  repeatBorder();
  memory.fill(cells, 0, 8 * lattice * lattice);
  for (let y = 0; y < side; y++) gradients(y);
}

/** Sums of 2 x 2 bytes, a plane of 16 bits for each channel, with room for a pixel on each side. */
function halve(): void {
  const row = 2 * CHANNELS * side;
  let upper: usize = 0;
  for (let y = 0; y < side; y++, upper += row) {
    let to = half + 2 * ((y + 1) * (side + 2) + 1);
    for (const end = upper + row; upper < end; upper += 2 * CHANNELS, to += 2) {
      const lower = upper + row;
      const red = <i32>load<u8>(upper) + load<u8>(upper, 3) + load<u8>(lower) + load<u8>(lower, 3);
      const green = <i32>load<u8>(upper, 1) + load<u8>(upper, 4) + load<u8>(lower, 1) + load<u8>(lower, 4);
      const blue = <i32>load<u8>(upper, 2) + load<u8>(upper, 5) + load<u8>(lower, 2) + load<u8>(lower, 5);
      store<i16>(to, <i16>red);
      store<i16>(to + halfPlane, <i16>green);
      store<i16>(to + 2 * halfPlane, <i16>blue);
    }
  }
}

function repeatBorder(): void {
  const row = 2 * (side + 2);
  for (let plane = half; plane < half + CHANNELS * halfPlane; plane += halfPlane) {
    for (let start = plane + row; start <= plane + side * row; start += row) {
      store<i16>(start, load<i16>(start, 2));
      store<i16>(start + row - 2, load<i16>(start + row - 4));
    }
    memory.copy(plane, plane + row, row);
    memory.copy(plane + (side + 1) * row, plane + side * row, row);
  }
}

function gradients(y: i32): void {
  const row = 2 * (side + 2);
  let at = half + (y + 1) * row + 2;
  let to: usize = 4 * y * side;
  let cell = cells + 8 * (y >> 1) * lattice;
  for (let x = 0; x < side; x += 4, at += 8, to += 16, cell += 16) {
    let xx = i32x4.splat(0);
    let yy = i32x4.splat(0);
    let xy = i32x4.splat(0);
    for (let plane = at; plane < at + CHANNELS * halfPlane; plane += halfPlane) {
      const right = i16x8.sub(v128.load_zero<u64>(plane + 2), v128.load_zero<u64>(plane - 2));
      const down = i16x8.sub(v128.load_zero<u64>(plane + row), v128.load_zero<u64>(plane - row));
      xx = i32x4.add(xx, i32x4.extmul_low_i16x8_s(right, right));
      yy = i32x4.add(yy, i32x4.extmul_low_i16x8_s(down, down));
      xy = i32x4.add(xy, i32x4.extmul_low_i16x8_s(right, down));
    }
    const squares = i32x4.add(xx, yy);
    const difference = i32x4.sub(xx, yy);
    const twice = i32x4.shl(xy, 1);
    const long = f64x2.sqrt(f64x2.convert_low_i32x4_s(squares));
    const longer = f64x2.sqrt(f64x2.convert_low_i32x4_s(upper(squares)));
    const inverse = f64x2.div(f64x2.splat(1), f64x2.add(long, f64x2.splat(TINY)));
    const further = f64x2.div(f64x2.splat(1), f64x2.add(longer, f64x2.splat(TINY)));
    v128.store(length + to, single(long, longer));
    v128.store(cosine + to, product(difference, inverse, further));
    v128.store(sine + to, product(twice, inverse, further));
    addToCell(cell, long);
    if (x + 2 < side) addToCell(cell + 8, longer);
  }
}

function addToCell(cell: usize, two: v128): void {
  const quarters = f64x2.mul(two, f64x2.splat(0.25));
  store<f64>(cell, load<f64>(cell) + f64x2.extract_lane(quarters, 0) + f64x2.extract_lane(quarters, 1));
}

function upper(values: v128): v128 {
  return v128.shuffle<u64>(values, values, 1, 1);
}

/** Four numbers rounded to 32 bits. */
function single(first: v128, second: v128): v128 {
  return v128.shuffle<u64>(f32x4.demote_f64x2_zero(first), f32x4.demote_f64x2_zero(second), 0, 2);
}

/** Of four whole numbers. */
function product(whole: v128, first: v128, second: v128): v128 {
  return single(
    f64x2.mul(f64x2.convert_low_i32x4_s(whole), first),
    f64x2.mul(f64x2.convert_low_i32x4_s(upper(whole)), second),
  );
}

/** Fills what `prepared` leads to, moved by whole pixels of the halved image. */
export function prepare(right: i32, down: i32): void {
  contrastFactors();
  const plane = 4 * side * side;
  memory.fill(prepared, 0, CHANNELS * plane);
  writeMoved(length, prepared, right, down);
  writeMoved(cosine, prepared + plane, right, down);
  writeMoved(sine, prepared + 2 * plane, right, down);
  writeColours(prepared + 3 * plane, right, down);
}

function clamped(at: i32, last: i32): i32 {
  return max(0, min(last, at));
}

/** Sums over 5 x 5 cells as sums along rows, then along columns. */
function contrastFactors(): void {
  const count = lattice * lattice;
  let mean: f64 = 0;
  for (let y = 0, to = 0; y < lattice; y++)
    for (let x = 0; x < lattice; x++, to++) {
      mean += load<f64>(cells + 8 * to) / count;
      let sum: f64 = 0;
      for (let step = -REACH; step <= REACH; step++)
        sum += load<f64>(cells + 8 * (y * lattice + clamped(x + step, lattice - 1)));
      store<f64>(across + 8 * to, sum);
    }
  for (let y = 0, to = 0; y < lattice; y++)
    for (let x = 0; x < lattice; x++, to++) {
      let sum: f64 = 0;
      for (let step = -REACH; step <= REACH; step++)
        sum += load<f64>(across + 8 * (clamped(y + step, lattice - 1) * lattice + x));
      store<f64>(factors + 8 * to, 1 / ((sum / 25 + mean) / 2 + FLOOR));
    }
}

/** Scaled by the factor of its cell each, and moved to where nothing stands yet. */
function writeMoved(from: usize, target: usize, right: i32, down: i32): void {
  for (let y = 0; y < side; y++) {
    let factor = factors + 8 * (y >> 1) * lattice;
    const end = 4 * (y + 1) * side;
    for (let at = 4 * y * side; at < end; at += 16, factor += 16) {
      const values = v128.load(from + at);
      const first = f64x2.mul(f64x2.promote_low_f32x4(values), v128.load_splat<u64>(factor));
      const second = f64x2.mul(f64x2.promote_low_f32x4(upper(values)), v128.load_splat<u64>(factor + 8));
      v128.store(scaled + at, single(first, second));
    }
  }
  const left = max(0, -right);
  const bytes = 4 * (side - abs(right));
  for (let y = max(0, -down); y < min(side, side - down); y++)
    memory.copy(target + 4 * ((y + down) * side + left + right), scaled + 4 * (y * side + left), bytes);
}

function writeColours(target: usize, right: i32, down: i32): void {
  const scale: f64 = 1.0 / (255 * 16);
  // A number is as exact as what it is for, unless it says so.
  const weight: f64 = 4.0 / 3;
  const plane = 4 * lattice * lattice;
  for (let y = 0; y < lattice; y++) {
    const top = half + 2 * clamped(2 * y - down + 1, side + 1) * (side + 2);
    const bottom = half + 2 * clamped(2 * y - down + 2, side + 1) * (side + 2);
    for (let x = 0; x < lattice; x++, target += 4) {
      const before = 2 * clamped(2 * x - right + 1, side + 1);
      const after = 2 * clamped(2 * x - right + 2, side + 1);
      const red = sumOfFour(top, bottom, before, after) * scale;
      const green = sumOfFour(top + halfPlane, bottom + halfPlane, before, after) * scale;
      const blue = sumOfFour(top + 2 * halfPlane, bottom + 2 * halfPlane, before, after) * scale;
      store<f32>(target, <f32>(4 * (red - green)));
      store<f32>(target + plane, <f32>(4 * (blue - (red + green) / 2)));
      store<f32>(target + 2 * plane, <f32>(weight * (red + green + blue) - 2));
    }
  }
}

function sumOfFour(top: usize, bottom: usize, before: usize, after: usize): f64 {
  return <f64>(
    (<i32>load<i16>(top + before) + load<i16>(top + after) + load<i16>(bottom + before) + load<i16>(bottom + after))
  );
}
