/** The images of a checkpoint as pictures, read again from where they lie. */
import { InputError } from "../errors.ts";
import type { ImageCheckpoint } from "../inputs/image-set.ts";
import type { ImageFile } from "../pixels/decode.ts";
import { renderMosaic } from "../pixels/mosaic.ts";
import { renderSprites } from "../pixels/sprites.ts";
import { renderTiles, type TileFile, tileNames } from "../pixels/tile-files.ts";
import type { CheckpointPictures } from "./options.ts";

export { safeNames } from "../pixels/tile-files.ts";

export const picturesOf = ({ images, source }: ImageCheckpoint): CheckpointPictures => {
  const some = (members: readonly string[]) => {
    const wanted = new Set(members);
    return images.filter(({ member }) => wanted.has(member));
  };
  return {
    members: images.map(({ member }) => member),
    files: (members) => tilesOf(some(members), tileNames(members), source),
    mosaic: (members, size) => renderMosaic(some(members), members, size),
    sprites: (members, size) => renderSprites(some(members), { members, sheet: 0, size }),
  };
};

/** @param names of the files, by members @param source what is said to be broken @throws InputError when it can not be decoded */
export async function* tilesOf(
  images: readonly ImageFile[],
  names: ReadonlyMap<string, string>,
  source: string,
): AsyncGenerator<TileFile> {
  try {
    yield* renderTiles(images, names);
  } catch (cause) {
    throw new InputError(
      "DECODE",
      `Expected to cut ${source} but it can not be decoded: ${(cause as Error).message}. Next: leave this file out.`,
      { cause },
    );
  }
}
