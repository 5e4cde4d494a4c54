/** Decodes a picture, always the same way: oriented, 8-bit sRGB, on white, truncated files refused. */
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { readFile, stat } from "node:fs/promises";
import type { Sharp } from "sharp";
import { collectGarbage } from "./collect-garbage.ts";
import { claimedFrames } from "./formats/apng.ts";
import { floatPicture } from "./formats/float-picture.ts";
import { ownFormat } from "./formats/own-formats.ts";
import { type PictureFormat, pictureFormat } from "./formats/picture-format.ts";
import { LastPicture } from "./last-picture.ts";
import { onWhite, type Picture, type PictureContent, type PictureSize, type PictureSource } from "./picture.ts";
import { decodePlainPng } from "./png-pixels.ts";
import { readStart } from "./read-start.ts";
import { isSharpLoaded, tunedSharp } from "./tuned-sharp.ts";

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
  if ("frame" in content) {
    const { width, height } = await content.frame.read();
    return { width, height, frames: 1 };
  }
  return headerSize("encoded" in content ? content.encoded : content.path);
};

/** Holds what stands before the pixels, as a rule; an animated PNG says so there. */
const START = 2 ** 16;

const startOf = async (input: string | Buffer): Promise<Buffer> =>
  typeof input === "string" ? (await readStart(input, START)).bytes : input.subarray(0, START);

const assertPixels = ({ width, height }: { width: number; height: number }): void => {
  if (width * height > MOST_PIXELS) throw new Error(`the picture claims ${width} x ${height} pixels`);
};

/** @param input bytes or path of an encoded picture @param page of several */
export const headerSize = async (input: string | Buffer, page = 0): Promise<PictureSize> => {
  const start = await startOf(input);
  const format = pictureFormat(start);
  const own = ownFormat(format);
  if (own) {
    const { width, height } = own.size(start);
    assertPixels({ width, height });
    return { width, height, frames: 1 };
  }
  const { width, height, orientation = 1, pages = 1 } = await open(input, MOST_PIXELS, page).metadata();
  const frames = format === "png" ? claimedFrames(start) : PAGED.has(format) ? pages : 1;
  return orientation >= 5 ? { width: height, height: width, frames } : { width, height, frames };
};

/** Formats whose pages sharp reads one by one. */
const PAGED: ReadonlySet<PictureFormat> = new Set(["gif", "webp", "tiff"]);

/** A large sheet is looked at again and again; decoded anew before the last one is collected, it would be in memory twice. */
const sameLarge = new LastPicture(LARGE_PIXELS);

/** @throws Error with a reason for people */
export const readPicture = async (source: PictureSource): Promise<Picture> => pictureOf(await source.content());

/** Does its work when no other large picture is being decoded. */
export type Turn = (work: () => Promise<Picture>) => Promise<Picture>;

/** Transparent pixels are shown on white. @param turn default: taken within this thread @throws Error with a reason for people */
export const pictureOf = async (content: PictureContent, turn: Turn = oneAtATime): Promise<Picture> => {
  if ("picture" in content) return content.picture;
  if ("encoded" in content) {
    assertSize(content.encoded.length);
    return decodeHere(content.encoded) ?? decode(content.encoded, 0, turn);
  }
  if ("frame" in content) return content.frame.read();
  const info = await stat(content.path);
  assertSize(info.size);
  return sameLarge.read(`${content.path} ${info.ino} ${info.size} ${info.mtimeMs}`, () =>
    decode(content.path, 0, turn),
  );
};

/** sharp is faster for larger pictures. */
const HERE = 2 ** 17;
/** The same while it is not loaded, which takes a tenth of a second: of one picture, and of all together. */
const HERE_AT_FIRST = 2 ** 20;
const ALL_AT_FIRST = 2 ** 22;
let decodedAtFirst = 0;

