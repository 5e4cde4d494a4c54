/** Samples closer to a real image than real images are to each other, beyond what chance makes of new images. */
import type { Calibrated } from "../../analysis/analysis.ts";
import { jackknifeVariance, wilson } from "../intervals.ts";
import { type BoundedShare, ratioInterval } from "../two-shares.ts";
import type { ReferenceModel } from "./reference-model.ts";

/** Per sample its nearest real image, and 1 where that is as near as its own nearest real neighbour. */
export interface NearestReal {
  nearest: Int32Array;
  isCopy: Uint8Array;
}

/**
 * (v - e) / (1 - e), in [0, 1]. v, 1 - AuthPct (Alaa et al. 2022), is the share of the samples that are as close to their nearest real
 * image as that is to its own nearest real one; e is the share of the real images of which that holds among the others, and what new images
 * read by chance, about .4. Copies are always that close: where a generator copies some samples and draws the others anew, this is the
 * share of copies.
 *
 * 1 less the interval of (1 - v) / (1 - e). Samples around one real image share its fate, so the jackknife for v leaves out one real
 * image with its samples at a time. Mutual neighbours come in pairs and the balls vary with the reference: N real images tell as much of e
 * as N / 2 independent ones, found by simulation (docs/intervals.md).
 */
export const memorisedShare = (
  found: NearestReal,
  { n, mutualShare: chance }: Pick<ReferenceModel, "n" | "mutualShare">,
): Calibrated => {
  const close = closeShare(found, n);
  const method = `(v - e) / (1 - e): v = ${close.value.toFixed(3)} of the samples (1 - AuthPct, Alaa et al. 2022), e = ${chance.toFixed(3)} of the real images; Donner & Zou interval of the ratio, jackknife over the real images`;
  // Of two real images each is nearest to the other: nothing can lie beyond chance.
  if (chance === 1) return { value: 0, low: 0, high: 1, expected: 0, method };
  const ratio = ratioInterval(others(close), others({ value: chance, ...wilson(chance, n / 2) }));
  return {
    value: clipped(1 - (1 - close.value) / (1 - chance)),
    low: clipped(1 - ratio.high),
    high: clipped(1 - ratio.low),
    expected: 0,
    method,
  };
};

const clipped = (share: number): number => Math.max(0, Math.min(1, share));

const others = ({ value, low, high }: BoundedShare): BoundedShare => ({
  value: 1 - value,
  low: 1 - high,
  high: 1 - low,
});

/** @param n real images */
const closeShare = ({ nearest, isCopy }: NearestReal, n: number): BoundedShare => {
  const samples = nearest.length;
  const near = new Float64Array(n);
  const copied = new Float64Array(n);
  nearest.forEach((real, row) => {
    near[real]!++;
    copied[real]! += isCopy[row]!;
  });
  const total = isCopy.filter(Boolean).length;
  const value = total / samples;
  const binomial = (value * (1 - value)) / samples;
  const clustered = jackknifeVariance(
    Array.from(copied, (own, real) => (near[real] === samples ? value : (total - own) / (samples - near[real]!))),
  );
  const trials = binomial > 0 ? (value * (1 - value)) / Math.max(binomial, clustered) : samples;
  return { value, ...wilson(value, trials) };
};
