/** Small pictures for reports, many on one sheet: a file and a header for each would be larger than most of them. */
import type { Sprite } from "../analysis/analysis.ts";
import type { ImageFile } from "./decode.ts";
import type { Picture } from "./picture.ts";
import { smallPictures } from "./small-pictures.ts";
import { tunedSharp } from "./tuned-sharp.ts";

const QUALITY = 45;
/** WebP ends at 16383 pixels on a side. */
const LONGEST_SIDE = 16_000;
const WIDEST = 8;

export interface SpriteRequest {
  /** The images to show, in this order. */
  members: readonly string[];
  /** Leading members that make the contact sheet. */
  sheet: number;
  /** Pixels of the longer side at most; no image is enlarged. */
  size: number;
}

/** An image that can not be read any more is left out. */
export const renderSprites = async (
  images: readonly ImageFile[],
  { members, sheet, size }: SpriteRequest,
  longestSide = LONGEST_SIDE,
): Promise<Sprite[]> => {
  const pictures = await smallPictures(images, new Set(members), size);
  const shown = members.filter((member) => pictures.has(member));
  const sheetShown = members.slice(0, sheet).filter((member) => pictures.has(member)).length;
  const cell = Math.max(1, ...[...pictures.values()].map(({ width, height }) => Math.max(width, height)));
  const columns = Math.max(1, Math.min(WIDEST, Math.ceil(Math.sqrt(sheetShown > 0 ? sheetShown : shown.length))));
  const most = columns * Math.max(1, Math.floor(longestSide / cell));
  const sprites: Sprite[] = [];
  for (let start = 0; start < shown.length; start += most) {
    const part = shown.slice(start, start + most);
    const image = await encode(
      part.map((member) => pictures.get(member)!),
      cell,
      columns,
    );
    sprites.push({ image, cell, columns, members: part, sheet: start === 0 ? sheetShown : 0 });
  }
  return sprites;
};

/** Each picture in the middle of its cell, transparent around it. */
const encode = async (pictures: readonly Picture[], cell: number, columns: number): Promise<string> => {
  const width = columns * cell;
  const height = Math.ceil(pictures.length / columns) * cell;
  const canvas = new Uint8Array(width * height * 4);
  for (const [index, picture] of pictures.entries()) {
    const left = (index % columns) * cell + Math.floor((cell - picture.width) / 2);
    const top = Math.floor(index / columns) * cell + Math.floor((cell - picture.height) / 2);
    for (let y = 0; y < picture.height; y++)
      for (let x = 0; x < picture.width; x++) {
        const from = (y * picture.width + x) * 3;
        const to = ((top + y) * width + left + x) * 4;
        canvas.set(picture.pixels.subarray(from, from + 3), to);
        canvas[to + 3] = 255;
      }
  }
  const webp = await tunedSharp(canvas, { raw: { width, height, channels: 4 } })
    .webp({ quality: QUALITY, effort: 5 })
    .toBuffer();
  return `data:image/webp;base64,${webp.toString("base64")}`;
};
