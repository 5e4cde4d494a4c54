/** Another view: corners moved as by a tilted camera, and a smooth warp on top. */
import { SIDE } from "../../pixel-set.ts";
import { resampled } from "../filters.ts";
import type { Image } from "../image.ts";
import { between, type Random } from "../random.ts";
import { smoothField } from "../smooth-field.ts";

/** Of the divisor of a perspective view, per half of the side. */
const MOST_TILT = 0.12;
/** Of the linear part: scale, shear and turn. */
const MOST_SHEAR = 0.08;
/** Pixels. */
const MOST_SHIFT = 2.5;
const MOST_WARP = 2.5;

export const warped = (image: Image, random: Random): Image => {
  const small = (most: number) => between(random, -most, most);
  const [a, b, c, d] = [1 + small(MOST_SHEAR), small(MOST_SHEAR), small(MOST_SHEAR), 1 + small(MOST_SHEAR)];
  const [tiltX, tiltY, right, down] = [small(MOST_TILT), small(MOST_TILT), small(MOST_SHIFT), small(MOST_SHIFT)];
  const [fieldX, fieldY] = [smoothField(random, 2), smoothField(random, 2)];
  const reach = between(random, 0.5, MOST_WARP);
  const half = (SIDE - 1) / 2;
  return resampled(image, (x, y) => {
    const [u, v] = [(x - half) / half, (y - half) / half];
    const divisor = 1 + tiltX * u + tiltY * v;
    const pixel = y * SIDE + x;
    return [
      half + (half * (a * u + b * v)) / divisor + right + reach * fieldX[pixel]!,
      half + (half * (c * u + d * v)) / divisor + down + reach * fieldY[pixel]!,
    ];
  });
};
