/** Some images of a checkpoint as one PNG. */
import { greatest } from "../kit/stats.ts";
import { arranged } from "./arranged.ts";
import type { ImageFile } from "./decode.ts";
import { smallPictures } from "./small-pictures.ts";
import { tunedSharp } from "./tuned-sharp.ts";

export interface Mosaic {
  png: Uint8Array;
  /** Pixels. */
  width: number;
  height: number;
}

/**
 * Row by row, as square as they fit, black where there is none.
 * @param members in this order; what can not be read any more is left out @param size pixels of the longer side of an image at most
 * @returns null where no image can be read
 */
export const renderMosaic = async (
  images: readonly ImageFile[],
  members: readonly string[],
  size: number,
): Promise<Mosaic | null> => {
  const found = await smallPictures(images, new Set(members), size);
  const pictures = members.flatMap((member) => found.get(member) ?? []);
  if (pictures.length === 0) return null;
  const cell = greatest(pictures.map(({ width, height }) => Math.max(width, height)));
  const { pixels, width, height } = arranged(pictures, cell, Math.ceil(Math.sqrt(pictures.length)));
  const png = await tunedSharp(pixels, { raw: { width, height, channels: 4 } })
    .flatten()
    .png()
    .toBuffer();
  return { png, width, height };
};
