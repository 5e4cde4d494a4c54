/** How the variance of a picture is spread over long and short waves. */
import { blockMeans, type Plane } from "./plane.ts";

/** Means a side that are transformed: enough for grains of a sixth of the side, and little work whatever the picture's size. */
const SIDE = 16;
/** Half periods per side of the longest waves, those of two thirds of the side and more: no grain, but the picture as a whole. */
const LONGEST = 3;

const COSINES = Float64Array.from({ length: SIDE * SIDE }, (_, index) => {
  const [wave, at] = [Math.floor(index / SIDE), index % SIDE];
  return Math.cos((Math.PI * wave * (at + 0.5)) / SIDE) * Math.sqrt((wave === 0 ? 1 : 2) / SIDE);
});
const radius = (index: number): number => Math.hypot(Math.floor(index / SIDE), index % SIDE);
/** All waves but the mean, the longest first. */
const BY_LENGTH = Array.from({ length: SIDE * SIDE - 1 }, (_, index) => index + 1).sort(
  (a, b) => radius(a) - radius(b) || a - b,
);

export interface WaveShares {
  /** Share of the variance in the longest waves, in [0, 1]. */
  longest: number;
  /**
   * Share in waves of less than half the median length. Blurred noise has the same power in all waves down to its grain and
   * none below: 0 for a sharp limit, .06 for a Gaussian one. Power that falls as 1 / f^2, as in pictures, has no limit.
   */
  shortest: number;
}

/** Of a plane of 16 x 16 or more; null when its block means do not vary. */
export const waveShares = (plane: Plane): WaveShares | null => {
  const power = cosineTransform(blockMeans(plane, SIDE)).map((value) => value * value);
  const total = BY_LENGTH.reduce((sum, index) => sum + power[index]!, 0);
  if (total < 1e-9) return null;
  let sum = 0;
  let median = 0;
  let longest = 0;
  let upToTwice = 0;
  for (const index of BY_LENGTH) {
    sum += power[index]!;
    if (median === 0 && sum >= total / 2) median = radius(index);
    if (radius(index) <= LONGEST) longest = sum;
    if (median === 0 || radius(index) <= 2 * median) upToTwice = sum;
  }
  return { longest: longest / total, shortest: 1 - upToTwice / total };
};

/** Type II, orthonormal: unlike Fourier's it takes no edge from the right side to the left one for a step of the picture. */
const cosineTransform = (means: Float64Array): Float64Array => alongRows(alongRows(means));

/** Transforms the rows and turns the result over, so that twice is both directions. */
const alongRows = (means: Float64Array): Float64Array => {
  const turned = new Float64Array(SIDE * SIDE);
  for (let row = 0; row < SIDE; row++)
    for (let wave = 0; wave < SIDE; wave++) {
      let sum = 0;
      for (let at = 0; at < SIDE; at++) sum += COSINES[wave * SIDE + at]! * means[row * SIDE + at]!;
      turned[wave * SIDE + row] = sum;
    }
  return turned;
};
