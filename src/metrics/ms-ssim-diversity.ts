/** Mean MS-SSIM of random pairs of images: the higher, the more alike they are (Odena et al. 2017). */
import type { Estimate } from "../analysis/analysis.ts";
import { Z95 } from "./intervals.ts";
import { msSsim } from "./ms-ssim.ts";

/** A 128-pixel pair takes about 10 ms. */
const MOST_PAIRS = 500;

/**
 * Random pairs without repeats; the interval allows for pairs that share an image (dyadic-robust variance, Fafchamps & Gubert
 * 2007; Aronow, Samii & Assenova 2015).
 * @param pictures size x size x 3 bytes each; 3 or more, in an order that does not depend on names
 * @param random uniform numbers in [0, 1)
 */
export const msSsimDiversity = (pictures: readonly Uint8Array[], size: number, random: () => number): Estimate => {
  const pairs = randomPairs(pictures.length, random);
  const values = pairs.map(([a, b]) => msSsim(pictures[a]!, pictures[b]!, size));
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const perImage = new Float64Array(pictures.length);
  let squares = 0;
  pairs.forEach(([a, b], index) => {
    const deviation = values[index]! - mean;
    perImage[a]! += deviation;
    perImage[b]! += deviation;
    squares += deviation ** 2;
  });
  // Every image's sum squared counts each pair twice, and each two pairs that share it once each way.
  const dyadic = perImage.reduce((sum, value) => sum + value ** 2, 0) - squares;
  const margin = (Z95 * Math.sqrt(Math.max(dyadic, squares))) / values.length;
  return {
    value: mean,
    low: Math.max(0, mean - margin),
    high: Math.min(1, mean + margin),
    method: `mean MS-SSIM of ${pairs.length} random pairs at ${size} x ${size} pixels; dyadic-robust interval`,
  };
};

/** All pairs of few images, else MOST_PAIRS of them. */
const randomPairs = (n: number, random: () => number): [number, number][] => {
  const all = (n * (n - 1)) / 2;
  const pairs = new Map<number, [number, number]>();
  if (all <= MOST_PAIRS) {
    for (let a = 0; a < n; a++) for (let b = 0; b < a; b++) pairs.set(a * n + b, [a, b]);
    return [...pairs.values()];
  }
  while (pairs.size < MOST_PAIRS) {
    const [first, second] = [Math.floor(random() * n), Math.floor(random() * n)];
    const [a, b] = [Math.max(first, second), Math.min(first, second)];
    if (a !== b) pairs.set(a * n + b, [a, b]);
  }
  return [...pairs.values()];
};
