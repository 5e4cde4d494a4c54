/** Decodes a picture, always the same way: oriented, 8-bit sRGB, on white, truncated files refused. */
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { onWhite, type Picture, type PictureContent, type PictureSize, type PictureSource } from "./picture.ts";
import { decodePlainPng } from "./png-pixels.ts";
import { tunedSharp } from "./tuned-sharp.ts";

/** 16384 x 16384. */
export const MOST_PIXELS = 2 ** 28;
const MOST_BYTES = 2 ** 30;
/** 100 MB of pixels. */
const LARGE_PIXELS = 2 ** 25;

const open = (input: string | Uint8Array, limitInputPixels = MOST_PIXELS, page = 0) =>
  tunedSharp(input, { failOn: "truncated", limitInputPixels, pages: 1, page });

/** @param size of a file, bytes @throws Error with a reason for people */
export const assertSize = (size: number): void => {
  if (size === 0) throw new Error("the file is empty");
  if (size > MOST_BYTES) throw new Error(`the file is larger than ${MOST_BYTES / 2 ** 20} MiB`);
};

/** Size after EXIF orientation and number of frames, from the header alone where it can be. @throws Error with a reason for people */
export const pictureSize = async (source: PictureSource): Promise<PictureSize> => {
  if (source.size) return source.size();
  const content = await source.content();
  if ("picture" in content) return { width: content.picture.width, height: content.picture.height, frames: 1 };
  return headerSize("encoded" in content ? content.encoded : content.path);
};

/** @param input bytes or path of an encoded picture */
export const headerSize = async (input: string | Uint8Array): Promise<PictureSize> => {
  const { width, height, format, orientation = 1, pages = 1 } = await open(input).metadata();
  const frames = format === "gif" || format === "webp" ? pages : 1;
  return orientation >= 5 ? { width: height, height: width, frames } : { width, height, frames };
};

/** @throws Error with a reason for people */
export const readPicture = async (source: PictureSource): Promise<Picture> => pictureOf(await source.content());

/** Transparent pixels are shown on white. @throws Error with a reason for people */
export const pictureOf = async (content: PictureContent): Promise<Picture> => {
  if ("picture" in content) return content.picture;
  if ("encoded" in content) {
    assertSize(content.encoded.length);
    return decodePlainPng(content.encoded) ?? decode(content.encoded);
  }
  assertSize((await stat(content.path)).size);
  return decode(content.path, content.frame);
};

/** SHA-256 of what the picture is made of, hex: the bytes of a file, so that equal files are equal. @throws Error when it can not be read */
export const hashOf = async (content: PictureContent): Promise<string> => {
  const hash = createHash("sha256");
  if ("encoded" in content) hash.update(content.encoded);
  else if ("picture" in content) {
    const { width, height, pixels } = content.picture;
    hash.update(`${width}x${height} pixels `).update(pixels);
  } else {
    if (content.frame !== undefined) hash.update(`frame ${content.frame} of `);
    for await (const part of createReadStream(content.path)) hash.update(part as Buffer);
  }
  return hash.digest("hex");
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
  // Greyscale pictures may stay with one channel.
  return { pixels: onWhite(data, info.channels), width: info.width, height: info.height };
};

let lastLarge: Promise<unknown> = Promise.resolve();

/** Small files can hold gigantic pictures; several of them at once would not fit into memory. */
const oneAtATime = (work: () => Promise<Picture>): Promise<Picture> => {
  const result = lastLarge.then(work);
  lastLarge = result.catch(() => null);
  return result;
};

/** One line, without the path that libvips likes to repeat. */
export const reasonOf = (error: unknown): string =>
  (error as Error).message
    .split("\n")[0]!
    .replace(/^Input (?:file|buffer)/, "the file")
    .replaceAll(/\/\S+\//g, "");
