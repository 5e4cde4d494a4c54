/** Ways to recolour a picture that leave its edges where they are. */
import { type Change, type Family, family, type Look } from "../family.ts";
import { resampled } from "../filters.ts";
import type { Image } from "../image.ts";
import { between, normal, oneOf, type Random } from "../random.ts";
import { recognisability } from "../visible-edges.ts";
import { mixedChannels } from "./channel-mix.ts";
import { turnedHue } from "./hue.ts";
import { strongLight } from "./local-light.ts";
import { newPalette } from "./palette.ts";
import { tinted } from "./tint.ts";
import { bentCurve, risingCurve } from "./tone-curves.ts";

/** Draws until the copy can be recognised; then the best of them is taken. */
const MOST_DRAWS = 16;

const recognisable =
  (change: Change): Change =>
  (image, random) => {
    let best = { copy: image, grade: Number.NEGATIVE_INFINITY };
    for (let draw = 0; draw < MOST_DRAWS && best.grade < 1; draw++) {
      const copy = clipped(change(image, random));
      const grade = recognisability(image, copy);
      if (grade > best.grade) best = { copy, grade };
    }
    return best.copy;
  };

const clipped = (image: Image): Image => image.map((value) => Math.min(1, Math.max(0, value)));

/** Two of the families one after the other, noise of sd .01 to .03, shifted by up to 2 pixels each way. */
const twoOf =
  (changes: readonly Change[]): Change =>
  (image, random) => {
    const first = oneOf(random, changes);
    const second = oneOf(
      random,
      changes.filter((change) => change !== first),
    );
    const changed = clipped(second(clipped(first(image, random)), random));
    return noisy(changed, random);
  };

/** Measured before the shift, which moves the edges themselves. */
const shifted = (change: Change): Change => {
  const seen = recognisable(change);
  return (image, random) => {
    const copy = seen(image, random);
    const [right, down] = [Math.round(between(random, -2, 2)), Math.round(between(random, -2, 2))];
    return resampled(copy, (x, y) => [x - right, y - down]);
  };
};

const noisy = (image: Image, random: Random): Image => {
  const deviation = between(random, 0.01, 0.03);
  return image.map((value) => value + deviation * normal(random));
};

const BOTH = {
  tint: tinted,
  "rising curve": risingCurve,
  "bent curve": bentCurve,
  palette: newPalette,
  light: strongLight,
};
const COLOURED = { hue: turnedHue, "channel mix": mixedChannels };

const isColoured = (look: Look) => look.isColoured;

export const RECOLOUR_FAMILIES: readonly Family[] = [
  ...Object.entries(COLOURED).map(([name, change]) => family(name, recognisable(change), isColoured)),
  ...Object.entries(BOTH).map(([name, change]) => family(name, recognisable(change))),
  family("two mixed", shifted(twoOf([...Object.values(BOTH), ...Object.values(COLOURED)])), isColoured),
  family("two mixed", shifted(twoOf(Object.values(BOTH))), (look) => !look.isColoured),
];
