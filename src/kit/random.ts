/** Seeded random numbers: the same seed gives the same numbers on every machine. */

/** Uniform in [0, 1): mulberry32 (Ettinger 2017, public domain). @param seed whole number */
export const seededRandom = (seed: number): (() => number) => {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
};

/** The numbers 0 .. n-1 in random order (Fisher & Yates). */
export const shuffledIndices = (n: number, seed: number): number[] => {
  const random = seededRandom(seed);
  const order = Array.from({ length: n }, (_, index) => index);
  for (let last = n - 1; last > 0; last--) {
    const other = Math.floor(random() * (last + 1));
    [order[last], order[other]] = [order[other]!, order[last]!];
  }
  return order;
};
