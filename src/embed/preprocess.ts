/** What the built-in network sees of an image: a centred, contrast-normalised view with colour kept at a fixed scale. */
import { centringShift, shiftImage } from "./centre.ts";

export const CHANNELS = 4;

/** Keeps flat images from being blown up to full contrast. */
const CONTRAST_FLOOR = 0.04;

/**
 * Writes CHANNELS x size x size values into `target` from `offset` on:
 * (Y - mean Y) / (sd Y + 0.04), 4 (R - G), 4 (B - (R + G) / 2), 4 Y - 2, with Y the mean of R, G, B in 0..1.
 * @param pixels size x size x 3 bytes, RGB
 */
export const preprocess = (pixels: Uint8Array, size: number, target: Float32Array, offset: number): void => {
  const area = size * size;
  const image = shiftImage(pixels, size, centringShift(pixels, size));
  const luma = new Float64Array(area);
  let sum = 0;
  for (let index = 0; index < area; index++) {
    luma[index] = (image[index * 3]! + image[index * 3 + 1]! + image[index * 3 + 2]!) / 3;
    sum += luma[index]!;
  }
  const mean = sum / area;
  let squares = 0;
  for (let index = 0; index < area; index++) squares += (luma[index]! - mean) ** 2;
  const scale = 1 / (Math.sqrt(squares / (area - 1)) + CONTRAST_FLOOR);
  for (let index = 0; index < area; index++) {
    const red = image[index * 3]!;
    const green = image[index * 3 + 1]!;
    const blue = image[index * 3 + 2]!;
    target[offset + index] = (luma[index]! - mean) * scale;
    target[offset + area + index] = 4 * (red - green);
    target[offset + 2 * area + index] = 4 * (blue - (red + green) / 2);
    target[offset + 3 * area + index] = 4 * luma[index]! - 2;
  }
};
