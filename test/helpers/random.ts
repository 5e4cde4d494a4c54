/** The linear congruential generator of the reference vectors: s = (1664525 s + 1013904223) mod 2^32, u = s / 2^32. */
export const lcg = (seed: number): (() => number) => {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(1664525, state) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
};

/** n x d, row-major, entries 2u - 1. */
export const mat = (n: number, d: number, seed: number): Float64Array => {
  const next = lcg(seed);
  return Float64Array.from({ length: n * d }, () => 2 * next() - 1);
};

/** The rows scaled to length 1. */
export const unitRows = (values: ArrayLike<number>, d: number): Float32Array => {
  const rows = Float32Array.from(values);
  for (let start = 0; start < rows.length; start += d) {
    const row = rows.subarray(start, start + d);
    const length = Math.hypot(...row);
    for (let k = 0; k < d; k++) row[k]! /= length;
  }
  return rows;
};
