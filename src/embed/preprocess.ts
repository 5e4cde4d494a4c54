/** What the built-in network sees of an image: a centred, contrast-normalised view with colour kept at a fixed scale. */
import { centringShift } from "./centre.ts";
import { ShiftedRows } from "./shifted-rows.ts";

export const CHANNELS = 4;

/** Keeps flat images from being blown up to full contrast. */
const CONTRAST_FLOOR = 0.04;

/** Working memory for images of one size, kept between images. */
let scratch: { size: number; rows: ShiftedRows; luma: Float64Array } | undefined;

/**
 * Writes CHANNELS x size x size values into `target` from `offset` on:
 * (Y - mean Y) / (sd Y + 0.04), 4 (R - G), 4 (B - (R + G) / 2), 4 Y - 2, with Y the mean of R, G, B in 0..1.
 * @param pixels size x size x 3 bytes, RGB
 */
export const preprocess = (pixels: Uint8Array, size: number, target: Float32Array, offset: number): void => {
  const area = size * size;
  if (scratch?.size !== size) scratch = { size, rows: new ShiftedRows(size), luma: new Float64Array(area) };
  const { rows, luma } = scratch;
  const redGreen = offset + area;
  const blueYellow = redGreen + area;
  const brightness = blueYellow + area;
  let sum = 0;
  rows.visit(pixels, centringShift(pixels, size), (row, y) => {
    // Of its own: a number that lives outside this function is allocated anew whenever it changes.
    let rowSum = 0;
    for (let at = 0, index = y * size; at < row.length; at += 3, index++) {
      const red = row[at]!;
      const green = row[at + 1]!;
      const blue = row[at + 2]!;
      const value = (red + green + blue) / 3;
      luma[index] = value;
      rowSum += value;
      target[redGreen + index] = 4 * (red - green);
      target[blueYellow + index] = 4 * (blue - (red + green) / 2);
      target[brightness + index] = 4 * value - 2;
    }
    sum += rowSum;
  });
  const mean = sum / area;
  let squares = 0;
  for (let index = 0; index < area; index++) {
    const difference = luma[index]! - mean;
    squares += difference * difference;
  }
  const scale = 1 / (Math.sqrt(squares / (area - 1)) + CONTRAST_FLOOR);
  for (let index = 0; index < area; index++) target[offset + index] = (luma[index]! - mean) * scale;
};
