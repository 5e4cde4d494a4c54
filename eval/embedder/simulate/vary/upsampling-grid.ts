/**
 * The checkerboard that strided transposed convolutions leave (Odena et al. 2016):
 * https://distill.pub/2016/deconv-checkerboard/
 */
import { SIDE } from "../../pixel-set.ts";
import { type Image, mapValues } from "../image.ts";
import { between, normal, oneOf, type Random } from "../random.ts";

/** Every 2 or 4 pixels the same random values of sd .03 to .1, stronger where the picture is bright. */
export const gridded = (image: Image, random: Random): Image => {
  const period = oneOf(random, [2, 4]);
  const strength = between(random, 0.03, 0.1);
  const cell = Array.from({ length: period * period * 3 }, () => strength * normal(random));
  return mapValues(image, (value, channel, pixel) => {
    const [x, y] = [pixel % SIDE, Math.floor(pixel / SIDE)];
    return value + cell[((y % period) * period + (x % period)) * 3 + channel]! * (0.4 + value);
  });
};
