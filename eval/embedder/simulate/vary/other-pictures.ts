/** Changes that take something of another picture of the same source. */
import { SIDE } from "../../pixel-set.ts";
import type { Change } from "../family.ts";
import { blended, type Image, mapValues } from "../image.ts";
import { between, oneOf, wholeBetween } from "../random.ts";

/** On the way to another picture by .1 to .3. */
export const drifted =
  (pool: readonly Image[]): Change =>
  (image, random) =>
    blended(image, oneOf(random, pool), between(random, 0.1, 0.3));

/** Of the image. */
const LEAST_AREA = 0.03;
const MOST_AREA = 0.1;

/** One to three round patches with soft borders show another picture: 3 to 10 % of the area together. */
export const patched =
  (pool: readonly Image[]): Change =>
  (image, random) => {
    const count = wholeBetween(random, 1, 3);
    const area = between(random, LEAST_AREA, MOST_AREA) * SIDE * SIDE;
    let result = image;
    for (let patch = 0; patch < count; patch++) {
      const other = oneOf(random, pool);
      const stretch = between(random, 0.6, 1.6);
      const radius = Math.sqrt(area / count / Math.PI);
      const [x, y] = [between(random, 8, SIDE - 8), between(random, 8, SIDE - 8)];
      result = mapValues(result, (value, channel, pixel) => {
        const [across, down] = [((pixel % SIDE) - x) / stretch, (Math.floor(pixel / SIDE) - y) * stretch];
        const distance = Math.sqrt(across * across + down * down);
        const share = 1 / (1 + Math.exp((distance - radius) / 0.8));
        return (1 - share) * value + share * other[3 * pixel + channel]!;
      });
    }
    return result;
  };
