/** Number of statistically different bins (Richardson & Weiss 2018), with Holm's correction for the number of bins. */
import type { Calibrated } from "../../analysis/analysis.ts";
import { normalCdf } from "../../kit/distributions.ts";
import { seededRandom } from "../../kit/random.ts";
import { mean, quantile, sum } from "../../kit/stats.ts";

/** Chance that any bin of a perfect generator counts as different. */
const SIGNIFICANCE = 0.05;
const BOOTSTRAP_DRAWS = 200;

export interface BinComparison {
  /** Indices of the bins whose shares differ. */
  different: number[];
  jensenShannon: Calibrated;
}

/** @param real images per bin @param samples likewise, the same bins; both of at least one image */
export const compareBins = (real: readonly number[], samples: readonly number[], seed: number): BinComparison => ({
  different: holm(twoProportionTest(real, samples), SIGNIFICANCE),
  jensenShannon: calibratedDivergence(real, samples, seed),
});

/** p-value of each bin: two-sided z-test of two proportions with the pooled variance. */
export const twoProportionTest = (first: readonly number[], second: readonly number[]): number[] => {
  const n = sum(first);
  const m = sum(second);
  return first.map((count, bin) => {
    const pooled = (count + second[bin]!) / (n + m);
    const error = Math.sqrt(pooled * (1 - pooled) * (1 / n + 1 / m));
    if (error === 0) return 1;
    return 2 * normalCdf(-Math.abs(count / n - second[bin]! / m) / error);
  });
};

/** Indices that stay significant under Holm's step-down procedure (1979). */
export const holm = (pValues: readonly number[], significance: number): number[] => {
  const order = pValues.map((_, index) => index).sort((a, b) => pValues[a]! - pValues[b]!);
  const first = order.findIndex((bin, rank) => pValues[bin]! > significance / (pValues.length - rank));
  return (first === -1 ? order : order.slice(0, first)).sort((a, b) => a - b);
};

/** A perfect generator reads what two sets of these sizes read that are drawn from the bins of both. */
const calibratedDivergence = (real: readonly number[], samples: readonly number[], seed: number): Calibrated => {
  const value = jensenShannon(real, samples);
  const random = seededRandom(seed);
  const [realBins, sampleBins] = [binOfImages(real), binOfImages(samples)];
  const between = (first: Uint16Array, second: Uint16Array) =>
    Array.from({ length: BOOTSTRAP_DRAWS }, () =>
      jensenShannon(
        resample(first, { bins: real.length, size: realBins.length }, random),
        resample(second, { bins: real.length, size: sampleBins.length }, random),
      ),
    );
  const draws = between(realBins, sampleBins);
  const centre = mean(draws);
  const drawn = (q: number) => quantile(draws, q, Math.round);
  const pooled = Uint16Array.from([...realBins, ...sampleBins]);
  // Resampling adds the bias of the estimate a second time, so only the spread around the draws' own mean is used.
  return {
    value,
    low: Math.min(value, Math.max(0, value - (drawn(0.975) - centre))),
    high: Math.max(value, Math.min(Math.LN2, value + (centre - drawn(0.025)))),
    expected: mean(between(pooled, pooled)),
    method: `Jensen-Shannon divergence of the bins in nats; bootstrap of both sets, ${BOOTSTRAP_DRAWS} draws; expected: both drawn from the pooled bins`,
  };
};

/** In nats, from 0 to ln 2. */
export const jensenShannon = (first: readonly number[], second: readonly number[]): number => {
  const n = sum(first);
  const m = sum(second);
  const term = (p: number, middle: number) => (p === 0 ? 0 : p * Math.log(p / middle));
  return Math.max(
    0,
    first.reduce((total, count, bin) => {
      const p = count / n;
      const q = second[bin]! / m;
      return total + (term(p, (p + q) / 2) + term(q, (p + q) / 2)) / 2;
    }, 0),
  );
};

/** The bin of every image, for drawing images with replacement. */
const binOfImages = (counts: readonly number[]): Uint16Array => {
  const bins = new Uint16Array(sum(counts));
  let start = 0;
  counts.forEach((count, bin) => {
    bins.fill(bin, start, start + count);
    start += count;
  });
  return bins;
};

const resample = (of: Uint16Array, { bins, size }: { bins: number; size: number }, random: () => number): number[] => {
  const drawn = new Array<number>(bins).fill(0);
  for (let draw = 0; draw < size; draw++) drawn[of[Math.floor(random() * of.length)]!]!++;
  return drawn;
};
