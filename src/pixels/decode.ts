/** Decodes the images of a checkpoint, in order, each file once, a bounded number of files at a time. */
import type { Skipped } from "../analysis/analysis.ts";
import type { ImageCheckpoint, ImageFile, PixelImage } from "../inputs/image-set.ts";
import { reasonOf } from "./read-picture.ts";
import { SourceFile } from "./source-file.ts";
import { colourSpread, cropPicture, neighbourCorrelation, resizePicture } from "./tile-pixels.ts";

/** Files in flight per thread: decoding goes on while the consumer computes. */
const AHEAD = 4;

/** Chooses the images of one file that are to be decoded. */
export type Choice = (images: readonly ImageFile[], file: SourceFile) => Promise<readonly ImageFile[]>;

/**
 * @param size side of the resized images, pixels
 * @param concurrency threads; up to AHEAD files each are in memory
 * @param choose default: all
 */
export async function* decodeImages(
  checkpoint: ImageCheckpoint,
  size: number,
  concurrency: number,
  choose: Choice = async (images) => images,
): AsyncGenerator<PixelImage | Skipped> {
  const files = groupByFile(checkpoint.images);
  const running: Promise<(PixelImage | Skipped)[]>[] = [];
  let next = 0;
  while (next < files.length || running.length > 0) {
    while (next < files.length && running.length < AHEAD * concurrency)
      running.push(decodeFile(files[next++]!, size, choose));
    yield* await running.shift()!;
  }
}

/** Tiles of one sheet, in order; files in the order of their first image. */
export const groupByFile = (images: readonly ImageFile[]): ImageFile[][] => {
  const files = new Map<string, ImageFile[]>();
  for (const image of images) {
    const known = files.get(image.file);
    if (known) known.push(image);
    else files.set(image.file, [image]);
  }
  return [...files.values()];
};

const decodeFile = async (
  images: readonly ImageFile[],
  size: number,
  choose: Choice,
): Promise<(PixelImage | Skipped)[]> => {
  try {
    const file = new SourceFile(images[0]!.file);
    const chosen = await choose(images, file);
    if (chosen.length === 0) return [];
    const picture = await file.picture();
    const decoded: PixelImage[] = [];
    for (const { member, box } of chosen) {
      const tile = box ? cropPicture(picture, box) : picture;
      decoded.push({
        member,
        pixels: await resizePicture(tile, size),
        width: tile.width,
        height: tile.height,
        spread: colourSpread(tile),
        neighbourCorrelation: neighbourCorrelation(tile),
      });
    }
    return decoded;
  } catch (error) {
    return [{ path: images[0]!.member.replace(/#\d+,\d+$/, ""), reason: `can not be decoded: ${reasonOf(error)}` }];
  }
};
