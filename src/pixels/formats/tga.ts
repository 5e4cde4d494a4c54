/** Targa pictures: grey, colour or with a palette, plain or run-length packed. */
import { onWhite, type Picture } from "../picture.ts";

const HEADER = 18;
const KINDS = new Set([1, 2, 3, 9, 10, 11]);
const BITS = new Set([8, 15, 16, 24, 32]);
const FROM_TOP = 0x20;
const FROM_RIGHT = 0x10;

/** By a header that makes sense throughout, since none of its bytes is its own. */
export const isTga = (bytes: Buffer): boolean => {
  if (bytes.length < HEADER || !KINDS.has(bytes[2]!) || !BITS.has(bytes[16]!)) return false;
  const hasPalette = (bytes[2]! & 3) === 1;
  const isPaletteSound = hasPalette
    ? bytes[1] === 1 && bytes[16] === 8 && BITS.has(bytes[7]!) && bytes.readUInt16LE(5) > 0
    : bytes[1]! <= 1;
  const isGrey = (bytes[2]! & 3) === 3;
  return (
    isPaletteSound && (isGrey || hasPalette || bytes[16]! > 8) && (bytes[17]! & 0xc0) === 0 && sizeOf(bytes).width > 0
  );
};

const sizeOf = (bytes: Buffer) => ({ width: bytes.readUInt16LE(12), height: bytes.readUInt16LE(14) });

/** @throws Error with a reason for people */
export const tgaHeader = (bytes: Buffer): { width: number; height: number } => {
  const size = sizeOf(bytes);
  if (size.width < 1 || size.height < 1) throw new Error("the picture claims no pixels");
  return size;
};

/** @param bytes the whole file @throws Error with a reason for people */
export const decodeTga = (bytes: Buffer): Picture => {
  const { width, height } = tgaHeader(bytes);
  const kind = bytes[2]!;
  const bytesPerPixel = Math.ceil(bytes[16]! / 8);
  const paletteStart = HEADER + bytes[0]!;
  const entryBytes = Math.ceil(bytes[7]! / 8);
  const entries = bytes[1] === 1 ? bytes.readUInt16LE(5) : 0;
  const start = paletteStart + entries * entryBytes;
  if (start > bytes.length) throw new Error("the picture ends too early");
  const packed = bytes.subarray(start);
  const values = kind > 8 ? unpacked(packed, width * height, bytesPerPixel) : packed;
  if (values.length < width * height * bytesPerPixel) throw new Error("the picture ends too early");
  const indexed = (kind & 3) === 1;
  const samples = new Uint8Array(width * height * 4);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const [column, row] = [bytes[17]! & FROM_RIGHT ? width - 1 - x : x, bytes[17]! & FROM_TOP ? y : height - 1 - y];
      const at = (row * width + column) * bytesPerPixel;
      const to = (y * width + x) * 4;
      if (!indexed) writeColour(samples, to, values, { at, bytesPerPixel });
      else {
        const index = values[at]! - bytes.readUInt16LE(3);
        if (index < 0 || index >= entries) throw new Error("the picture uses a colour that it does not have");
        writeColour(samples, to, bytes, { at: paletteStart + index * entryBytes, bytesPerPixel: entryBytes });
      }
    }
  // Many writers leave the fourth byte empty.
  if (samples.every((value, at) => at % 4 !== 3 || value === 0))
    for (let at = 3; at < samples.length; at += 4) samples[at] = 255;
  return { pixels: onWhite(samples, 4), width, height };
};

/** RGB and opacity. */
const writeColour = (
  to: Uint8Array,
  place: number,
  from: Uint8Array,
  { at, bytesPerPixel }: { at: number; bytesPerPixel: number },
): void => {
  if (bytesPerPixel === 2) {
    const value = from[at]! + 256 * from[at + 1]!;
    for (const [channel, shift] of [10, 5, 0].entries())
      to[place + channel] = Math.round((255 * ((value >> shift) & 31)) / 31);
  } else {
    const isGrey = bytesPerPixel === 1;
    for (let channel = 0; channel < 3; channel++) to[place + channel] = from[isGrey ? at : at + 2 - channel]!;
  }
  to[place + 3] = bytesPerPixel === 4 ? from[at + 3]! : 255;
};

const unpacked = (packed: Uint8Array, count: number, bytesPerPixel: number): Uint8Array => {
  // One packet holds at most 128 pixels in one pixel and a byte.
  if (count > 128 * packed.length) throw new Error("the picture ends too early");
  const values = new Uint8Array(count * bytesPerPixel);
  let from = 0;
  for (let to = 0; to < values.length; ) {
    const packet = packed[from++];
    if (packet === undefined) throw new Error("the picture ends too early");
    const length = Math.min(((packet & 127) + 1) * bytesPerPixel, values.length - to);
    const isRun = packet > 127;
    const needed = isRun ? bytesPerPixel : length;
    if (from + needed > packed.length) throw new Error("the picture ends too early");
    for (let at = 0; at < length; at++) values[to + at] = packed[from + (isRun ? at % bytesPerPixel : at)]!;
    from += needed;
    to += length;
  }
  return values;
};
