/** A way to change pictures, and what kinds of pictures it makes sense for. */
import type { Image } from "./image.ts";
import type { Random } from "./random.ts";

/** Leaves the image it is given as it is. */
export type Change = (image: Image, random: Random) => Image;

/** What the pictures of a source are like. */
export interface Look {
  isColoured: boolean;
  /** One thing on an even dark ground. */
  isCutOut: boolean;
}

export interface Family {
  name: string;
  fits(look: Look): boolean;
  /** @param pool every distinct picture of the source */
  changeFor(pool: readonly Image[]): Change;
}

const ANY = () => true;

export const family = (name: string, change: Change, fits: Family["fits"] = ANY): Family => ({
  name,
  fits,
  changeFor: () => change,
});

/** A family whose changes draw on the other pictures of the source. */
export const poolFamily = (name: string, changeFor: Family["changeFor"]): Family => ({ name, fits: ANY, changeFor });
