/** Small pictures for reports that stand alone, as data URIs. */
import type { ImageFile } from "./decode.ts";
import { smallPictures } from "./small-pictures.ts";
import { sharpOf } from "./tuned-sharp.ts";

const QUALITY = 70;

/** By member, none larger than `size` on a side; an image that can not be read any more has none. */
export const renderThumbnails = async (
  images: readonly ImageFile[],
  members: readonly string[],
  size: number,
): Promise<Map<string, string>> => {
  const thumbnails = new Map<string, string>();
  for (const [member, picture] of await smallPictures(images, new Set(members), size)) {
    const webp = await sharpOf(picture).webp({ quality: QUALITY }).toBuffer();
    thumbnails.set(member, `data:image/webp;base64,${webp.toString("base64")}`);
  }
  return thumbnails;
};
