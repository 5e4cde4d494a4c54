/** Pictures of 32-bit floating-point numbers: what these mean is judged from the picture. */
import type { Sharp } from "sharp";
import { onWhite, type Picture } from "../picture.ts";
import { byteIn, usualRange } from "../value-range.ts";

/** @param image as its file stores it @param space its colour space @throws Error with a reason for people */
export const floatPicture = async (image: Sharp, space: string | undefined): Promise<Picture> => {
  // Left as they are: sharp would take 0 to 1 for light without gamma, or for almost black.
  const { data, info } = await image
    .toColourspace(space === "b-w" ? "b-w" : "scrgb")
    .removeAlpha()
    .raw({ depth: "float" })
    .toBuffer({ resolveWithObject: true });
  const values = new Float32Array(data.buffer, data.byteOffset, data.length / 4);
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const value of values) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  const range = usualRange(low, high, false);
  const samples = Uint8Array.from(values, (value) => byteIn(range, value));
  return { pixels: onWhite(samples, info.channels), width: info.width, height: info.height };
};
