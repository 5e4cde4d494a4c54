/**
 * How far two sets of images differ, figure by figure, and whether that is certain: a permutation test of all figures together
 * (Westfall & Young 1993). If both sets come from one generator, any split of all their images is as likely as the one seen, so the chance that
 * any figure is called different is at most the level, whatever the figures and however they hang together.
 */

import { shuffledIndices } from "../../kit/random.ts";
import { greatest } from "../../kit/stats.ts";
import { DIFFERENCE_FIGURES, figuresOfHalf, type ImagesOfSet, type PairLimits, poolSets } from "./pooled-set.ts";

/** Half of the 5 % that are promised, so that the promise holds with room to spare. */
export const LEVEL = 0.025;

export interface Difference {
  name: string;
  base: number;
  other: number;
  difference: number;
  low: number;
  high: number;
  certain: boolean;
}

export interface Test {
  limits: PairLimits;
  seed: number;
  /** Chance that anything is called different where nothing is. */
  level: number;
}

/** Enough for the level to be met, and for a critical value that hangs on no single one. */
const FEWEST = 399;

/** @param base and other of the same number of images, 4 or more */
export const differencesOfSets = (
  base: ImagesOfSet,
  other: ImagesOfSet,
  { limits, seed, level }: Test,
): Difference[] => {
  const pool = poolSets(base, other);
  const { n } = pool;
  const halves = (order: readonly number[]) =>
    [order.slice(0, n), order.slice(n)].map((half) => figuresOfHalf(pool, half, limits));
  const [before, after] = halves(Array.from({ length: 2 * n }, (_, index) => index)) as [Figures, Figures];
  const permutations = Math.max(FEWEST, Math.ceil(20 / level) - 1);
  const shuffled = Array.from({ length: permutations }, (_, index) => {
    const [first, second] = halves(shuffledIndices(2 * n, seed + index)) as [Figures, Figures];
    return first.map(({ value }, figure) => second[figure]!.value - value);
  });
  const spreads = DIFFERENCE_FIGURES.map((_, figure) =>
    Math.sqrt(shuffled.reduce((sum, differences) => sum + differences[figure]! ** 2, 0) / permutations),
  );
  const largest = shuffled
    .map((differences) => greatest(differences.map((difference, figure) => relative(difference, spreads[figure]!))))
    .sort((a, b) => a - b);
  const critical = largest[Math.min(permutations, Math.ceil((1 - level) * (permutations + 1))) - 1]!;
  return DIFFERENCE_FIGURES.map((name, figure) => {
    const [from, to] = [before[figure]!, after[figure]!];
    const difference = to.value - from.value;
    // The jackknife tells how sure each side is, the permutations how far equal sets lie apart: the wider one holds both.
    const margin = critical * Math.max(spreads[figure]!, Math.hypot(from.error, to.error));
    return {
      name,
      base: from.value,
      other: to.value,
      difference,
      low: within(difference - margin, name),
      high: within(difference + margin, name),
      certain: Math.abs(difference) > margin,
    };
  });
};

type Figures = ReturnType<typeof figuresOfHalf>;

/** Shares differ by 1 at most. */
const within = (end: number, name: string): number => (name.endsWith("Share") ? Math.max(-1, Math.min(1, end)) : end);

/** Where no permutation differs, nothing does. */
const relative = (difference: number, spread: number): number => (spread === 0 ? 0 : Math.abs(difference) / spread);
