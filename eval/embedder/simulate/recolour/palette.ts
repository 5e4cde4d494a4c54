/** Every region of like colour gets another colour and keeps its shading. */
import { blurred } from "../filters.ts";
import { AREA, type Image, lightnessOf, mapPixels, mapValues } from "../image.ts";
import { between, type Colour, type Random, randomColour, wholeBetween } from "../random.ts";

const ROUNDS = 6;
/** Distance of any two new colours in RGB; the cube's diagonal is 1.73. */
const APART = 0.35;
/** Of the picture before it is divided, so that grain makes no regions, and of the new colours; sigma in pixels. */
const REGION_BLUR = 1.2;
const BORDER_BLUR = 0.6;

/** 3 to 6 regions. */
export const newPalette = (image: Image, random: Random): Image => {
  const count = wholeBetween(random, 3, 6);
  const regions = regionsOf(blurred(image, 3, REGION_BLUR), count, random);
  const colours = coloursApart(count, random);
  const lightness = lightnessOf(image);
  const [sums, sizes] = [new Float64Array(count), new Float64Array(count)];
  regions.forEach((region, pixel) => {
    sums[region]! += lightness[pixel]!;
    sizes[region]!++;
  });
  const shading = between(random, 0.7, 1.2);
  const flat = mapPixels((pixel) => colours[regions[pixel]!]!);
  return mapValues(blurred(flat, 3, BORDER_BLUR), (value, _, pixel) => {
    const region = regions[pixel]!;
    return value + shading * (lightness[pixel]! - sums[region]! / sizes[region]!);
  });
};

/** k-means in RGB (Lloyd 1982), started at random pixels. @returns region of every pixel */
const regionsOf = (image: Image, count: number, random: Random): Uint8Array => {
  const centres = Array.from({ length: count }, () => {
    const at = 3 * Math.floor(random() * AREA);
    return Float64Array.from(image.subarray(at, at + 3));
  });
  const regions = new Uint8Array(AREA);
  for (let round = 0; round < ROUNDS; round++) {
    const sums = centres.map(() => new Float64Array(4));
    for (let pixel = 0; pixel < AREA; pixel++) {
      const region = nearest(image, 3 * pixel, centres);
      regions[pixel] = region;
      const sum = sums[region]!;
      for (let channel = 0; channel < 3; channel++) sum[channel]! += image[3 * pixel + channel]!;
      sum[3]!++;
    }
    sums.forEach((sum, region) => {
      if (sum[3]! > 0) centres[region] = sum.subarray(0, 3).map((value) => value / sum[3]!);
    });
  }
  return regions;
};

const nearest = (image: Image, at: number, centres: readonly Float64Array[]): number => {
  let best = 0;
  let least = Number.POSITIVE_INFINITY;
  for (const [region, centre] of centres.entries()) {
    const [red, green, blue] = [image[at]! - centre[0]!, image[at + 1]! - centre[1]!, image[at + 2]! - centre[2]!];
    const distance = red * red + green * green + blue * blue;
    if (distance < least) [best, least] = [region, distance];
  }
  return best;
};

const coloursApart = (count: number, random: Random): Colour[] => {
  const colours: Colour[] = [];
  while (colours.length < count) {
    const next = randomColour(random);
    if (colours.every((other) => Math.hypot(...next.map((value, channel) => value - other[channel]!)) >= APART))
      colours.push(next);
  }
  return colours;
};
