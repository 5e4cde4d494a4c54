/** Images as they are shown in reports. */
import { type ImageFile, imagesByPicture } from "./decode.ts";
import { cropPicture, type Picture } from "./picture.ts";
import { readPicture } from "./read-picture.ts";
import { sharpOf } from "./tuned-sharp.ts";

/** By member, none larger than `size` on a side and none enlarged; an image that can not be read any more is left out. */
export const smallPictures = async (
  images: readonly ImageFile[],
  wanted: ReadonlySet<string>,
  size: number,
): Promise<Map<string, Picture>> => {
  const found = new Map<string, Picture>();
  for (const tiles of imagesByPicture(images.filter(({ member }) => wanted.has(member)))) {
    const whole = await readPicture(tiles[0]!.source).catch(() => null);
    if (whole) for (const { member, box } of tiles) found.set(member, await fitted(cropPicture(whole, box), size));
  }
  return found;
};

const fitted = async (picture: Picture, size: number): Promise<Picture> => {
  if (Math.max(picture.width, picture.height) <= size) return picture;
  const { data, info } = await sharpOf(picture)
    .resize(size, size, { fit: "inside" })
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { pixels: data, width: info.width, height: info.height };
};
