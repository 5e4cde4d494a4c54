/** Tiles of sheets as PNG files with names that are safe on every system. */
import { createHash } from "node:crypto";
import { type ImageFile, imagesByPicture } from "./decode.ts";
import { cropPicture } from "./picture.ts";
import { readPicture } from "./read-picture.ts";
import { sharpOf } from "./tuned-sharp.ts";

export interface TileFile {
  /** The image it is of. */
  member: string;
  /** Relative, with "/"; `samples/epoch_3.png#0,1` becomes `samples/epoch_3.png_r0_c1.png`. */
  name: string;
  /** Encoded as PNG. */
  bytes: Uint8Array;
}

/** One at a time. @param names of the files, by members @throws Error when a picture can not be decoded any more */
export async function* renderTiles(
  images: readonly ImageFile[],
  names: ReadonlyMap<string, string>,
): AsyncGenerator<TileFile> {
  for (const tiles of imagesByPicture(images)) {
    const whole = await readPicture(tiles[0]!.source);
    for (const { member, box } of tiles)
      yield { member, name: names.get(member)!, bytes: await sharpOf(cropPicture(whole, box)).png().toBuffer() };
  }
}

/** The name of a file for each member, none of them twice, also where the file system takes large letters for small ones. */
export const tileNames = (members: readonly string[]): Map<string, string> => {
  const taken = new Set<string>();
  const ofSheet = new Map<string, string>();
  return new Map(
    members.map((member) => {
      const [, sheet = member, row, column] = /^(.*)#(\d+),(\d+)$/s.exec(member) ?? [];
      const name = ofSheet.get(sheet) ?? freeName(safePath(sheet), taken);
      ofSheet.set(sheet, name);
      return [member, row === undefined ? `${name}.png` : `${name}_r${row}_c${column}.png`];
    }),
  );
};

/** A path for each name that is safe on every system, none of them twice. */
export const safeNames = (names: readonly string[]): Map<string, string> => {
  const taken = new Set<string>();
  return new Map(names.map((name) => [name, freeName(safePath(name), taken)]));
};

const freeName = (wanted: string, taken: Set<string>): string => {
  let name = wanted;
  for (let number = 2; taken.has(name.toLowerCase()); number++) name = `${wanted}~${number}`;
  taken.add(name.toLowerCase());
  return name;
};

/** Names inside archives may hold anything; a folder that leads upwards is written as "_". */
const safePath = (path: string): string =>
  path
    .split("/")
    .map((part) => (/^\.*$/.test(part) ? "_" : shortened(part.replace(/[^\p{L}\p{N} ._=+,()@#-]/gu, "_"))))
    .join("/");

/** File systems take 255 bytes a name; the number of the tile comes on top. */
const LONGEST_NAME = 200;
const KEPT = 40;

const shortened = (part: string): string => {
  if (Buffer.byteLength(part) <= LONGEST_NAME) return part;
  // Letters are up to four bytes long.
  const start = [...part].slice(0, KEPT).join("");
  return `${start}~${createHash("sha256").update(part).digest("hex").slice(0, 12)}`;
};
