/** Populations of known modes, and what is true of them. */
import { sum } from "../../src/kit/stats.ts";
import { lcg } from "../../test/helpers/random.ts";

/** Uniform in [0, 1). The low bits of a congruential generator are poor; two draws give 32 good ones. */
export const uniformOf = (seed: number): (() => number) => {
  const next = lcg(seed);
  return () => (Math.floor(next() * 65536) * 65536 + next() * 65536) / 2 ** 32;
};

/** Standard normal (Box & Muller). */
export const normalOf = (uniform: () => number): number =>
  Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());

export interface Population {
  name: string;
  /** Of each mode; sum 1. */
  shares: number[];
  /** n modes at random. */
  draw(n: number, uniform: () => number): number[];
  /** True Hill numbers of order 1 and 2. */
  shannon: number;
  simpson: number;
}

/** Of equally frequent modes, or by Zipf's law. */
export const populationOf = (modes: number, zipf: boolean): Population => {
  const weights = Array.from({ length: modes }, (_, mode) => (zipf ? 1 / (mode + 1) : 1));
  const total = sum(weights);
  const shares = weights.map((weight) => weight / total);
  const cumulative = new Float64Array(modes);
  shares.reduce((below, share, mode) => {
    cumulative[mode] = below + share;
    return below + share;
  }, 0);
  const modeAt = (u: number): number => {
    let [low, high] = [0, modes - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (cumulative[middle]! <= u) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  return {
    name: `${modes} ${zipf ? "Zipf" : "equal"}`,
    shares,
    draw: (n, uniform) => Array.from({ length: n }, () => modeAt(uniform())),
    shannon: Math.exp(-sum(shares.map((p) => p * Math.log(p)))),
    simpson: 1 / sum(shares.map((p) => p * p)),
  };
};

export const countsOf = (drawn: readonly number[]): Map<number, number> => {
  const counts = new Map<number, number>();
  for (const mode of drawn) counts.set(mode, (counts.get(mode) ?? 0) + 1);
  return counts;
};
