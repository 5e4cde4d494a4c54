/**
 * Decodes plain PNG files in place: 8 bits, not interlaced, nothing that changes colours. sharp takes several times as
 * long for each small one; it gets every file that is not so plain or not sound, and a test holds the two equal.
 */
import { inflateSync } from "node:zlib";
import { onWhite, type Picture } from "./picture.ts";
import { isWithoutEffect, type PngHeader, plainPngHeader, readChunk } from "./png-header.ts";
import { unfiltered } from "./unfilter.ts";

const CHANNELS: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };

/** null when sharp must read the file. @param bytes the whole file @param mostPixels of a picture that is decoded here */
export const decodePlainPng = (bytes: Buffer, mostPixels: number): Picture | null => {
  const header = plainPngHeader(bytes);
  if (header?.bitDepth !== 8 || header.interlaced) return null;
  const { width, height, colourType } = header;
  const channels = CHANNELS[colourType];
  if (channels === undefined || width * height > mostPixels) return null;
  const compressed = pixelData(bytes, header.dataStart);
  const filtered = compressed && inflated(compressed, height * (1 + width * channels));
  const samples = filtered && unfiltered(filtered, width * channels, height, channels);
  const pixels = samples && toRgb(samples, header);
  return pixels && { pixels, width, height };
};

/** The IDAT chunks joined; null unless the file goes on soundly to its end. */
const pixelData = (bytes: Buffer, start: number): Buffer | null => {
  const parts: Buffer[] = [];
  let offset = start;
  for (let pixelsEnded = false; ; ) {
    const chunk = readChunk(bytes, offset);
    if (!chunk) return null;
    if (chunk.type === "IEND") break;
    if (chunk.type === "IDAT" && !pixelsEnded) parts.push(chunk.data);
    else if (isWithoutEffect(chunk.type)) pixelsEnded = true;
    else return null;
    offset = chunk.end;
  }
  return parts.length === 1 ? parts[0]! : Buffer.concat(parts);
};

/** null unless it inflates to exactly `length` bytes; never more than that is made. */
const inflated = (compressed: Buffer, length: number): Buffer | null => {
  try {
    const bytes = inflateSync(compressed, { maxOutputLength: length, chunkSize: Math.max(64, length) });
    return bytes.length === length ? bytes : null;
  } catch {
    return null;
  }
};

/** Three channels; null when an index is outside the palette. */
const toRgb = (samples: Uint8Array, { colourType, palette }: PngHeader): Uint8Array | null => {
  if (colourType !== 3) return onWhite(samples, CHANNELS[colourType]!);
  if (!palette || palette.length % 3 !== 0) return null;
  const pixels = new Uint8Array(samples.length * 3);
  for (let at = 0, to = 0; at < samples.length; at++) {
    const from = 3 * samples[at]!;
    if (from >= palette.length) return null;
    pixels[to++] = palette[from]!;
    pixels[to++] = palette[from + 1]!;
    pixels[to++] = palette[from + 2]!;
  }
  return pixels;
};
