/** Opens a picture file with sharp, always the same way: oriented, 8-bit sRGB, on white, truncated files refused. */
import { stat } from "node:fs/promises";
import sharp from "sharp";
import { parseLocation } from "../inputs/containers/container.ts";
import { memberContent, memberSize } from "../inputs/containers/member.ts";
import { plainPngHeader } from "./png-header.ts";
import { decodePlainPng } from "./png-pixels.ts";
import { readStart } from "./read-start.ts";

/** 16384 x 16384. */
const MOST_PIXELS = 2 ** 28;
const MOST_BYTES = 2 ** 30;
/** 100 MB of pixels. */
const LARGE_PIXELS = 2 ** 25;

// Every file is read once, and several files at once are faster than several threads in one file.
sharp.cache(false);
sharp.concurrency(1);

export interface Picture {
  /** height x width x 3 bytes. */
  pixels: Uint8Array;
  width: number;
  height: number;
}

/** Holds the header of a plain PNG. */
const START = 2 ** 12;

const open = (input: string | Uint8Array, mostPixels = MOST_PIXELS, page = 0) =>
  sharp(input, { failOn: "truncated", limitInputPixels: mostPixels, pages: 1, page });

const assertSize = (size: number): void => {
  if (size === 0) throw new Error("the file is empty");
  if (size > MOST_BYTES) throw new Error(`the file is larger than ${MOST_BYTES / 2 ** 20} MiB`);
};

export interface PictureSize {
  width: number;
  height: number;
  /** 1 unless it is an animation. */
  frames: number;
}

/**
 * Size after EXIF orientation and number of frames, from the header alone.
 * @param file path, or location of a member of a container
 * @throws Error with a reason for people
 */
export const pictureSize = async (file: string): Promise<PictureSize> => {
  const member = parseLocation(file);
  if (member) {
    const known = await memberSize(member);
    if (known) return { ...known, frames: 1 };
    const content = await memberContent(member);
    if ("picture" in content) return { width: content.picture.width, height: content.picture.height, frames: 1 };
    return "page" in content ? { ...(await sizeOf(member.path)), frames: 1 } : sizeOf(content.encoded);
  }
  const { size, bytes } = await readStart(file, START);
  assertSize(size);
  const plain = plainPngHeader(bytes);
  if (plain && plain.width * plain.height <= MOST_PIXELS)
    return { width: plain.width, height: plain.height, frames: 1 };
  return sizeOf(file);
};

const sizeOf = async (input: string | Uint8Array): Promise<PictureSize> => {
  const { width, height, format, orientation = 1, pages = 1 } = await open(input).metadata();
  const frames = format === "gif" || format === "webp" ? pages : 1;
  return orientation >= 5 ? { width: height, height: width, frames } : { width, height, frames };
};

/**
 * Transparent pixels are shown on white.
 * @param file path, or location of a member of a container
 * @param bytes the whole file, where it has been read
 * @throws Error with a reason for people
 */
export const readPicture = async (file: string, bytes: Buffer | null = null): Promise<Picture> => {
  const member = parseLocation(file);
  if (member) {
    const content = await memberContent(member);
    if ("picture" in content) return content.picture;
    return "page" in content ? decode(member.path, content.page) : decodeBytes(content.encoded);
  }
  if (bytes) return decodeBytes(bytes);
  assertSize((await stat(file)).size);
  return decode(file);
};

const decodeBytes = async (bytes: Buffer): Promise<Picture> => {
  assertSize(bytes.length);
  return decodePlainPng(bytes) ?? decode(bytes);
};

const decode = (input: string | Buffer, page = 0): Promise<Picture> =>
  // Reading the header first would cost small files as much as decoding them.
  decodeWithin(LARGE_PIXELS, input, page).catch((error: Error) => {
    if (!error.message.includes("exceeds pixel limit")) throw error;
    return oneAtATime(() => decodeWithin(MOST_PIXELS, input, page));
  });

const decodeWithin = async (mostPixels: number, input: string | Buffer, page: number): Promise<Picture> => {
  const { data, info } = await open(input, mostPixels, page)
    .autoOrient()
    .flatten({ background: "#ffffff" })
    .toColourspace("srgb")
    .removeAlpha()
    .raw({ depth: "uchar" })
    .toBuffer({ resolveWithObject: true });
  return { pixels: withThreeChannels(data, info.channels), width: info.width, height: info.height };
};

let lastLarge: Promise<unknown> = Promise.resolve();

/** Small files can hold gigantic pictures; several of them at once would not fit into memory. */
const oneAtATime = (work: () => Promise<Picture>): Promise<Picture> => {
  const result = lastLarge.then(work);
  lastLarge = result.catch(() => null);
  return result;
};

/** Greyscale pictures may stay with one channel. */
const withThreeChannels = (data: Uint8Array, channels: number): Uint8Array => {
  if (channels === 3) return data;
  const pixels = new Uint8Array((data.length / channels) * 3);
  for (let index = 0; index * 3 < pixels.length; index++)
    pixels.fill(data[index * channels]!, index * 3, index * 3 + 3);
  return pixels;
};

/** One line, without the path that libvips likes to repeat. */
export const reasonOf = (error: unknown): string =>
  (error as Error).message
    .split("\n")[0]!
    .replace(/^Input (?:file|buffer)/, "the file")
    .replaceAll(/\/\S+\//g, "");
