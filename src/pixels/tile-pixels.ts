/** Pixels of one image of a picture, and what is measured on them before resizing. */
import { greatest } from "../kit/stats.ts";
import type { Picture } from "./picture.ts";
import { resizeHere } from "./resize.ts";
import { sharpOf } from "./tuned-sharp.ts";

/** Values whose squares, summed, fit into 31 bits: whole numbers of that size add up several times faster. */
const BLOCK = 2 ** 11;

/** To size x size, aspect not kept; bilinear with area averaging when shrinking. */
export const resizePicture = async (picture: Picture, size: number): Promise<Uint8Array> =>
  picture.width === size && picture.height === size
    ? picture.pixels
    : (resizeHere(picture, size) ??
      sharpOf(picture).resize(size, size, { fit: "fill", kernel: "linear" }).raw().toBuffer());

/**
 * One pass for three channels, written out: three passes cost a tenth of all decoding. A function of its own, which is compiled when it was
 * run: what stands in front of a long loop was not, and the compiled loop is given up again and again.
 * @param sums of the channels, then of their squares; added to
 */
const addBlock = (pixels: Uint8Array, start: number, end: number, sums: number[]): void => {
  let [red, green, blue, redSquares, greenSquares, blueSquares] = [0, 0, 0, 0, 0, 0];
  for (let at = start; at < end; at += 3) {
    const r = pixels[at]!;
    const g = pixels[at + 1]!;
    const b = pixels[at + 2]!;
    red = (red + r) | 0;
    green = (green + g) | 0;
    blue = (blue + b) | 0;
    redSquares = (redSquares + Math.imul(r, r)) | 0;
    greenSquares = (greenSquares + Math.imul(g, g)) | 0;
    blueSquares = (blueSquares + Math.imul(b, b)) | 0;
  }
  for (const [index, sum] of [red, green, blue, redSquares, greenSquares, blueSquares].entries()) sums[index]! += sum;
};

/** Largest standard deviation of a channel, 0..255. */
export const colourSpread = ({ pixels }: Picture): number => {
  const sums = [0, 0, 0, 0, 0, 0];
  for (let start = 0; start < pixels.length; start += 3 * BLOCK)
    addBlock(pixels, start, Math.min(start + 3 * BLOCK, pixels.length), sums);
  const count = pixels.length / 3;
  const variances = [0, 1, 2].map((channel) => sums[channel + 3]! / count - (sums[channel]! / count) ** 2);
  return Math.sqrt(Math.max(0, greatest(variances)));
};
