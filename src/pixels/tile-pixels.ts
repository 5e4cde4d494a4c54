/** Pixels of one image of a picture, and what is measured on them before resizing. */
import { nativeScale } from "./native-scale.ts";
import { cropPicture, type Picture } from "./picture.ts";
import { sharpOf } from "./tuned-sharp.ts";

/** Neighbour correlation is measured on at most this many pixels a side, from the middle. */
const MEASURED_SIDE = 512;

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
  return Math.sqrt(Math.max(0, ...variances));
};

/**
 * Mean of the correlations of horizontal and of vertical neighbours in luminance, enlargement undone; null when nothing
 * varies.
 */
export const neighbourCorrelation = (picture: Picture): number | null => {
  const middle = middleOf(picture);
  const enlarged = new Uint16Array(middle.width * middle.height);
  for (let index = 0, at = 0; index < enlarged.length; index++, at += 3)
    enlarged[index] = middle.pixels[at]! + middle.pixels[at + 1]! + middle.pixels[at + 2]!;
  const { luma, width } = nativeScale(enlarged, middle.width);
  const count = luma.length;
  let across = 0;
  let down = 0;
  for (let start = 0; start < count; start += width) {
    const last = start + width - 1;
    let rowAcross = 0;
    let rowDown = 0;
    for (let at = start; at < last; at++) rowAcross = (rowAcross + Math.imul(luma[at]!, luma[at + 1]!)) | 0;
    if (last + width < count)
      for (let at = start; at <= last; at++) rowDown = (rowDown + Math.imul(luma[at]!, luma[at + width]!)) | 0;
    across += rowAcross;
    down += rowDown;
  }
  const all = momentsOf(luma, 0, count, 1);
  const firstRow = momentsOf(luma, 0, width, 1);
  const lastRow = momentsOf(luma, count - width, count, 1);
  const firstColumn = momentsOf(luma, 0, count, width);
  const lastColumn = momentsOf(luma, width - 1, count, width);
  // Every pixel but the last column against every pixel but the first column, and the same for rows.
  const along = [
    correlation(minus(all, lastColumn), minus(all, firstColumn), across),
    correlation(minus(all, lastRow), minus(all, firstRow), down),
  ].filter((value) => value !== null);
  return along.length === 0 ? null : along.reduce((sum, value) => sum + value, 0) / along.length;
};

/** Whole numbers below 2^53: exact, so that sums of parts can be taken from sums of all. */
interface Moments {
  count: number;
  sum: number;
  squares: number;
}

/** Values whose squares, summed, fit into 31 bits (3 x 255 at most): whole numbers of that size add up several times faster. */
const BLOCK = 2 ** 11;

/** Of every `step`-th value from `start` on. */
const momentsOf = (values: Uint8Array | Uint16Array, start: number, end: number, step: number): Moments => {
  const moments = { count: Math.ceil((end - start) / step), sum: 0, squares: 0 };
  for (let block = start; block < end; block += BLOCK * step) {
    const blockEnd = Math.min(end, block + BLOCK * step);
    let sum = 0;
    let squares = 0;
    for (let at = block; at < blockEnd; at += step) {
      sum = (sum + values[at]!) | 0;
      squares = (squares + Math.imul(values[at]!, values[at]!)) | 0;
    }
    moments.sum += sum;
    moments.squares += squares;
  }
  return moments;
};

const minus = (a: Moments, b: Moments): Moments => ({
  count: a.count - b.count,
  sum: a.sum - b.sum,
  squares: a.squares - b.squares,
});

/** Pearson's, from the moments of both sides and the sum of the products. */
const correlation = (a: Moments, b: Moments, products: number): number | null => {
  const { count } = a;
  const spread = (a.squares - a.sum ** 2 / count) * (b.squares - b.sum ** 2 / count);
  return count < 2 || spread <= 1e-9 ? null : (products - (a.sum * b.sum) / count) / Math.sqrt(spread);
};

const middleOf = (picture: Picture): Picture => {
  const width = Math.min(picture.width, MEASURED_SIDE);
  const height = Math.min(picture.height, MEASURED_SIDE);
  if (width === picture.width && height === picture.height) return picture;
  const left = Math.floor((picture.width - width) / 2);
  const top = Math.floor((picture.height - height) / 2);
  return cropPicture(picture, { left, top, width, height });
};
