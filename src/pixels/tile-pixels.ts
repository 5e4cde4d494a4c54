/** Pixels of one image of a picture, and what is measured on them before resizing. */
import { greatest } from "../kit/stats.ts";
import type { Picture } from "./picture.ts";
import { sharpOf } from "./tuned-sharp.ts";

/** Values whose squares, summed, fit into 31 bits: whole numbers of that size add up several times faster. */
const BLOCK = 2 ** 11;

/** To size x size, aspect not kept; bilinear with area averaging when shrinking. */
export const resizePicture = async (picture: Picture, size: number): Promise<Uint8Array> =>
  picture.width === size && picture.height === size
    ? picture.pixels
    : sharpOf(picture).resize(size, size, { fit: "fill", kernel: "linear" }).raw().toBuffer();

/** Largest standard deviation of a channel, 0..255. */
export const colourSpread = ({ pixels }: Picture): number => {
  const count = pixels.length / 3;
  const sums = [0, 0, 0, 0, 0, 0];
  // One pass for three channels, written out: three passes cost a tenth of all decoding.
  for (let start = 0; start < pixels.length; start += 3 * BLOCK) {
    const end = Math.min(start + 3 * BLOCK, pixels.length);
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
  }
  const variances = [0, 1, 2].map((channel) => sums[channel + 3]! / count - (sums[channel]! / count) ** 2);
  return Math.sqrt(Math.max(0, greatest(variances)));
};
