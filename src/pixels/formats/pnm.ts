/** Portable pixmaps (PPM, PGM, PBM): plain text or bytes, up to 16 bits. */
import type { Picture } from "../picture.ts";

interface PnmHeader {
  width: number;
  height: number;
  channels: number;
  /** Of a number; 1 for black and white, where 1 is black. */
  most: number;
  isBitmap: boolean;
  isText: boolean;
  start: number;
}

const LONGEST_HEADER = 4096;

export const isPnm = (bytes: Buffer): boolean => /^P[1-6][\s#]$/.test(bytes.toString("latin1", 0, 3));

/** @throws Error with a reason for people */
export const pnmHeader = (bytes: Buffer): PnmHeader => {
  const text = bytes.toString("latin1", 0, Math.min(bytes.length, LONGEST_HEADER));
  const kind = Number(text[1]);
  const isBitmap = kind === 1 || kind === 4;
  const numbers = isBitmap ? 2 : 3;
  const gap = String.raw`(?:\s|#[^\n]*\n)+`;
  const found = new RegExp(`^P\\d${`${gap}(\\d{1,9})`.repeat(numbers)}\\s`).exec(text);
  if (!found) throw new Error("the pixmap's header is damaged");
  const [width = 0, height = 0, most = 1] = found.slice(1).map(Number);
  if (width < 1 || height < 1 || most < 1 || most > 65_535) throw new Error("the pixmap's header makes no sense");
  const channels = kind === 3 || kind === 6 ? 3 : 1;
  return { width, height, channels, most, isBitmap, isText: kind <= 3, start: found[0].length };
};

/** @param bytes the whole file @throws Error with a reason for people */
export const decodePnm = (bytes: Buffer): Picture => {
  const header = pnmHeader(bytes);
  const { width, height, channels, most, isBitmap } = header;
  const count = width * height * channels;
  const valueAt = header.isText ? textValues(bytes, header, count) : byteValues(bytes, header, count);
  const pixels = new Uint8Array(width * height * 3);
  for (let at = 0; at < pixels.length; at++) {
    const value = Math.min(most, valueAt(channels === 3 ? at : Math.floor(at / 3)));
    pixels[at] = Math.round((255 * (isBitmap ? 1 - value : value)) / most);
  }
  return { pixels, width, height };
};

const tooShort = (): Error => new Error("the pixmap ends too early");

const textValues = (bytes: Buffer, { start, isBitmap }: PnmHeader, count: number) => {
  // Every number takes a digit at least.
  if (bytes.length - start < count) throw tooShort();
  const values = new Uint16Array(count);
  const numbers = bytes
    .toString("latin1", start)
    .replace(/#[^\n]*/g, "")
    .matchAll(isBitmap ? /[01]/g : /\d{1,5}/g);
  let found = 0;
  for (const [text] of numbers) {
    if (found === count) break;
    values[found++] = Number(text);
  }
  if (found < count) throw tooShort();
  return (at: number): number => values[at]!;
};

const byteValues = (bytes: Buffer, { width, start, isBitmap, most }: PnmHeader, count: number) => {
  const stride = Math.ceil(width / 8);
  const needed = isBitmap ? stride * (count / width) : count * (most > 255 ? 2 : 1);
  if (start + needed > bytes.length) throw tooShort();
  if (most > 255) return (at: number): number => bytes.readUInt16BE(start + 2 * at);
  if (!isBitmap) return (at: number): number => bytes[start + at]!;
  return (at: number): number => {
    const [y, x] = [Math.floor(at / width), at % width];
    return (bytes[start + y * stride + (x >> 3)]! >> (7 - (x & 7))) & 1;
  };
};
