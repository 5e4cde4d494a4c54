/** Lightness of a picture in whole numbers. */
import { reserve, simdLoops } from "../kit/simd.ts";
import type { Picture } from "./picture.ts";

interface Functions {
  addUpChannels(pixels: number, count: number, luma: number): void;
}

const loops = simdLoops<Functions>();
/** Pixels that are added up at once. */
const AT_ONCE = 2 ** 14;

/** Red + green + blue of each pixel. */
export const lumaOf = ({ pixels, width, height }: Picture): Uint16Array => {
  const { memory, addUpChannels } = loops();
  const buffer = reserve(memory, 5 * AT_ONCE);
  const part = new Uint8Array(buffer, 0, 3 * AT_ONCE);
  const luma = new Uint16Array(width * height);
  for (let start = 0; start < luma.length; start += AT_ONCE) {
    const count = Math.min(AT_ONCE, luma.length - start);
    part.set(pixels.subarray(3 * start, 3 * (start + count)));
    addUpChannels(0, count, part.length);
    luma.set(new Uint16Array(buffer, part.length, count), start);
  }
  return luma;
};
