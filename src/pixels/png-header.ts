/** Reads the chunks of plain PNG files (https://www.w3.org/TR/png-3/); whatever is not plain is left to sharp. */
import { crc32 } from "node:zlib";

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const HEADER_LENGTH = 13;
/** Chunks that change neither pixels nor orientation. Colour profiles, transparent colours and EXIF are not among them. */
const WITHOUT_EFFECT: ReadonlySet<string> = new Set(["tEXt", "tIME", "pHYs", "sRGB"]);

export interface PngChunk {
  type: string;
  data: Buffer;
  /** Offset of the next chunk. */
  end: number;
}

export interface PngHeader {
  width: number;
  height: number;
  bitDepth: number;
  /** 0 grey, 2 RGB, 3 palette, 4 grey with alpha, 6 RGB with alpha. */
  colourType: number;
  interlaced: boolean;
  /** RGB triples of a palette picture. */
  palette: Buffer | null;
  /** Offset of the first chunk of pixels. */
  dataStart: number;
}

/** null when it is cut off or its checksum is wrong. */
export const readChunk = (bytes: Buffer, offset: number): PngChunk | null => {
  if (offset + 12 > bytes.length) return null;
  const length = bytes.readUInt32BE(offset);
  const end = offset + 12 + length;
  if (end > bytes.length || crc32(bytes.subarray(offset + 4, end - 4)) !== bytes.readUInt32BE(end - 4)) return null;
  return { type: typeAt(bytes, offset), data: bytes.subarray(offset + 8, end - 4), end };
};

export const isWithoutEffect = (type: string): boolean => WITHOUT_EFFECT.has(type);

const typeAt = (bytes: Buffer, offset: number): string => bytes.toString("latin1", offset + 4, offset + 8);

/**
 * What stands before the pixels; null when it is no PNG, is damaged, or holds anything that may change pixels or
 * orientation.
 * @param bytes the file or its start
 */
export const plainPngHeader = (bytes: Buffer): PngHeader | null => {
  if (!bytes.subarray(0, SIGNATURE.length).equals(SIGNATURE)) return null;
  const first = readChunk(bytes, SIGNATURE.length);
  if (first?.type !== "IHDR" || first.data.length !== HEADER_LENGTH) return null;
  const [bitDepth = 0, colourType = 0, compression, filter, interlace = 0] = first.data.subarray(8);
  if (compression !== 0 || filter !== 0 || interlace > 1) return null;
  let palette: Buffer | null = null;
  let offset = first.end;
  // The pixels themselves may be cut off here: only their chunk's name is needed.
  while (offset + 8 <= bytes.length && typeAt(bytes, offset) !== "IDAT") {
    const chunk = readChunk(bytes, offset);
    if (!chunk) return null;
    if (chunk.type === "PLTE" && colourType === 3 && !palette) palette = chunk.data;
    else if (!isWithoutEffect(chunk.type)) return null;
    offset = chunk.end;
  }
  if (offset + 8 > bytes.length) return null;
  const width = first.data.readUInt32BE(0);
  const height = first.data.readUInt32BE(4);
  if (width === 0 || height === 0) return null;
  return { width, height, bitDepth, colourType, interlaced: interlace === 1, palette, dataStart: offset };
};
