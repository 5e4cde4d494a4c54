/**
 * The innermost loop over all pairs, four products at a time. AssemblyScript, built into WebAssembly (`npm run build:lanes`): .5 to .7 ns
 * for a pair, whatever the data, where JavaScript takes 2 to 7. Places are bytes in memory, which all belongs to the caller.
 */

let reached: f32 = 0;
let higher: f32 = 0;
let root: i32 = 0;

/** Of the row that was looked at last: not 0 where a product that reaches the first bound belongs to a column of another root. */
export let differs: i32 = 0;
/** Its lowest product. */
export let lowest: f32 = 0;

/** A product reaches a bound at or above it. @param second infinity for none */
export function setBounds(first: f32, second: f32): void {
  reached = first;
  higher = second;
}

/** @param value of the row that is looked at next */
export function setRoot(value: i32): void {
  root = value;
}

/**
 * Adds to the counts of the columns: 1 for a product that reaches the first bound, 2^16 for one that reaches the higher.
 * @param products f32 @param counts i32 @param roots i32; `length` of each @returns what it added in all
 */
export function lookAtRow(products: usize, length: i32, counts: usize, roots: usize): i32 {
  const allReached = f32x4.splat(reached);
  const allHigher = f32x4.splat(higher);
  const allRoot = i32x4.splat(root);
  let added = i32x4.splat(0);
  let others = i32x4.splat(0);
  let low = f32x4.splat(f32.MAX_VALUE);
  const end = products + 4 * length;
  const last = products + 16 * (length >> 2);
  for (; products < last; products += 16, counts += 16, roots += 16) {
    const product = v128.load(products);
    const reaches = f32x4.ge(product, allReached);
    // -1 where it does.
    const counted = i32x4.add(reaches, i32x4.shl(f32x4.ge(product, allHigher), 16));
    added = i32x4.sub(added, counted);
    v128.store(counts, i32x4.sub(v128.load(counts), counted));
    others = v128.or(others, v128.and(reaches, v128.xor(v128.load(roots), allRoot)));
    low = f32x4.pmin(low, product);
  }
  let count =
    i32x4.extract_lane(added, 0) +
    i32x4.extract_lane(added, 1) +
    i32x4.extract_lane(added, 2) +
    i32x4.extract_lane(added, 3);
  let other = v128.any_true(others) ? 1 : 0;
  let least = min(
    min(f32x4.extract_lane(low, 0), f32x4.extract_lane(low, 1)),
    min(f32x4.extract_lane(low, 2), f32x4.extract_lane(low, 3)),
  );
  for (; products < end; products += 4, counts += 4, roots += 4) {
    const product = load<f32>(products);
    const counted = i32(product >= reached) + (i32(product >= higher) << 16);
    count += counted;
    store<i32>(counts, load<i32>(counts) + counted);
    if (product >= reached && load<i32>(roots) !== root) other = 1;
    if (product < least) least = product;
  }
  differs = other;
  lowest = least;
  return count;
}
