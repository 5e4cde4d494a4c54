/** Pictures made for tests: a few coloured discs on a slope. */
import { SIDE } from "../../../../eval/embedder/pixel-set.ts";
import { type Image, mapPixels } from "../../../../eval/embedder/simulate/image.ts";
import { between, type Colour, randomColour, randomOf } from "../../../../eval/embedder/simulate/random.ts";

export const pictureOf = (name: string): Image => {
  const random = randomOf(name);
  const ground = randomColour(random);
  const discs = Array.from({ length: 5 }, () => ({
    colour: randomColour(random),
    x: between(random, 8, 56),
    y: between(random, 8, 56),
    radius: between(random, 6, 16),
  }));
  return mapPixels((pixel) => {
    const [x, y] = [pixel % SIDE, Math.floor(pixel / SIDE)];
    const on = discs.findLast((disc) => Math.hypot(x - disc.x, y - disc.y) < disc.radius);
    const shade = 0.8 + (0.2 * x) / SIDE;
    return (on?.colour ?? ground).map((value) => shade * value) as unknown as Colour;
  });
};

/** The same with all three channels alike. */
export const greyPictureOf = (name: string): Image => {
  const image = pictureOf(name);
  return mapPixels((pixel) => [image[3 * pixel]!, image[3 * pixel]!, image[3 * pixel]!]);
};
