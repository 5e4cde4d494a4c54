/**
 * Noise: what a generator draws that has learnt nothing, sharp or blurred by its own layers, grey or tinted. It is told by what
 * a random field is: it changes evenly everywhere, has the same power in all waves longer than its grain, and does not return
 * at a distance. The limits are measured (docs/verdicts.md, "No structure"); an image that fails one of them is no noise.
 */
import { lumaOf } from "../luma.ts";
import { type NativeLuma, nativeScale } from "../native-scale.ts";
import { cropPicture, type Picture } from "../picture.ts";
import { momentsOf, type Plane, standardised } from "./plane.ts";
import { correlationAtLag, recurrence } from "./recurrence.ts";
import { stepShape } from "./steps.ts";
import { waveShares } from "./wave-shares.ts";

/** Pixels a side that are looked at, from the middle. */
const MEASURED_SIDE = 512;
/** Pixels a side, enlargement undone. Fewer show no difference between chance and a small drawing. */
const FEWEST = 16;
/**
 * Correlation of neighbours: independent pixels have 0 +- 1/side (noise of real runs -.31 to .15), a blur makes it positive,
 * regular stripes reach -1. Only a blur makes values Gaussian (they become sums of many), so sharp noise may be black and white.
 */
const NEIGHBOURS = { above: -0.5, blurredFrom: 0.2 } as const;
/**
 * Where neighbours correlate that much, the grain is several pixels wide and smooth, so steps over two pixels are larger than
 * over one: their mean squares stand as 4 to 1 in a smooth picture, measured 2.9 (median) in blurred noise, and near 1 (up
 * to 2.1) in photographs under a fine film grain.
 */
const GRAIN = { from: 0.8, growth: 2.2 } as const;
/**
 * Shape of the steps: 2/pi = .64 for Gaussian ones, .5 for black and white. Measured: blurred noise of real runs .57 to .65,
 * sharp noise of real runs .46 to .70; of 34,000 pictures 95 % are under .53 and 99 % under .59.
 */
const STEPS = { sharp: 0.45, blurred: 0.58, regular: 0.75 } as const;
/**
 * Longest waves: 95 % of the blurred noise of real runs have under .28, half of all pictures over .40. Shortest waves: 95 % under
 * .12, half of all pictures over .16.
 */
const WAVES = { longest: 0.45, shortest: 0.15 } as const;
/**
 * Standard errors: 99 % of blurred noise stay under 3.8, nine in ten hatched or repeating textures that pass all else do not.
 * Sharp noise may have a fixed pattern: the dead rows of a broken generator correlate by .48 and mirror by .44. Faces that
 * look ahead mirror by .75, and so do symmetrical sprites.
 */
const RECURRENCE = { correlation: 0.5, mirrored: 0.6, errors: 4 } as const;
/** Spread of a colour difference under which it is rounding and compression, in spreads of red + green + blue. */
const COLOURED = 0.05;

export const isNoise = (picture: Picture): boolean => {
  const middle = middleOf(picture);
  const native = nativeScale(lumaOf(middle), middle.width);
  const [width, height] = [native.columns.length, native.rows.length];
  if (Math.min(width, height) < FEWEST) return false;
  // The cheapest comes first: it settles nine of ten pictures.
  const steps = stepShape(native.luma, width);
  if (steps.lowest < STEPS.sharp || steps.highest > STEPS.regular) return false;
  const luma = { values: Float64Array.from(native.luma), width, height };
  const standard = standardised(luma);
  if (!standard) return false;
  const neighbours = correlationAtLag(standard, 1);
  const isBlurred = neighbours >= NEIGHBOURS.blurredFrom;
  if (neighbours <= NEIGHBOURS.above || (isBlurred && steps.lowest < STEPS.blurred)) return false;
  if (neighbours >= GRAIN.from && 1 - correlationAtLag(standard, 2) < GRAIN.growth * (1 - neighbours)) return false;
  const waves = waveShares(luma);
  if (!waves || waves.longest > WAVES.longest || waves.shortest > WAVES.shortest) return false;
  const { correlation, mirrored, errors } = recurrence(standard);
  if (correlation > RECURRENCE.correlation || mirrored > RECURRENCE.mirrored) return false;
  if (isBlurred && errors > RECURRENCE.errors) return false;
  // A lawn is noise in its lightness, but not where the frog on it begins to be brown.
  return colourPlanes(middle, native).every((plane) => isColourless(plane, luma) || hasNoLongWaves(plane));
};

const isColourless = (plane: Plane, luma: Plane): boolean =>
  momentsOf(plane.values).spread < COLOURED * momentsOf(luma.values).spread;

const hasNoLongWaves = (plane: Plane): boolean => (waveShares(plane)?.longest ?? 0) <= WAVES.longest;

/** Red against green, and blue against both, at native scale. */
const colourPlanes = ({ pixels, width }: Picture, { rows, columns }: NativeLuma): Plane[] => {
  const planeOf = (difference: (red: number, green: number, blue: number) => number): Plane => {
    const values = new Float64Array(rows.length * columns.length);
    let to = 0;
    for (const row of rows)
      for (const column of columns) {
        const at = (row * width + column) * 3;
        values[to++] = difference(pixels[at]!, pixels[at + 1]!, pixels[at + 2]!);
      }
    return { values, width: columns.length, height: rows.length };
  };
  return [planeOf((red, green) => red - green), planeOf((red, green, blue) => blue - (red + green) / 2)];
};

const middleOf = (picture: Picture): Picture => {
  const width = Math.min(picture.width, MEASURED_SIDE);
  const height = Math.min(picture.height, MEASURED_SIDE);
  if (width === picture.width && height === picture.height) return picture;
  const left = Math.floor((picture.width - width) / 2);
  const top = Math.floor((picture.height - height) / 2);
  return cropPicture(picture, { left, top, width, height });
};
