/** Strokes that grow thicker or thinner: the brightest or darkest value nearby (grey dilation and erosion). */
import { SIDE } from "../../pixel-set.ts";
import { blended, type Image, mapValues } from "../image.ts";
import { between, oneOf, type Random } from "../random.ts";

/** By half a pixel to two pixels of a 64-pixel image: a full step of radius 1 or 2, blended with the original. */
export const restroked = (image: Image, random: Random): Image => {
  const radius = oneOf(random, [1, 2]);
  const choose = random() < 0.5 ? Math.max : Math.min;
  const changed = mapValues(image, (value, channel, pixel) => {
    const [x, y] = [pixel % SIDE, Math.floor(pixel / SIDE)];
    let chosen = value;
    for (let row = Math.max(0, y - radius); row <= Math.min(SIDE - 1, y + radius); row++)
      for (let column = Math.max(0, x - radius); column <= Math.min(SIDE - 1, x + radius); column++)
        if ((row - y) ** 2 + (column - x) ** 2 <= radius * radius + 0.5)
          chosen = choose(chosen, image[(row * SIDE + column) * 3 + channel]!);
    return chosen;
  });
  return blended(image, changed, between(random, 0.5, 1));
};
