/** Small pictures for reports that stand alone, as data URIs. */
import sharp from "sharp";
import type { ImageCheckpoint } from "../inputs/image-set.ts";
import { smallPictures } from "./small-pictures.ts";

const QUALITY = 70;

/** By member, none larger than `size` on a side; an image that can not be read any more has none. */
export const renderThumbnails = async (
  checkpoint: ImageCheckpoint,
  members: readonly string[],
  size: number,
): Promise<Map<string, string>> => {
  const thumbnails = new Map<string, string>();
  for (const [member, { pixels, width, height }] of await smallPictures(checkpoint, new Set(members), size)) {
    const webp = await sharp(pixels, { raw: { width, height, channels: 3 } })
      .webp({ quality: QUALITY })
      .toBuffer();
    thumbnails.set(member, `data:image/webp;base64,${webp.toString("base64")}`);
  }
  return thumbnails;
};
