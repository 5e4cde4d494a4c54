/** Intervals of what is counted from modes, when every image is a near-duplicate of all others of its mode and of no other. */
import { sum } from "../../src/kit/stats.ts";
import { abundancesOf } from "../../src/metrics/abundances.ts";
import { clumpedShare } from "../../src/metrics/clumped-share.ts";
import { hillNumbers } from "../../src/metrics/hill-numbers.ts";
import { modeConcentration } from "../../src/metrics/mode-concentration.ts";
import { jackknifeError, pairSums } from "../../src/metrics/pair-mean.ts";
import { expectedModes } from "../../src/metrics/rarefaction.ts";
import { sampleCoverage } from "../../src/metrics/sample-coverage.ts";
import { duplicatePairShare, supportSize } from "../../src/metrics/support-size.ts";
import { countsOf, type Population, uniformOf } from "./populations.ts";
import { Tally } from "./tally.ts";

/** Where all modes are seen a curve has hardly a width, and the truth is off by less than a mode can be. */
const roundedOff = ({ low, high }: { low: number; high: number }) => ({ low: low - 0.5, high: high + 0.5 });

export const tallyOfModes = (population: Population, n: number, { trials, seed }: { trials: number; seed: number }) => {
  const { shares, shannon, simpson } = population;
  const expected = (images: number) => sum(shares.map((p) => -Math.expm1(images * Math.log1p(-p))));
  const [half, double] = [expected(n / 2), expected(2 * n)];
  const uniform = uniformOf(seed);
  const tally = new Tally();
  for (let trial = 0; trial < trials; trial++) {
    const drawn = population.draw(n, uniform);
    const counts = countsOf(drawn);
    const abundances = abundancesOf([...counts.values()]);
    const degrees = drawn.map((mode) => counts.get(mode)! - 1);
    const pairs = pairSums(degrees, 0);
    const groups = [...counts.values()].filter((size) => size > 1);
    const { richness, shannon: first, simpson: second } = hillNumbers(abundances);
    tally.add("duplicate pairs", duplicatePairShare(degrees), 1 / simpson);
    tally.add("support size", supportSize(degrees), simpson);
    tally.add("close pairs", clumpedShare(pairs.mean, jackknifeError(pairs), n), 1 / simpson);
    tally.add("concentration", modeConcentration(groups, n), 1 / simpson);
    tally.add("sample coverage", sampleCoverage(abundances), sum([...counts.keys()].map((mode) => shares[mode]!)));
    tally.add("Chao1", richness, shares.length);
    tally.add("Chao1, its low", { low: richness.low, high: null }, shares.length);
    tally.add("Hill 1", first, shannon);
    tally.add("Hill 2", second, simpson);
    tally.add("curve at n/2", roundedOff(expectedModes(abundances, n / 2)), half);
    tally.add("curve at 2n", roundedOff(expectedModes(abundances, 2 * n)), double);
  }
  return tally;
};
