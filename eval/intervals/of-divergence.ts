/** The Jensen-Shannon divergence of the bins: what a perfect generator reads, what is said to be expected, and how often the interval holds it. */
import { mean } from "../../src/kit/stats.ts";
import { compareBins } from "../../src/metrics/reference/ndb.ts";
import { normalOf, uniformOf } from "./populations.ts";
import { Tally } from "./tally.ts";

/** @returns expectations / what was read on the mean, by (K-1)/8 (1/n + 1/m) and as printed; and the held intervals */
export const divergenceOf = ({ real: N, samples: n }: { real: number; samples: number }, trials: number) => {
  const bins = Math.min(100, Math.floor(N / 20));
  const uniform = uniformOf(N + n);
  const tally = new Tally();
  const read: number[] = [];
  const said: number[] = [];
  // As unequal as k-means bins: the largest some seven times the smallest.
  const weights = Array.from({ length: bins }, () => Math.exp(0.5 * normalOf(uniform)));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const draw = (size: number) => {
    const counts = new Array<number>(bins).fill(0);
    for (let image = 0; image < size; image++) {
      let rest = uniform() * total;
      let bin = 0;
      while (bin < bins - 1 && rest >= weights[bin]!) rest -= weights[bin++]!;
      counts[bin]!++;
    }
    return counts;
  };
  for (let trial = 0; trial < trials; trial++) {
    const { jensenShannon } = compareBins(draw(N), draw(n), trial);
    read.push(jensenShannon.value);
    said.push(jensenShannon.expected);
    tally.add("held", jensenShannon, null);
    tally.add("own", jensenShannon, jensenShannon.expected);
  }
  const limit = ((bins - 1) / 8) * (1 / N + 1 / n);
  return [
    `${bins}`,
    (limit / mean(read)).toFixed(3),
    (mean(said) / mean(read)).toFixed(3),
    ...tally.cells().map(([, held]) => held),
  ];
};
