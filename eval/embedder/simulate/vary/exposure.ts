/** What cameras and networks change about light and colour without making another picture of it. */
import { type Image, mapValues } from "../image.ts";
import { between, logBetween, type Random } from "../random.ts";
import { smoothField } from "../smooth-field.ts";

/** Gamma .6 to 1.7, channels times .75 to 1.25. */
export const exposed = (image: Image, random: Random): Image => {
  const power = logBetween(random, 0.6, 1.7);
  const gains = [0, 1, 2].map(() => between(random, 0.75, 1.25));
  return mapValues(image, (value, channel) => gains[channel]! * value ** power);
};

/** Light from 1/1.65 to 1.65 of the picture's, changing slowly. */
export const softLight = (image: Image, random: Random): Image => {
  const field = smoothField(random, 1);
  const strength = between(random, 0.2, 0.5);
  return mapValues(image, (value, _, pixel) => value * Math.exp(strength * field[pixel]!));
};
