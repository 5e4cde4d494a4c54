/** Tiles of sheets as PNG files with names that are safe on every system. */
import { type ImageFile, imagesByPicture } from "./decode.ts";
import { cropPicture } from "./picture.ts";
import { readPicture } from "./read-picture.ts";
import { sharpOf } from "./tuned-sharp.ts";

export interface TileFile {
  /** Relative, with "/"; `samples/epoch_3.png#0,1` becomes `samples/epoch_3.png_r0_c1.png`. Unique within a checkpoint. */
  name: string;
  /** Encoded as PNG. */
  bytes: Uint8Array;
}

/** One at a time. @throws Error when a picture can not be decoded any more */
export async function* renderTiles(images: readonly ImageFile[]): AsyncGenerator<TileFile> {
  for (const tiles of imagesByPicture(images)) {
    const whole = await readPicture(tiles[0]!.source);
    for (const { member, box } of tiles)
      yield { name: tileName(member), bytes: await sharpOf(cropPicture(whole, box)).png().toBuffer() };
  }
}

/** Names inside archives may hold anything; a folder that leads upwards is written as "_". */
const tileName = (member: string): string => {
  const [, path = member, row, column] = /^(.*)#(\d+),(\d+)$/s.exec(member) ?? [];
  const safe = path
    .split("/")
    .map((part) => (/^\.*$/.test(part) ? "_" : part.replace(/[^\p{L}\p{N} ._=+,()@#-]/gu, "_")))
    .join("/");
  return row === undefined ? `${safe}.png` : `${safe}_r${row}_c${column}.png`;
};
