/** The pictures of an embedding task as a worker on another machine finds them again. */
import { InputError } from "../../errors.ts";
import { openPlaces } from "../../inputs/open-places.ts";
import type { ImageFile } from "../../pixels/decode.ts";
import type { Box, PictureSource } from "../../pixels/picture.ts";
import { statFiles } from "./stat-files.ts";

/** What stands in the list of one picture. */
export type ListedPicture = readonly [
  /** Absolute; of a member that of its container. */
  file: string,
  size: number,
  mtimeMs: number,
  /** Of a member what it is called in its container; null for a file of its own. */
  suffix: string | null,
  /** Its images; null for the whole picture. */
  boxes: readonly Box[] | null,
];

/** @param pictures the images of each, in order @throws InputError when one can not be found by others */
export const listPictures = async (pictures: readonly (readonly ImageFile[])[]): Promise<ListedPicture[]> => {
  const files = pictures.map((images) => {
    const { member, source } = images[0]!;
    const file = source.path ?? source.within?.file;
    if (file === undefined)
      throw new InputError(
        "NOT_SHARED",
        `Expected pictures that lie in files, so that other machines can read them, but ${member} does not.`,
      );
    return file;
  });
  const states = await statFiles(files);
  return pictures.map((images, index): ListedPicture => {
    const { source, box } = images[0]!;
    const { size, mtimeMs } = states[index]!;
    const boxes = box === null ? null : images.map((image) => image.box!);
    return [files[index]!, size, mtimeMs, source.within?.suffix ?? null, boxes];
  });
};

/** The images of the list: `7` is its eighth picture, `7#0,2` the third image of it. @throws InputError when a file was changed since */
export const openPictures = async (pictures: readonly ListedPicture[]): Promise<ImageFile[]> => {
  const states = await statFiles(pictures.map(([file]) => file));
  for (const [index, [file, size, mtimeMs]] of pictures.entries()) {
    const now = states[index]!;
    if (now.size !== size || now.mtimeMs !== mtimeMs)
      throw new InputError(
        "CHANGED",
        `Expected ${file} as it was planned but ${now.size === -1 ? "it is not there" : "it was changed since"}. Next: see that this machine has the pictures under the same path; if they were changed, plan again.`,
      );
  }
  const sources = await openPlaces(pictures.map(([file, , , suffix]) => ({ file, suffix })));
  return pictures.flatMap(([, , , , boxes], index) => imagesOf(sources[index]!, index, boxes));
};

const imagesOf = (source: PictureSource, index: number, boxes: readonly Box[] | null): ImageFile[] =>
  boxes === null
    ? [{ member: `${index}`, source, box: null }]
    : boxes.map((box, place) => ({ member: `${index}#0,${place}`, source, box }));

/** null where it is none. */
export const readPictureList = (bytes: Buffer): ListedPicture[] | null => {
  try {
    const read: unknown = JSON.parse(bytes.toString("utf8"));
    return Array.isArray(read) && read.every(isListed) ? (read as ListedPicture[]) : null;
  } catch {
    return null;
  }
};

const isListed = (value: unknown): boolean => {
  if (!Array.isArray(value) || value.length !== 5) return false;
  const [file, size, mtimeMs, suffix, boxes] = value as unknown[];
  return (
    typeof file === "string" &&
    typeof size === "number" &&
    typeof mtimeMs === "number" &&
    (suffix === null || typeof suffix === "string") &&
    (boxes === null || (Array.isArray(boxes) && boxes.length > 0 && boxes.every(isBox)))
  );
};

const isBox = (value: unknown): boolean => {
  if (typeof value !== "object" || value === null) return false;
  const { left, top, width, height } = value as Partial<Box>;
  return [left, top].every((from) => Number.isSafeInteger(from) && from! >= 0) && isSide(width) && isSide(height);
};

const isSide = (value: unknown): boolean => Number.isSafeInteger(value) && (value as number) > 0;
