/**
 * Expected number of modes by number of images: fewer images by rarefaction, up to twice as many by extrapolation (Chao & Jost
 * 2012; Colwell et al. 2012). Runs of different length compare where their curves have the same number of images.
 */
import type { RarefactionPoint } from "../analysis/analysis.ts";
import type { Abundances } from "./abundances.ts";
import { Z95 } from "./intervals.ts";
import { unseenModes } from "./richness.ts";

const POINTS = 20;

/** About 20 points from 1 to 2 n images; n is one of them. */
export const rarefactionCurve = (abundances: Abundances): RarefactionPoint[] => {
  const { n } = abundances;
  const positions = Array.from({ length: POINTS }, (_, index) =>
    Math.max(1, Math.round(((index + 1) * 2 * n) / POINTS)),
  );
  return [...new Set([1, ...positions, n])].sort((a, b) => a - b).map((images) => expectedModes(abundances, images));
};

/**
 * The variance is that over all communities like this one (Colwell et al. 2012): sum of D_i^2 f_i - (sum of D_i f_i)^2 / S, with D_i
 * what one more mode of i images adds and S the Chao1 richness.
 * @param images 1 to 2 n
 */
export const expectedModes = (abundances: Abundances, images: number): RarefactionPoint => {
  const { n, observed, frequencies } = abundances;
  const extrapolated = images > n;
  let weighted = 0;
  let squares = 0;
  for (const [size, count] of frequencies) {
    const adds = extrapolated ? slope(abundances, images, size) : 1 - chanceMissed(n, size, images);
    weighted += adds * count;
    squares += adds ** 2 * count;
  }
  const value = extrapolated ? extrapolate(abundances, images) : weighted;
  const error = Math.sqrt(Math.max(0, squares - weighted ** 2 / (observed + unseenModes(abundances))));
  return {
    images,
    modes: value,
    low: Math.min(value, Math.max(1, value - Z95 * error)),
    high: Math.max(value, Math.min(images, value + Z95 * error)),
    extrapolated,
  };
};

/** Chance that none of `size` images is among `images` of n: C(n - size, images) / C(n, images). */
const chanceMissed = (n: number, size: number, images: number): number => {
  if (images > n - size) return 0;
  let chance = 1;
  for (let step = 0; step < size; step++) chance *= (n - images - step) / (n - step);
  return chance;
};

type Counts = Pick<Abundances, "n" | "observed" | "once" | "twice">;

const extrapolate = ({ n, observed, once, twice }: Counts, images: number): number => {
  const unseen = unseenModes({ n, once, twice });
  if (unseen === 0) return observed;
  return observed - unseen * Math.expm1((images - n) * Math.log1p(-once / (n * unseen + once)));
};

/** Derivative of the extrapolation by the number of modes of one size; only singles and pairs change what is unseen. */
const slope = (counts: Counts, images: number, size: number): number => {
  if (size > 2 || unseenModes(counts) === 0) return 1;
  const step = 1e-3;
  const moved = (by: number) =>
    extrapolate(
      {
        n: counts.n,
        observed: counts.observed + by,
        once: counts.once + (size === 1 ? by : 0),
        twice: counts.twice + (size === 2 ? by : 0),
      },
      images,
    );
  return (moved(step) - moved(-step)) / (2 * step);
};
