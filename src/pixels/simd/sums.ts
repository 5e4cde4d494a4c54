/** Sums over pixels in whole numbers, exact; of the lightness of a picture, red + green + blue, in 16 bits each. */

/**
 * Sums of the three channels, then of their squares.
 * @param pixels RGB @param count of them, at most 2^16, so that squares fit @param into u32, 6 of them
 */
export function addChannels(pixels: usize, count: i32, into: usize): void {
  let red: u32 = 0;
  let green: u32 = 0;
  let blue: u32 = 0;
  let redSquares: u32 = 0;
  let greenSquares: u32 = 0;
  let blueSquares: u32 = 0;
  for (const end = pixels + 3 * count; pixels < end; pixels += 3) {
    const one: u32 = load<u8>(pixels);
    const two: u32 = load<u8>(pixels, 1);
    const three: u32 = load<u8>(pixels, 2);
    red += one;
    green += two;
    blue += three;
    redSquares += one * one;
    greenSquares += two * two;
    blueSquares += three * three;
  }
  store<u32>(into, red);
  store<u32>(into, green, 4);
  store<u32>(into, blue, 8);
  store<u32>(into, redSquares, 12);
  store<u32>(into, greenSquares, 16);
  store<u32>(into, blueSquares, 20);
}

/** @param pixels RGB, `count` of them @param luma u16 each */
export function addUpChannels(pixels: usize, count: i32, luma: usize): void {
  for (const end = luma + 2 * count; luma < end; pixels += 3, luma += 2)
    store<u16>(luma, <u16>load<u8>(pixels) + load<u8>(pixels, 1) + load<u8>(pixels, 2));
}

export let sum: f64 = 0;
export let squares: f64 = 0;

/** Of lightness, and of its squares. @param luma u16, height x width, at most 512 a side */
export function addLuma(luma: usize, width: i32, height: i32): void {
  let total: i64 = 0;
  let ofSquares: i64 = 0;
  for (let y = 0; y < height; y++) {
    let some = i32x4.splat(0);
    let someSquares = i32x4.splat(0);
    const end = luma + 2 * width;
    for (const last = end - 2 * (width & 7); luma < last; luma += 16) {
      const values = v128.load(luma);
      some = i32x4.add(some, i32x4.extadd_pairwise_i16x8_u(values));
      someSquares = i32x4.add(someSquares, i32x4.dot_i16x8_s(values, values));
    }
    total += lanes(some);
    ofSquares += lanes(someSquares);
    for (; luma < end; luma += 2) {
      const value: i32 = load<u16>(luma);
      total += value;
      ofSquares += value * value;
    }
  }
  sum = <f64>total;
  squares = <f64>ofSquares;
}

/** Sum of squared differences of two rows. @param first and `second`: u16, `width` of them, at most 512 */
export function rowSquares(first: usize, second: usize, width: i32): i32 {
  let some = i32x4.splat(0);
  const end = first + 2 * width;
  for (const last = end - 2 * (width & 7); first < last; first += 16, second += 16) {
    const difference = i16x8.sub(v128.load(first), v128.load(second));
    some = i32x4.add(some, i32x4.dot_i16x8_s(difference, difference));
  }
  let total = lanes(some);
  for (; first < end; first += 2, second += 2) {
    const difference = <i32>load<u16>(first) - <i32>load<u16>(second);
    total += difference * difference;
  }
  return total;
}

/** The same of two columns. @param first and `second`: their topmost values */
export function columnSquares(first: usize, second: usize, width: i32, height: i32): i32 {
  let total = 0;
  for (let y = 0; y < height; y++, first += 2 * width, second += 2 * width) {
    const difference = <i32>load<u16>(first) - <i32>load<u16>(second);
    total += difference * difference;
  }
  return total;
}

/**
 * The same of each column and the one before, at most 512 a side.
 * @param into i32, `width` of them and 8 more; the first is none
 */
export function neighbourSquares(luma: usize, width: i32, height: i32, into: usize): void {
  memory.fill(into, 0, 4 * width);
  for (let y = 0; y < height; y++, luma += 2 * width)
    for (let x = 1; x < width; x += 8) {
      const at = luma + 2 * x;
      const to = into + 4 * x;
      const difference = i16x8.sub(v128.load(at), v128.load(at - 2));
      v128.store(to, i32x4.add(v128.load(to), i32x4.extmul_low_i16x8_s(difference, difference)));
      v128.store(to + 16, i32x4.add(v128.load(to + 16), i32x4.extmul_high_i16x8_s(difference, difference)));
    }
}

function lanes(values: v128): i32 {
  return (
    i32x4.extract_lane(values, 0) +
    i32x4.extract_lane(values, 1) +
    i32x4.extract_lane(values, 2) +
    i32x4.extract_lane(values, 3)
  );
}
