/** What the built-in network sees of an image, centred: its edges at even contrast, and its colours on a coarse lattice. */
import { centringShift, findEdges, preparedBy } from "./edges.ts";

/** Values of one prepared image. @param size side in pixels, a multiple of 4 */
export const preparedLength = (size: number): number => 3 * (size / 2) ** 2 + 3 * (size / 4) ** 2;

/**
 * Writes `preparedLength` values into `target` from `offset` on: the three planes of `Edges`, size / 2 x size / 2, divided by the mean
 * of the mean length nearby (5 x 5 cells) and everywhere, plus 20, and moved to the middle, 0 where nothing comes in; then of mean
 * colours in 0..1 4 (R - G), 4 (B - (R + G) / 2) and 4 Y - 2, each size / 4 x size / 4, moved likewise, borders repeated.
 * @param pixels size x size x 3 bytes, RGB
 */
export const preprocess = (pixels: Uint8Array, size: number, target: Float32Array, offset: number): void => {
  target.set(preparedBy(centringShift(findEdges(pixels, size))), offset);
};
