/** Images as numbers that can be changed: SIDE x SIDE x 3 values, RGB interleaved, 0..1 when they are shown. */
import { SIDE } from "../pixel-set.ts";

export type Image = Float32Array;

/** Pixels of an image. */
export const AREA = SIDE * SIDE;

export const imageOf = (pixels: Uint8Array): Image => new Float32Array(pixels).map((value) => value / 255);

/** Rounded; what lies outside 0..1 is clipped. */
export const bytesOf = (image: Image): Uint8Array =>
  new Uint8Array(image.map((value) => Math.round(255 * Math.min(1, Math.max(0, value)))));

/** AREA values, the mean of red, green and blue: what the built-in network takes for lightness. */
export const lightnessOf = (image: Image): Float32Array => {
  const lightness = new Float32Array(AREA);
  for (let pixel = 0; pixel < AREA; pixel++)
    lightness[pixel] = (image[3 * pixel]! + image[3 * pixel + 1]! + image[3 * pixel + 2]!) / 3;
  return lightness;
};

/** @param change new value of a channel (0 red, 1 green, 2 blue) at a pixel (rows from the top) */
export const mapValues = (image: Image, change: (value: number, channel: number, pixel: number) => number): Image => {
  const changed = new Float32Array(3 * AREA);
  for (let pixel = 0, at = 0; pixel < AREA; pixel++)
    for (let channel = 0; channel < 3; channel++, at++) changed[at] = change(image[at]!, channel, pixel);
  return changed;
};

/** @param colour of a pixel */
export const mapPixels = (colour: (pixel: number) => readonly [number, number, number]): Image => {
  const image = new Float32Array(3 * AREA);
  for (let pixel = 0; pixel < AREA; pixel++) {
    const values = colour(pixel);
    for (let channel = 0; channel < 3; channel++) image[3 * pixel + channel] = values[channel]!;
  }
  return image;
};

/** Every value on its way to the other image's. @param share 0 the first, 1 the second */
export const blended = (first: Image, second: Image, share: number): Image =>
  first.map((value, at) => (1 - share) * value + share * second[at]!);
