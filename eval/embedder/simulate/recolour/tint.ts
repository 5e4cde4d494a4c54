/** Lightness in other colours: two-coloured pictures, and strong casts. */
import { type Image, lightnessOf, mapValues } from "../image.ts";
import { between, type Colour, type Random, randomColour } from "../random.ts";

/** A ramp between two random colours, the darker one for the dark; or the picture tinted by .5 to 1. */
export const tinted = (image: Image, random: Random): Image =>
  random() < 0.6 ? twoColoured(image, random) : cast(image, random);

const twoColoured = (image: Image, random: Random): Image => {
  const [first, second] = [randomColour(random), randomColour(random)];
  const lightness = ([red, green, blue]: Colour) => red + green + blue;
  const [dark, light] = lightness(first) < lightness(second) ? [first, second] : [second, first];
  const values = lightnessOf(image);
  return mapValues(image, (_, channel, pixel) => {
    const share = values[pixel]!;
    return (1 - share) * dark[channel]! + share * light[channel]!;
  });
};

/** Lightness times a colour of largest channel 1, and a part of that colour on top. */
const cast = (image: Image, random: Random): Image => {
  const raw = randomColour(random);
  const tint = raw.map((value) => value / Math.max(...raw));
  const strength = between(random, 0.5, 1);
  const veil = between(random, 0, 0.3);
  const values = lightnessOf(image);
  return mapValues(image, (value, channel, pixel) => {
    const coloured = tint[channel]! * (veil + (1 - veil) * values[pixel]!);
    return (1 - strength) * value + strength * coloured;
  });
};
