/** Light that differs from place to place, and another contrast. */
import { SIDE } from "../../pixel-set.ts";
import { AREA, type Image, mapValues } from "../image.ts";
import { between, logBetween, type Random } from "../random.ts";
import { smoothField } from "../smooth-field.ts";

/** Light from 1/3.3 to 3.3 of the picture's, by half with a vignette; contrast .6 to 1.6 around the mean. */
export const strongLight = (image: Image, random: Random): Image => {
  const field = smoothField(random, 1.2);
  const strength = between(random, 0.6, 1.2);
  const vignette = random() < 0.5 ? vignetteOf(random) : null;
  const lit = mapValues(
    image,
    (value, _, pixel) => value * Math.exp(strength * field[pixel]!) * (vignette?.[pixel] ?? 1),
  );
  const contrast = logBetween(random, 0.6, 1.6);
  const mean = lit.reduce((sum, value) => sum + value, 0) / lit.length;
  const level = between(random, 0.3, 0.7);
  return lit.map((value) => level + contrast * (value - mean));
};

/** Falls from 1 around a random centre to .15 to .6 in the corners. */
const vignetteOf = (random: Random): Float32Array => {
  const [x, y] = [between(random, 0.3, 0.7) * SIDE, between(random, 0.3, 0.7) * SIDE];
  const least = between(random, 0.15, 0.6);
  return Float32Array.from({ length: AREA }, (_, pixel) => {
    const distance = Math.hypot((pixel % SIDE) - x, Math.floor(pixel / SIDE) - y) / (0.7 * SIDE);
    return 1 - (1 - least) * Math.min(1, distance) ** 2;
  });
};
