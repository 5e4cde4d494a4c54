/** Pixels of one image of a picture, and what is measured on them before resizing. */
import { reserve, simdLoops } from "../kit/simd.ts";
import { greatest } from "../kit/stats.ts";
import type { Picture } from "./picture.ts";
import { resizeHere } from "./resize.ts";
import { sharpOf } from "./tuned-sharp.ts";

/** Pixels that are added up at once. */
const AT_ONCE = 2 ** 14;

/** To size x size, aspect not kept; bilinear with area averaging when shrinking. */
export const resizePicture = async (picture: Picture, size: number): Promise<Uint8Array> =>
  picture.width === size && picture.height === size
    ? picture.pixels
    : (resizeHere(picture, size) ??
      sharpOf(picture).resize(size, size, { fit: "fill", kernel: "linear" }).raw().toBuffer());

interface Functions {
  addChannels(pixels: number, count: number, into: number): void;
}

const loops = simdLoops<Functions>();

/** Largest standard deviation of a channel, 0..255. */
export const colourSpread = ({ pixels }: Picture): number => {
  const { memory, addChannels } = loops();
  const bytes = 3 * AT_ONCE;
  const buffer = reserve(memory, bytes + 24);
  const part = new Uint8Array(buffer, 0, bytes);
  const found = new Uint32Array(buffer, bytes, 6);
  const sums = [0, 0, 0, 0, 0, 0];
  for (let start = 0; start < pixels.length; start += bytes) {
    const end = Math.min(start + bytes, pixels.length);
    part.set(pixels.subarray(start, end));
    addChannels(0, (end - start) / 3, bytes);
    for (const [index, sum] of found.entries()) sums[index]! += sum;
  }
  const count = pixels.length / 3;
  const variances = [0, 1, 2].map((channel) => sums[channel + 3]! / count - (sums[channel]! / count) ** 2);
  return Math.sqrt(Math.max(0, greatest(variances)));
};
