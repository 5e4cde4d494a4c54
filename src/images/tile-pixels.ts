/** Pixels of one image of a picture, and what is measured on them before resizing. */
import sharp from "sharp";
import type { Box } from "./image-set.ts";
import type { Picture } from "./read-picture.ts";

/** Neighbour correlation is measured on at most this many pixels a side, from the middle. */
const MEASURED_SIDE = 512;

export const cropPicture = (picture: Picture, box: Box): Picture => {
  const pixels = new Uint8Array(box.width * box.height * 3);
  for (let row = 0; row < box.height; row++) {
    const start = ((box.top + row) * picture.width + box.left) * 3;
    pixels.set(picture.pixels.subarray(start, start + box.width * 3), row * box.width * 3);
  }
  return { pixels, width: box.width, height: box.height };
};

/** To size x size, aspect not kept; bilinear with area averaging when shrinking. */
export const resizePicture = async ({ pixels, width, height }: Picture, size: number): Promise<Uint8Array> =>
  width === size && height === size
    ? pixels
    : sharp(pixels, { raw: { width, height, channels: 3 } })
        .resize(size, size, { fit: "fill", kernel: "linear" })
        .raw()
        .toBuffer();

/** Largest standard deviation of a channel, 0..255. */
export const colourSpread = ({ pixels }: Picture): number => {
  const count = pixels.length / 3;
  let largest = 0;
  for (let channel = 0; channel < 3; channel++) {
    let sum = 0;
    let squares = 0;
    for (let index = channel; index < pixels.length; index += 3) {
      const value = pixels[index]!;
      sum += value;
      squares += value * value;
    }
    largest = Math.max(largest, squares / count - (sum / count) ** 2);
  }
  return Math.sqrt(Math.max(0, largest));
};

/** Mean of the correlations of horizontal and of vertical neighbours in luminance; null when nothing varies. */
export const neighbourCorrelation = (picture: Picture): number | null => {
  const { pixels, width } = middleOf(picture);
  const height = pixels.length / 3 / width;
  const luma = new Float64Array(width * height);
  for (let index = 0; index < luma.length; index++)
    luma[index] = pixels[index * 3]! + pixels[index * 3 + 1]! + pixels[index * 3 + 2]!;
  const along = [correlation(luma, width, height, 1, 0), correlation(luma, width, height, 0, 1)].filter(
    (value) => value !== null,
  );
  return along.length === 0 ? null : along.reduce((sum, value) => sum + value, 0) / along.length;
};

const middleOf = (picture: Picture): Picture => {
  const width = Math.min(picture.width, MEASURED_SIDE);
  const height = Math.min(picture.height, MEASURED_SIDE);
  if (width === picture.width && height === picture.height) return picture;
  const left = Math.floor((picture.width - width) / 2);
  const top = Math.floor((picture.height - height) / 2);
  return cropPicture(picture, { left, top, width, height });
};

/** Pearson correlation of every pixel with the one `dx` to the right and `dy` below. */
const correlation = (luma: Float64Array, width: number, height: number, dx: number, dy: number): number | null => {
  let count = 0;
  let sumA = 0;
  let sumB = 0;
  let squaresA = 0;
  let squaresB = 0;
  let products = 0;
  for (let y = 0; y + dy < height; y++)
    for (let x = 0; x + dx < width; x++) {
      const a = luma[y * width + x]!;
      const b = luma[(y + dy) * width + x + dx]!;
      count++;
      sumA += a;
      sumB += b;
      squaresA += a * a;
      squaresB += b * b;
      products += a * b;
    }
  const spread = (squaresA - sumA ** 2 / count) * (squaresB - sumB ** 2 / count);
  return count < 2 || spread <= 1e-9 ? null : (products - (sumA * sumB) / count) / Math.sqrt(spread);
};
