/** Near-duplicate pairs of the samples beyond those of real images, at the same threshold, and how many modes that leaves. */
import type { Estimate } from "../../analysis/analysis.ts";
import { clumpedShare } from "../clumped-share.ts";
import { jackknifeError, pairSums } from "../pair-mean.ts";

export interface Repeats {
  /** (p - r) / (1 - r): p near-duplicate pairs of the samples, r of the real images; 0 where the samples have fewer. */
  share: Estimate;
  /** 1 / share; the upper end is open where no more repeats are certain than samples of one source have. */
  modes: Estimate;
}

/** Repeats that must be certain before they count: measured, samples of the same source have up to .1 % of the pairs (docs/reference.md). */
const NATURAL_REPEATS = 0.001;

const METHOD = "1 / share of pairs that repeat a mode beyond the real images' own look-alikes";

/**
 * Two samples either come from one mode or are as alike as two real images are by chance, which gives p = c + (1 - c) r. The errors of
 * both sides add up (delta method).
 * @param samples per image, its near-duplicate partners; 3 images or more @param real likewise
 */
export const repeatsBeyond = (samples: ArrayLike<number>, real: ArrayLike<number>): Repeats => {
  const [own, theirs] = [pairSums(samples, 0), pairSums(real, 0)];
  const rest = Math.max(1e-3, 1 - theirs.mean);
  const error = Math.hypot(
    jackknifeError(own) / rest,
    (jackknifeError(theirs) * Math.max(0, 1 - own.mean)) / rest ** 2,
  );
  const share = clumpedShare((own.mean - theirs.mean) / rest, error, samples.length);
  const least = 1 / share.high!;
  const modes =
    share.low > NATURAL_REPEATS
      ? { value: 1 / share.value, low: least, high: 1 / share.low, method: METHOD }
      : { value: least, low: least, high: null, method: `${METHOD}; a lower bound: none is certain` };
  return { share, modes };
};
