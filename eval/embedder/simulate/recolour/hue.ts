/** Hue turned by any angle; hue, saturation and value of Smith (1978). */
import { type Image, mapPixels } from "../image.ts";
import { between, logBetween, type Random } from "../random.ts";

/** Full circle; saturation times .7 to 1.6. */
export const turnedHue = (image: Image, random: Random): Image => {
  const turn = between(random, 0, 6);
  const strength = logBetween(random, 0.7, 1.6);
  return mapPixels((pixel) => {
    const [red, green, blue] = [image[3 * pixel]!, image[3 * pixel + 1]!, image[3 * pixel + 2]!];
    const value = Math.max(red, green, blue);
    const chroma = value - Math.min(red, green, blue);
    if (chroma === 0) return [value, value, value];
    const sector =
      value === red
        ? (green - blue) / chroma
        : value === green
          ? 2 + (blue - red) / chroma
          : 4 + (red - green) / chroma;
    const saturation = Math.min(1, (chroma / value) * strength);
    const channel = (offset: number) => {
      const at = (((offset + sector + turn) % 6) + 6) % 6;
      return value - value * saturation * Math.max(0, Math.min(at, 4 - at, 1));
    };
    return [channel(5), channel(3), channel(1)];
  });
};