/** null when sharp must read the file. */
const decodeHere = (bytes: Buffer): Picture | null => {
  const small = decodePlainPng(bytes, HERE);
  if (small || isSharpLoaded() || decodedAtFirst >= ALL_AT_FIRST) return small;
  const picture = decodePlainPng(bytes, HERE_AT_FIRST);
  if (picture) decodedAtFirst += picture.width * picture.height;
  return picture;
};

/** A page of a file with several that are independent of each other. @throws Error with a reason for people */
export const readPage = (path: string, page: number): Promise<Picture> => decode(path, page);

/** Frames of a GIF or WebP that follow each other, each as large as the first. @throws Error with a reason for people */
export const readFrames = async (path: string, first: number, count: number): Promise<Picture[]> => {
  const { orientation = 1 } = await open(path).metadata();
  if (count === 1) return [await decode(path, first)];
  // Several frames can not be turned together.
  if (orientation > 1) throw new Error("the frames have to be read one by one");
  const options = { failOn: "truncated", limitInputPixels: MOST_PIXELS, pages: count, page: first } as const;
  const { pixels, width, height } = await flatPixels(tunedSharp(path, options));
  const bytes = (pixels.length / count) | 0;
  return Array.from({ length: count }, (_, frame) => ({
    pixels: pixels.subarray(frame * bytes, (frame + 1) * bytes),
    width,
    height: height / count,
  }));
};

/** SHA-256 of what the picture is made of, hex: the bytes of a file, so that equal files are equal. @throws Error when it can not be read */
export const hashOf = async (content: PictureContent): Promise<string> => {
  const hash = createHash("sha256");
  if ("encoded" in content) hash.update(content.encoded);
  else if ("picture" in content) {
    const { width, height, pixels } = content.picture;
    hash.update(`${width}x${height} pixels `).update(pixels);
  } else if ("frame" in content) hash.update(`frame ${content.frame.number} of ${await content.frame.fileHash()}`);
  else for await (const part of createReadStream(content.path)) hash.update(part as Buffer);
  return hash.digest("hex");
};

const decode = async (input: string | Buffer, page = 0, turn: Turn = oneAtATime): Promise<Picture> => {
  const start = await startOf(input);
  const format = pictureFormat(start);
  const own = ownFormat(format);
  if (own) {
    const size = own.size(start);
    assertPixels(size);
    const decodeAll = async () => own.decode(typeof input === "string" ? await readFile(input) : input);
    return size.width * size.height > LARGE_PIXELS ? turn(decodeAll) : decodeAll();
  }
  if (format === "tiff") {
    const { depth, space } = await open(input, MOST_PIXELS, page).metadata();
    if (depth === "float") return turn(() => floatPicture(open(input, MOST_PIXELS, page).autoOrient(), space));
    if (depth !== "uchar" && depth !== "ushort")
      throw new Error(`a TIFF of ${depth} numbers is not read; save it with 8 or 16 bits, or as 32-bit float`);
  }
  // Reading the header first would cost small files as much as decoding them.
  return decodeWithin(LARGE_PIXELS, input, page).catch((error: Error) => {
    if (!error.message.includes("exceeds pixel limit")) throw error;
    return turn(() => decodeWithin(MOST_PIXELS, input, page));
  });
};

const decodeWithin = (mostPixels: number, input: string | Buffer, page: number): Promise<Picture> =>
  flatPixels(open(input, mostPixels, page).autoOrient());

const flatPixels = async (picture: Sharp): Promise<Picture> => {
  const { data, info } = await picture
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
const oneAtATime: Turn = (work) => {
  const result = lastLarge.then(() => {
    collectGarbage();
    return work();
  });
  // The picture itself is not held on to.
  lastLarge = result.then(
    () => undefined,
    () => undefined,
  );
  return result;
};

/** One line, without the path that libvips likes to repeat. */
export const reasonOf = (error: unknown): string =>
  (error as Error).message
    .split("\n")[0]!
    .replace(/^Input (?:file|buffer)/, "the file")
    .replaceAll(/\/\S+\//g, "");
