/** Pictures row by row in cells of one size. */
import type { Picture } from "./picture.ts";

/** Each picture in the middle of its cell, transparent around it. @returns height x width x 4 bytes */
export const arranged = (
  pictures: readonly Picture[],
  cell: number,
  columns: number,
): { pixels: Uint8Array; width: number; height: number } => {
  const width = columns * cell;
  const height = Math.ceil(pictures.length / columns) * cell;
  const pixels = new Uint8Array(width * height * 4);
  for (const [index, picture] of pictures.entries()) {
    const left = (index % columns) * cell + Math.floor((cell - picture.width) / 2);
    const top = Math.floor(index / columns) * cell + Math.floor((cell - picture.height) / 2);
    for (let y = 0; y < picture.height; y++)
      for (let x = 0; x < picture.width; x++) {
        const from = (y * picture.width + x) * 3;
        const to = ((top + y) * width + left + x) * 4;
        pixels.set(picture.pixels.subarray(from, from + 3), to);
        pixels[to + 3] = 255;
      }
  }
  return { pixels, width, height };
};
