/** NumPy arrays of images as a container, wherever their bytes lie; and .npy, the file of one array. */
import { stat } from "node:fs/promises";
import type { Skipped } from "../../analysis/analysis.ts";
import type { Picture, PictureContent } from "../../pixels/picture.ts";
import type { Container, ContainerMember } from "./container.ts";
import { MOST_MEMBERS } from "./limits.ts";
import { LONGEST_NPY_HEADER, type NpyHeader, parseNpyHeader } from "./npy-header.ts";
import { arrayPicture, type ImageArray, imageArray, valueRange } from "./npy-images.ts";
import { valueType } from "./npy-values.ts";
import { readAt, withFile } from "./read-at.ts";

/** Bytes of an array file, wherever they are. */
export interface ArrayBytes {
  size: number;
  heldBytes: number;
  read: (offset: number, length: number) => Promise<Buffer>;
}

export interface NamedArray {
  /** In its container, as a suffix; empty for the array of a .npy. */
  path: string;
  bytes: ArrayBytes;
  header: NpyHeader;
}

/** Images are read in pieces of about this many bytes. */
const PIECE_BYTES = 2 ** 23;
/** Images whose numbers decide what they mean, and their bytes together. */
const PROBES = 16;
const PROBE_BYTES = 2 ** 26;

/** @throws Error with a reason for people */
export const openNpy = async (path: string): Promise<Container> =>
  imagesOf(await namedArray("", fileBytes(path, 0, (await stat(path)).size)), null);

/** @throws Error with a reason for people when the bytes are no array */
export const namedArray = async (path: string, bytes: ArrayBytes): Promise<NamedArray> => ({
  path,
  bytes,
  header: parseNpyHeader(await bytes.read(0, Math.min(LONGEST_NPY_HEADER, bytes.size))),
});

/** An array that lies in a file as it is. @param start where it begins there, bytes */
export const fileBytes = (path: string, start: number, size: number): ArrayBytes => ({
  size,
  heldBytes: 0,
  read: async (offset, length) => {
    if (offset + length > size) throw new Error("the array ends too early");
    return withFile(path, (handle) => readAt(handle, start + offset, length));
  },
});

/** @param labels the classes of the images, where there are some @throws Error with a reason for people */
export const imagesOf = async ({ bytes, header }: NamedArray, labels: NamedArray | null): Promise<Container> => {
  const array = imageArray(header);
  const { bytesPerImage } = array;
  const whole = Math.floor((bytes.size - header.dataStart) / bytesPerImage);
  if (whole < 1) throw new Error("the array ends before its first image does");
  const count = Math.min(array.count, whole, MOST_MEMBERS);
  const readImages = (first: number, images: number) =>
    bytes.read(header.dataStart + first * bytesPerImage, images * bytesPerImage);
  const range = await rangeOf(array, count, (index) => readImages(index, 1));
  const classes = labels && (await classesOf(labels, count));
  // Neighbours are asked for one after the other, from a few threads: two pieces are enough.
  const perPiece = Math.max(1, Math.floor(PIECE_BYTES / bytesPerImage));
  const pieces = new Map<number, Promise<Buffer>>();
  const pieceAt = (piece: number): Promise<Buffer> => {
    const known = pieces.get(piece);
    if (known) return known;
    const read = readImages(piece * perPiece, Math.min(perPiece, count - piece * perPiece));
    pieces.set(piece, read);
    read.catch(() => pieces.delete(piece));
    if (pieces.size > 2) pieces.delete(pieces.keys().next().value!);
    return read;
  };
  const pictureAt = async (index: number): Promise<Picture> => {
    const piece = await pieceAt(Math.floor(index / perPiece));
    const at = (index % perPiece) * bytesPerImage;
    return arrayPicture(array, range, piece.subarray(at, at + bytesPerImage));
  };
  return {
    members: Array.from({ length: count }, (_, index) => {
      const member = new ArrayMember(index, pictureAt);
      return classes && "labels" in classes ? Object.assign(member, { label: classes.labels[index]! }) : member;
    }),
    isArray: true,
    refused: [
      ...(count < array.count
        ? [{ path: "", reason: `the array claims ${array.count} images; ${count} of them are there and read` }]
        : []),
      ...(classes && "reason" in classes ? [classes] : []),
    ],
    heldBytes: bytes.heldBytes + 2 * Math.min(perPiece, count) * bytesPerImage,
    size: { width: array.width, height: array.height },
  };
};

/** One of a million: what they share is not made for each. */
class ArrayMember implements ContainerMember {
  readonly #index: number;
  readonly #pictureAt: (index: number) => Promise<Picture>;

  constructor(index: number, pictureAt: (index: number) => Promise<Picture>) {
    this.#index = index;
    this.#pictureAt = pictureAt;
  }

  get suffix(): string {
    return `#${this.#index}`;
  }

  async read(): Promise<PictureContent> {
    return { picture: await this.#pictureAt(this.#index) };
  }
}

const rangeOf = async (array: ImageArray, count: number, read: (index: number) => Promise<Buffer>) => {
  const most = Math.min(count, PROBES, Math.max(1, Math.floor(PROBE_BYTES / array.bytesPerImage)));
  const probes: Buffer[] = [];
  for (let probe = 0; probe < most; probe++) probes.push(await read(Math.floor((probe * count) / most)));
  return valueRange(array, probes);
};

/** Or why there are none. */
const classesOf = async (
  { path, bytes, header }: NamedArray,
  count: number,
): Promise<{ labels: string[] } | Skipped> => {
  try {
    const value = valueType(header.type);
    if (!value.isInteger) throw new Error("classes have to be whole numbers");
    const data = await bytes.read(header.dataStart, count * value.bytesPerValue);
    const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
    return {
      labels: Array.from({ length: count }, (_, index) => String(value.read(view, index * value.bytesPerValue))),
    };
  } catch (error) {
    return { path, reason: `classes can not be read: ${(error as Error).message}` };
  }
};
