/**
 * How much of one pattern all images share, pixel by pixel: a generator that has collapsed draws one picture at one place, while images of
 * a narrow domain have their parts in other places. The mean Pearson correlation of two images, and the same of their fine detail alone.
 */
import { mean } from "../kit/stats.ts";

export interface SharedPattern {
  /** Of the brightness, in [-1, 1]. */
  whole: number;
  /** Of its second differences (the discrete Laplacian), in [-1, 1]: outlines and texture without light and ground. */
  detail: number;
}

/** Standard deviation of brightness, 0..255, under which an image shows nothing. */
const BLANK = 1;

/**
 * @param pictures size x size x 3 bytes each, RGB
 * @returns null with fewer than 3 that have contrast
 */
export const sharedPattern = (pictures: readonly Uint8Array[], size: number): SharedPattern | null => {
  const images = pictures
    .map((pixels) => brightness(pixels))
    .filter((values) => lengthOf(centred(values)) >= BLANK * size);
  if (images.length < 3) return null;
  return {
    whole: meanCorrelation(images.map(centred)),
    detail: meanCorrelation(images.map((values) => laplacian(values, size))),
  };
};

/** Rec. 601. */
const brightness = (pixels: Uint8Array): Float64Array =>
  Float64Array.from({ length: pixels.length / 3 }, (_, at) => {
    const [red, green, blue] = [pixels[3 * at]!, pixels[3 * at + 1]!, pixels[3 * at + 2]!];
    return 0.299 * red + 0.587 * green + 0.114 * blue;
  });

const centred = (values: Float64Array): Float64Array => {
  const middle = mean([...values]);
  return values.map((value) => value - middle);
};

/** 0 along the edges. */
const laplacian = (values: Float64Array, size: number): Float64Array => {
  const detail = new Float64Array(values.length);
  for (let y = 1; y < size - 1; y++)
    for (let x = 1; x < size - 1; x++) {
      const at = y * size + x;
      detail[at] = 4 * values[at]! - values[at - 1]! - values[at + 1]! - values[at - size]! - values[at + size]!;
    }
  return detail;
};

const lengthOf = (values: Float64Array): number => Math.sqrt(values.reduce((sum, value) => sum + value * value, 0));

/** Mean cosine of all pairs: (|sum of unit vectors|^2 - n) / (n (n - 1)). */
const meanCorrelation = (images: readonly Float64Array[]): number => {
  const n = images.length;
  const total = new Float64Array(images[0]!.length);
  for (const values of images) {
    const length = lengthOf(values) || 1;
    for (let at = 0; at < total.length; at++) total[at]! += values[at]! / length;
  }
  return (lengthOf(total) ** 2 - n) / (n * (n - 1));
};
