/** Neighbourhoods of pixels. Borders repeat the outermost pixel. */
import { SIDE } from "../pixel-set.ts";
import { AREA, type Image } from "./image.ts";

const clip = (at: number) => Math.max(0, Math.min(SIDE - 1, at));

/** Gaussian blur of `channels` interleaved values per pixel. @param sigma pixels, above 0 */
export const blurred = (values: Float32Array, channels: number, sigma: number): Float32Array => {
  const radius = Math.max(1, Math.ceil(3 * sigma));
  const raw = Array.from({ length: 2 * radius + 1 }, (_, at) => Math.exp(-((at - radius) ** 2) / (2 * sigma * sigma)));
  const total = raw.reduce((sum, weight) => sum + weight, 0);
  const weights = raw.map((weight) => weight / total);
  const row = SIDE * channels;
  const along = (from: Float32Array, inRow: boolean): Float32Array => {
    const to = new Float32Array(from.length);
    const step = inRow ? channels : row;
    const length = inRow ? row : channels;
    for (let place = 0; place < SIDE; place++)
      for (let at = -radius; at <= radius; at++) {
        const weight = weights[at + radius]!;
        const shift = (clip(place + at) - place) * step;
        // The values at one place along the direction: a column of the image or a row of it.
        for (let line = 0; line < SIDE; line++)
          for (let channel = 0; channel < channels; channel++) {
            const index = place * step + line * length + channel;
            to[index]! += weight * from[index + shift]!;
          }
      }
    return to;
  };
  return along(along(values, true), false);
};

/** Length of the central difference at every pixel, per pixel. @param values one per pixel */
export const gradientOf = (values: Float32Array): Float32Array => {
  const lengths = new Float32Array(AREA);
  for (let y = 0; y < SIDE; y++) {
    const [here, above, below] = [y * SIDE, clip(y - 1) * SIDE, clip(y + 1) * SIDE];
    for (let x = 0; x < SIDE; x++) {
      const across = values[here + clip(x + 1)]! - values[here + clip(x - 1)]!;
      const down = values[below + x]! - values[above + x]!;
      lengths[here + x] = Math.sqrt(across * across + down * down) / 2;
    }
  }
  return lengths;
};

/** An image read at other places, bilinear. @param place of a pixel (x, y) in the image it is read from */
export const resampled = (image: Image, place: (x: number, y: number) => readonly [number, number]): Image => {
  const result = new Float32Array(image.length);
  for (let y = 0; y < SIDE; y++)
    for (let x = 0; x < SIDE; x++) {
      const from = place(x, y);
      const [fromX, fromY] = [clip(from[0]), clip(from[1])];
      const [left, top] = [Math.floor(fromX), Math.floor(fromY)];
      const [shareX, shareY] = [fromX - left, fromY - top];
      const [toRight, toLow] = [left < SIDE - 1 ? 3 : 0, top < SIDE - 1 ? 3 * SIDE : 0];
      for (let channel = 0; channel < 3; channel++) {
        const at = (top * SIDE + left) * 3 + channel;
        const upper = (1 - shareX) * image[at]! + shareX * image[at + toRight]!;
        const lower = (1 - shareX) * image[at + toLow]! + shareX * image[at + toLow + toRight]!;
        result[(y * SIDE + x) * 3 + channel] = (1 - shareY) * upper + shareY * lower;
      }
    }
  return result;
};
