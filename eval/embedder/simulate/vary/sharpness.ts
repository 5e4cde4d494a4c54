/** Blurred and sharpened again, and noise with grain. */
import { blurred } from "../filters.ts";
import { AREA, type Image, mapValues } from "../image.ts";
import { between, normal, type Random } from "../random.ts";

/** Blur of sigma .6 to 1.8 pixels, then a halo: .5 to 2 times what a blur of 1.5 to 3 pixels takes away. */
export const haloed = (image: Image, random: Random): Image => {
  const soft = blurred(image, 3, between(random, 0.6, 1.8));
  const softer = blurred(soft, 3, between(random, 1.5, 3));
  const strength = between(random, 0.5, 2);
  return soft.map((value, at) => value + strength * (value - softer[at]!));
};

/** By half noise that hangs together over some pixels, sd .03 to .09, by half .5 to 2.5 % of the pixels black or white. */
export const grainy = (image: Image, random: Random): Image =>
  random() < 0.5 ? correlatedNoise(image, random) : salted(image, random);

const correlatedNoise = (image: Image, random: Random): Image => {
  const noise = blurred(
    Float32Array.from({ length: 3 * AREA }, () => normal(random)),
    3,
    between(random, 0.7, 1.5),
  );
  const deviation = Math.sqrt(noise.reduce((sum, value) => sum + value * value, 0) / noise.length);
  const scale = between(random, 0.03, 0.09) / deviation;
  return image.map((value, at) => value + scale * noise[at]!);
};

const salted = (image: Image, random: Random): Image => {
  const share = between(random, 0.005, 0.025);
  const salt = Float32Array.from({ length: AREA }, () => (random() < share ? Math.round(random()) : -1));
  return mapValues(image, (value, _, pixel) => (salt[pixel]! < 0 ? value : salt[pixel]!));
};
