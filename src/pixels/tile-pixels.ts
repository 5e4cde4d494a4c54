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
  addChannels(pixels: number, count: number): void;
  red: Sum;
  green: Sum;
  blue: Sum;
  redSquares: Sum;
  greenSquares: Sum;
  blueSquares: Sum;
}

/** 32 bits without a sign, which JavaScript reads with one. */
interface Sum {
  readonly value: number;
}

const loops = simdLoops<Functions>();

/** Largest standard deviation of a channel, 0..255. */
export const colourSpread = ({ pixels }: Picture): number => {
  const { memory, addChannels, red, green, blue, redSquares, greenSquares, blueSquares } = loops();
  const part = new Uint8Array(reserve(memory, 3 * AT_ONCE));
  const channels = [
    { sum: red, squares: redSquares },
    { sum: green, squares: greenSquares },
    { sum: blue, squares: blueSquares },
  ];
  const totals = channels.map(() => ({ sum: 0, squares: 0 }));
  for (let start = 0; start < pixels.length; start += 3 * AT_ONCE) {
    const end = Math.min(start + 3 * AT_ONCE, pixels.length);
    part.set(pixels.subarray(start, end));
    addChannels(0, (end - start) / 3);
    for (const [index, { sum, squares }] of channels.entries()) {
      totals[index]!.sum += sum.value >>> 0;
      totals[index]!.squares += squares.value >>> 0;
    }
  }
  const count = pixels.length / 3;
  const variances = totals.map(({ sum, squares }) => squares / count - (sum / count) ** 2);
  return Math.sqrt(Math.max(0, greatest(variances)));
};
