/** Modes taken as species: how many were seen once, twice, and so on. What every estimator of ecology starts from. */
export interface Abundances {
  /** Images. */
  n: number;
  /** Modes seen. */
  observed: number;
  /** [images of a mode, modes of that size], ascending by size. */
  frequencies: readonly (readonly [size: number, modes: number])[];
  /** Modes seen once, and twice. */
  once: number;
  twice: number;
}

/** @param modeSizes images per mode, single images included; all at least 1 */
export const abundancesOf = (modeSizes: readonly number[]): Abundances => {
  const modes = new Map<number, number>();
  for (const size of modeSizes) modes.set(size, (modes.get(size) ?? 0) + 1);
  return fromFrequencies(modes);
};

const fromFrequencies = (modes: ReadonlyMap<number, number>): Abundances => {
  const frequencies = [...modes].filter(([size, count]) => size > 0 && count > 0).sort(([a], [b]) => a - b);
  return {
    n: frequencies.reduce((sum, [size, count]) => sum + size * count, 0),
    observed: frequencies.reduce((sum, [, count]) => sum + count, 0),
    frequencies,
    once: modes.get(1) ?? 0,
    twice: modes.get(2) ?? 0,
  };
};

/** The abundances with one image of a mode of `size` left out. */
const leaveOneOut = ({ frequencies }: Abundances, size: number): Abundances => {
  const modes = new Map(frequencies);
  modes.set(size, modes.get(size)! - 1);
  modes.set(size - 1, (modes.get(size - 1) ?? 0) + 1);
  return fromFrequencies(modes);
};

/**
 * Jackknife standard error over images. Images of modes of one size leave the same rest, so that it takes as many evaluations as
 * there are sizes, at most sqrt(2 n).
 */
export const jackknifeError = (abundances: Abundances, statistic: (rest: Abundances) => number): number => {
  const { n, frequencies } = abundances;
  const rests = frequencies.map(([size, modes]) => ({
    images: size * modes,
    value: statistic(leaveOneOut(abundances, size)),
  }));
  const mean = rests.reduce((sum, { images, value }) => sum + images * value, 0) / n;
  const squares = rests.reduce((sum, { images, value }) => sum + images * (value - mean) ** 2, 0);
  return Math.sqrt(((n - 1) / n) * squares);
};
