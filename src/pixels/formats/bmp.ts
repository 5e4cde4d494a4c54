/** Windows bitmaps: 1 to 32 bits, with a palette, masks or plain; not the compressed ones, which nobody writes any more. */
import type { Picture } from "../picture.ts";

interface BmpHeader {
  width: number;
  height: number;
  isTopDown: boolean;
  bits: number;
  /** Where the pixels begin. */
  start: number;
  headerSize: number;
  compression: number;
  colours: number;
}

const FILE_HEADER = 14;
const PLAIN = 0;
const MASKS = new Set([3, 6]);
const BITS = new Set([1, 4, 8, 16, 24, 32]);

export const isBmp = (bytes: Buffer): boolean =>
  bytes.length >= FILE_HEADER + 40 && bytes.toString("latin1", 0, 2) === "BM" && bytes.readUInt32LE(FILE_HEADER) >= 40;

/** @throws Error with a reason for people */
export const bmpHeader = (bytes: Buffer): BmpHeader => {
  const height = bytes.readInt32LE(22);
  const header: BmpHeader = {
    width: bytes.readInt32LE(18),
    height: Math.abs(height),
    isTopDown: height < 0,
    bits: bytes.readUInt16LE(28),
    start: bytes.readUInt32LE(10),
    headerSize: bytes.readUInt32LE(FILE_HEADER),
    compression: bytes.readUInt32LE(30),
    colours: bytes.readUInt32LE(46),
  };
  if (header.width < 1 || header.height < 1) throw new Error("the bitmap claims no pixels");
  if (!BITS.has(header.bits)) throw new Error(`a bitmap of ${header.bits} bits a pixel is not read`);
  const isMasked = MASKS.has(header.compression) && header.bits >= 16;
  if (header.compression !== PLAIN && !isMasked) throw new Error("a compressed bitmap is not read");
  return header;
};

/** @param bytes the whole file @throws Error with a reason for people */
export const decodeBmp = (bytes: Buffer): Picture => {
  const header = bmpHeader(bytes);
  const { width, height, bits, start, isTopDown } = header;
  const stride = Math.ceil((width * bits) / 32) * 4;
  if (start < FILE_HEADER || start + stride * height > bytes.length) throw new Error("the bitmap ends too early");
  const colourAt = bits <= 8 ? paletteColours(bytes, header) : directColours(bytes, header);
  const pixels = new Uint8Array(width * height * 3);
  for (let y = 0; y < height; y++) {
    const row = start + stride * (isTopDown ? y : height - 1 - y);
    for (let x = 0; x < width; x++) pixels.set(colourAt(row, x), (y * width + x) * 3);
  }
  return { pixels, width, height };
};

type Colour = [red: number, green: number, blue: number];
type ColourAt = (row: number, x: number) => Colour;

const paletteColours = (bytes: Buffer, { bits, headerSize, colours, start }: BmpHeader): ColourAt => {
  const first = FILE_HEADER + headerSize;
  const count = Math.min(colours || 2 ** bits, 2 ** bits, Math.floor((start - first) / 4));
  const perByte = 8 / bits;
  return (row, x) => {
    const byte = bytes[row + Math.floor(x / perByte)]!;
    const index = (byte >> (8 - bits * ((x % perByte) + 1))) & (2 ** bits - 1);
    if (index >= count) throw new Error("the bitmap uses a colour that it does not have");
    const at = first + 4 * index;
    return [bytes[at + 2]!, bytes[at + 1]!, bytes[at]!];
  };
};

const directColours = (bytes: Buffer, { bits, headerSize, compression }: BmpHeader): ColourAt => {
  if (compression === PLAIN && bits !== 16)
    return (row, x) => {
      const at = row + (x * bits) / 8;
      return [bytes[at + 2]!, bytes[at + 1]!, bytes[at]!];
    };
  const maskAt = FILE_HEADER + 40;
  if (compression !== PLAIN && headerSize < 52 && bytes.length < maskAt + 12)
    throw new Error("the bitmap has no masks");
  const masks = compression === PLAIN ? [0x7c00, 0x3e0, 0x1f] : [0, 4, 8].map((at) => bytes.readUInt32LE(maskAt + at));
  const parts = masks.map((mask) => {
    const shift = mask === 0 ? 0 : 31 - Math.clz32(mask & -mask);
    return { shift, most: mask >>> shift };
  });
  return (row, x) => {
    const value = bits === 16 ? bytes.readUInt16LE(row + 2 * x) : bytes.readUInt32LE(row + 4 * x);
    return parts.map(({ shift, most }) =>
      most === 0 ? 0 : Math.round((255 * ((value >>> shift) & most)) / most),
    ) as Colour;
  };
};
