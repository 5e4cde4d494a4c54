/** The training data: inkblots. Random smooth fields, pushed towards black and white; no two are alike. */
import type { Random } from "./random.ts";

export const SIDE = 28;
/** Random heights on a coarse lattice make the blots. */
const LATTICE = 5;
const CONTRAST = 5;

/** SIDE x SIDE values in [-1, 1]. */
export const inkblot = (random: Random): Float32Array => {
  const heights = random.normals(LATTICE * LATTICE);
  const image = new Float32Array(SIDE * SIDE);
  for (let y = 0; y < SIDE; y++)
    for (let x = 0; x < SIDE; x++)
      image[y * SIDE + x] = Math.tanh(
        CONTRAST * smooth(heights, x, y) * vignette(x, y) - 0.8 * (1 - vignette(x, y)) * CONTRAST,
      );
  return image;
};

/** Cosine interpolation between the four lattice points around a pixel. */
const smooth = (heights: Float32Array, x: number, y: number): number => {
  const scale = (LATTICE - 1) / (SIDE - 1);
  const ease = (t: number) => (1 - Math.cos(Math.PI * t)) / 2;
  const column = Math.min(LATTICE - 2, Math.floor(x * scale));
  const row = Math.min(LATTICE - 2, Math.floor(y * scale));
  const right = ease(x * scale - column);
  const down = ease(y * scale - row);
  const at = (r: number, c: number) => heights[r * LATTICE + c]!;
  const above = at(row, column) * (1 - right) + at(row, column + 1) * right;
  const below = at(row + 1, column) * (1 - right) + at(row + 1, column + 1) * right;
  return above * (1 - down) + below * down;
};

/** 1 in the middle, 0 at the border: blots lie on white paper. */
const vignette = (x: number, y: number): number => {
  const middle = (SIDE - 1) / 2;
  const radius = Math.max(Math.abs(x - middle), Math.abs(y - middle)) / middle;
  return Math.max(0, Math.min(1, (1 - radius) * 4));
};
