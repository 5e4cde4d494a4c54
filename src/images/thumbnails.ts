/** Small pictures for reports, as data URIs. */
import sharp, { type OverlayOptions, type Sharp } from "sharp";
import { groupByFile } from "./decode.ts";
import type { ImageCheckpoint } from "./image-set.ts";
import { type Picture, readPicture } from "./read-picture.ts";
import { cropPicture } from "./tile-pixels.ts";

const QUALITY = 70;
/** Images on a contact sheet. */
const PREVIEW_IMAGES = 64;

/**
 * Thumbnails of the given members that fit into size x size; small tiles are enlarged without smoothing. A file that can
 * not be read any more has no thumbnail.
 */
export const renderThumbnails = async (
  checkpoint: ImageCheckpoint,
  members: readonly string[],
  size: number,
): Promise<Map<string, string>> => {
  const thumbnails = new Map<string, string>();
  for await (const { member, picture } of pictures(checkpoint, new Set(members)))
    thumbnails.set(member, await encode(fitted(picture, size)));
  return thumbnails;
};

/** The first images of a checkpoint on one sheet of at most maxSide x maxSide pixels. */
export const renderPreview = async (checkpoint: ImageCheckpoint, maxSide: number): Promise<string> => {
  const shown = checkpoint.images.slice(0, PREVIEW_IMAGES);
  const columns = Math.ceil(Math.sqrt(shown.length));
  const cell = Math.floor(maxSide / columns);
  const inner = cell - 1;
  const cells: OverlayOptions[] = [];
  for await (const { index, picture } of pictures(checkpoint, new Set(shown.map(({ member }) => member))))
    cells.push({
      input: await fitted(picture, inner).png().toBuffer(),
      left: (index % columns) * cell,
      top: Math.floor(index / columns) * cell,
    });
  const rows = Math.ceil(shown.length / columns);
  const sheet = sharp({
    create: { width: columns * cell, height: rows * cell, channels: 4, background: { r: 0, g: 0, b: 0, alpha: 0 } },
  });
  return encode(sharp(await sheet.composite(cells).png().toBuffer()));
};

async function* pictures(
  checkpoint: ImageCheckpoint,
  wanted: ReadonlySet<string>,
): AsyncGenerator<{ index: number; member: string; picture: Picture }> {
  const positions = new Map(checkpoint.images.map(({ member }, index) => [member, index]));
  for (const images of groupByFile(checkpoint.images.filter(({ member }) => wanted.has(member)))) {
    const whole = await readPicture(images[0]!.file).catch(() => null);
    if (!whole) continue;
    for (const { member, box } of images)
      yield { index: positions.get(member)!, member, picture: box ? cropPicture(whole, box) : whole };
  }
}

const fitted = ({ pixels, width, height }: Picture, size: number): Sharp =>
  sharp(pixels, { raw: { width, height, channels: 3 } }).resize(size, size, {
    fit: "inside",
    kernel: Math.max(width, height) < size ? "nearest" : "lanczos3",
  });

const encode = async (picture: Sharp): Promise<string> =>
  `data:image/webp;base64,${(await picture.webp({ quality: QUALITY }).toBuffer()).toString("base64")}`;
