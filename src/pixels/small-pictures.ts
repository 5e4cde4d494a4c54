/** Images of a checkpoint as they are shown in reports. */
import sharp from "sharp";
import type { ImageCheckpoint } from "../inputs/image-set.ts";
import { groupByFile } from "./decode.ts";
import { type Picture, readPicture } from "./read-picture.ts";
import { cropPicture } from "./tile-pixels.ts";

/** By member, none larger than `size` on a side and none enlarged; an image that can not be read any more is left out. */
export const smallPictures = async (
  checkpoint: ImageCheckpoint,
  wanted: ReadonlySet<string>,
  size: number,
): Promise<Map<string, Picture>> => {
  const found = new Map<string, Picture>();
  for (const images of groupByFile(checkpoint.images.filter(({ member }) => wanted.has(member)))) {
    const whole = await readPicture(images[0]!.file).catch(() => null);
    if (!whole) continue;
    for (const { member, box } of images) found.set(member, await fitted(box ? cropPicture(whole, box) : whole, size));
  }
  return found;
};

const fitted = async (picture: Picture, size: number): Promise<Picture> => {
  const { pixels, width, height } = picture;
  if (Math.max(width, height) <= size) return picture;
  const { data, info } = await sharp(pixels, { raw: { width, height, channels: 3 } })
    .resize(size, size, { fit: "inside" })
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { pixels: data, width: info.width, height: info.height };
};
