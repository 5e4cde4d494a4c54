/** Decodes images, in order, each picture once, a bounded number of pictures at a time. */
import type { Skipped } from "../analysis/analysis.ts";
import { isNoise } from "./noise/is-noise.ts";
import { type Box, cropPicture, type Picture, type PictureSource } from "./picture.ts";
import { hashOf, pictureOf, reasonOf } from "./read-picture.ts";
import { colourSpread, resizePicture } from "./tile-pixels.ts";

/** One image: a picture, or a rectangle of it (a tile of a sheet). */
export interface ImageFile {
  /**
   * Path relative to the input root; a tile is `path#row,column`, counted from 0. Inside a container `file.zip/inner/name.png`,
   * `samples.npz#17`, `run.gif/frame_3`.
   */
  member: string;
  source: PictureSource;
  /** Pixels of the oriented picture; null when the whole picture is meant. */
  box: Box | null;
  /** Class of the image, where its container says one (arr_1 of a .npz). */
  label?: string;
}

/** A decoded image, resized to a square and flattened to sRGB. */
export interface PixelImage {
  member: string;
  /** size x size x 3 bytes, rows from the top, RGB interleaved. */
  pixels: Uint8Array;
  /** Size before resizing, pixels. */
  width: number;
  height: number;
  /** Largest standard deviation of a colour channel at full size, 0..255. Under 1 the image is blank. */
  spread: number;
  /** Noise without structure, sharp or blurred, told at full size. */
  isNoise: boolean;
}

/** Pictures in flight per thread: decoding goes on while the consumer computes. */
const AHEAD = 4;

/** Chooses the images of one picture that are to be decoded. @param hash of what the picture is made of, SHA-256 in hex */
export type Choice = (images: readonly ImageFile[], hash: () => Promise<string>) => Promise<readonly ImageFile[]>;

/**
 * @param size side of the resized images, pixels
 * @param concurrency threads; up to AHEAD pictures each are in memory
 * @param choose default: all
 */
export async function* decodeImages(
  images: readonly ImageFile[],
  size: number,
  concurrency: number,
  choose: Choice = async (all) => all,
): AsyncGenerator<PixelImage | Skipped> {
  const pictures = imagesByPicture(images);
  const running: Promise<(PixelImage | Skipped)[]>[] = [];
  for (;;) {
    while (running.length < AHEAD * concurrency) {
      const next = pictures.next();
      if (next.done) break;
      running.push(decodePicture(next.value, size, choose));
    }
    const first = running.shift();
    if (!first) return;
    yield* await first;
  }
}

/** The same without those that can not be read, all in memory: of a few small ones. */
export const decodeReadable = async (
  images: readonly ImageFile[],
  size: number,
  concurrency: number,
): Promise<PixelImage[]> => {
  const readable: PixelImage[] = [];
  for await (const image of decodeImages(images, size, concurrency)) if (!("reason" in image)) readable.push(image);
  return readable;
};

/** The images of each picture: tiles of a sheet follow each other, and a list of a million lists would wait for its turn. */
export function* imagesByPicture(images: readonly ImageFile[]): Generator<ImageFile[]> {
  for (let start = 0, end = 0; start < images.length; start = end) {
    const { source } = images[start]!;
    while (end < images.length && images[end]!.source === source) end++;
    yield images.slice(start, end);
  }
}

/** @param reason for people */
export const undecodable = (image: ImageFile, reason: string): Skipped => ({
  path: pictureName(image),
  reason: `can not be decoded: ${reason}`,
});

/** What the picture of an image is called. */
export const pictureName = ({ member }: ImageFile): string => member.replace(/#\d+,\d+$/, "");

/** @param box null for the whole picture @param size side of the result, pixels */
export const decodeTile = async (
  picture: Picture,
  box: Box | null,
  size: number,
): Promise<Omit<PixelImage, "member">> => {
  const tile = cropPicture(picture, box);
  return {
    pixels: await resizePicture(tile, size),
    width: tile.width,
    height: tile.height,
    spread: colourSpread(tile),
    isNoise: isNoise(tile),
  };
};

const decodePicture = async (
  images: readonly ImageFile[],
  size: number,
  choose: Choice,
): Promise<(PixelImage | Skipped)[]> => {
  try {
    // Read once, so that what is decoded is what was hashed.
    let read: ReturnType<PictureSource["content"]> | undefined;
    const content = () => (read ??= images[0]!.source.content());
    const chosen = await choose(images, async () => hashOf(await content()));
    if (chosen.length === 0) return [];
    const picture = await pictureOf(await content());
    const decoded: PixelImage[] = [];
    for (const { member, box } of chosen) decoded.push({ member, ...(await decodeTile(picture, box, size)) });
    return decoded;
  } catch (error) {
    return [undecodable(images[0]!, reasonOf(error))];
  }
};
