/** What a picture is, by its bytes: the name of a file may say anything, and libvips reads more than pictures of a run. */
import { isBmp } from "./bmp.ts";
import { isPnm } from "./pnm.ts";
import { isTga } from "./tga.ts";

export type PictureFormat = "png" | "jpeg" | "gif" | "webp" | "avif" | "tiff" | "bmp" | "pnm" | "tga";

const AVIF_BRANDS = /^(?:avif|avis|mif1|msf1|miaf)$/;

const isTiff = (bytes: Buffer): boolean => /^(?:II[*+]\0|MM\0[*+])$/.test(bytes.toString("latin1", 0, 4));

const isAvif = (bytes: Buffer): boolean => {
  if (bytes.toString("latin1", 4, 8) !== "ftyp") return false;
  const end = Math.min(bytes.length, bytes.readUInt32BE(0), 256);
  for (let at = 8; at + 4 <= end; at += 4) if (AVIF_BRANDS.test(bytes.toString("latin1", at, at + 4))) return true;
  return false;
};

const startsWith =
  (...start: number[]) =>
  (bytes: Buffer): boolean =>
    start.every((value, at) => bytes[at] === value);

/** TGA comes last: nothing at its start is its own. */
const FORMATS: readonly [format: PictureFormat, is: (bytes: Buffer) => boolean][] = [
  ["png", startsWith(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)],
  ["jpeg", startsWith(0xff, 0xd8, 0xff)],
  ["gif", (bytes) => /^GIF8[79]a$/.test(bytes.toString("latin1", 0, 6))],
  ["webp", (bytes) => /^RIFF[\s\S]{4}WEBP$/.test(bytes.toString("latin1", 0, 12))],
  ["avif", isAvif],
  ["tiff", isTiff],
  ["bmp", isBmp],
  ["pnm", isPnm],
  ["tga", isTga],
];

/** @param bytes of the file or its start @throws Error with a reason for people */
export const pictureFormat = (bytes: Buffer): PictureFormat => {
  const found = FORMATS.find(([, is]) => is(bytes));
  if (!found) throw new Error("unsupported image format: its bytes are those of no picture that is read here");
  return found[0];
};
