/** How evenly a picture changes from pixel to pixel: everywhere a little, or nowhere but at edges. */
import { greatest, least } from "../../kit/stats.ts";

/**
 * (mean |d|)^2 / mean d^2 of the steps d between neighbours, across and down: 2 / pi = .64 for the Gaussian steps of blurred
 * noise, .67 for uniform white noise, .5 for black and white pixels by chance. Edges between smooth or flat areas make steps
 * rare and large, so pictures lie lower (Ruderman, The statistics of natural images, 1994); a regular pattern of steps is 1.
 */
export interface StepShape {
  /** Of the two directions. */
  lowest: number;
  highest: number;
}

/** @param values height x width, two of each or more */
export const stepShape = (values: ArrayLike<number>, width: number): StepShape => {
  let [across, acrossSquares, down, downSquares] = [0, 0, 0, 0];
  const height = values.length / width;
  for (let row = 0; row < height; row++)
    for (let at = row * width, last = at + width - 1; at <= last; at++) {
      if (at < last) {
        const step = Math.abs(values[at + 1]! - values[at]!);
        across += step;
        acrossSquares += step * step;
      }
      if (row < height - 1) {
        const step = Math.abs(values[at + width]! - values[at]!);
        down += step;
        downSquares += step * step;
      }
    }
  const shapes = [
    shape(across, acrossSquares, height * (width - 1)),
    shape(down, downSquares, (height - 1) * width),
  ] as const;
  return { lowest: least(shapes), highest: greatest(shapes) };
};

const shape = (sum: number, squares: number, count: number): number =>
  squares === 0 ? 0 : sum ** 2 / (count * squares);
