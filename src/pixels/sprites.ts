/** Small pictures for reports, many on one sheet: a file and a header for each would be larger than most of them. */

import type { Sprite } from "../analysis/analysis.ts";
import { greatest } from "../kit/stats.ts";
import { arranged } from "./arranged.ts";
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
  const cell = Math.max(1, greatest([...pictures.values()].map(({ width, height }) => Math.max(width, height))));
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

const encode = async (pictures: readonly Picture[], cell: number, columns: number): Promise<string> => {
  const { pixels, width, height } = arranged(pictures, cell, columns);
  const webp = await tunedSharp(pixels, { raw: { width, height, channels: 4 } })
    .webp({ quality: QUALITY, effort: 5 })
    .toBuffer();
  return `data:image/webp;base64,${webp.toString("base64")}`;
};
