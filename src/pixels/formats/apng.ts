/** Animated PNGs (https://www.w3.org/TR/png-3/#apng-frame-based-animation): sharp reads their first frame only. */
import { crc32 } from "node:zlib";
import { onWhite, type Picture } from "../picture.ts";
import { tunedSharp } from "../tuned-sharp.ts";

const FIRST_CHUNK = 8;
/** Parts of the first picture that say how all frames are coded. */
const SHARED = new Set(["PLTE", "tRNS", "gAMA", "cHRM", "sRGB", "iCCP", "sBIT"]);
const CLEAR = 1;
const RESTORE = 2;
const OVER = 1;
/** Of the canvas. */
const MOST_PIXELS = 2 ** 26;

interface Chunk {
  type: string;
  data: Buffer;
  end: number;
}

interface Frame {
  left: number;
  top: number;
  width: number;
  height: number;
  dispose: number;
  blend: number;
  data: Buffer[];
}

export interface Apng {
  width: number;
  height: number;
  header: Buffer;
  shared: Buffer[];
  frames: Frame[];
}

/** null where the bytes end before the chunk does. */
const chunkAt = (bytes: Buffer, at: number): Chunk | null => {
  if (at + 12 > bytes.length) return null;
  const end = at + 12 + bytes.readUInt32BE(at);
  if (end > bytes.length) return null;
  return { type: bytes.toString("latin1", at + 4, at + 8), data: bytes.subarray(at + 8, end - 4), end };
};

/** Frames that a PNG claims before its pixels begin; 1 for a still. @param bytes the file or its start */
export const claimedFrames = (bytes: Buffer): number => {
  for (let chunk = chunkAt(bytes, FIRST_CHUNK); chunk && chunk.type !== "IDAT"; chunk = chunkAt(bytes, chunk.end))
    if (chunk.type === "acTL" && chunk.data.length >= 8) return Math.max(1, chunk.data.readUInt32BE(0));
  return 1;
};

/** @param most frames at most @throws Error with a reason for people */
export const parseApng = (bytes: Buffer, most: number): Apng & { more: boolean } => {
  const first = chunkAt(bytes, FIRST_CHUNK);
  if (first?.type !== "IHDR" || first.data.length !== 13) throw new Error("the picture's header is damaged");
  const [width, height] = [first.data.readUInt32BE(0), first.data.readUInt32BE(4)];
  if (width < 1 || height < 1 || width * height > MOST_PIXELS)
    throw new Error(`an animation of ${width} x ${height} pixels is too large`);
  const shared: Buffer[] = [];
  const frames: Frame[] = [];
  for (let chunk = chunkAt(bytes, first.end); chunk && chunk.type !== "IEND"; chunk = chunkAt(bytes, chunk.end)) {
    const { type, data } = chunk;
    if (type === "fcTL") {
      if (frames.length === most) return { width, height, header: first.data, shared, frames, more: true };
      frames.push(frameOf(data, width, height));
    } else if (type === "IDAT") frames.at(-1)?.data.push(data);
    else if (type === "fdAT" && data.length > 4) frames.at(-1)?.data.push(data.subarray(4));
    else if (SHARED.has(type) && frames.every((frame) => frame.data.length === 0)) shared.push(chunkOf(type, data));
  }
  return {
    width,
    height,
    header: first.data,
    shared,
    frames: frames.filter(({ data }) => data.length > 0),
    more: false,
  };
};

const frameOf = (data: Buffer, width: number, height: number): Frame => {
  if (data.length < 26) throw new Error("a frame's header is damaged");
  const frame = {
    width: data.readUInt32BE(4),
    height: data.readUInt32BE(8),
    left: data.readUInt32BE(12),
    top: data.readUInt32BE(16),
    dispose: data[24]!,
    blend: data[25]!,
    data: [],
  };
  const isInside = frame.left + frame.width <= width && frame.top + frame.height <= height;
  if (frame.width < 1 || frame.height < 1 || !isInside) throw new Error("a frame lies outside its picture");
  return frame;
};

const chunkOf = (type: string, data: Uint8Array): Buffer => {
  const chunk = Buffer.concat([Buffer.alloc(4), Buffer.from(type, "latin1"), data, Buffer.alloc(4)]);
  chunk.writeUInt32BE(data.length);
  chunk.writeUInt32BE(crc32(chunk.subarray(4, -4)), chunk.length - 4);
  return chunk;
};

/** The frames in their order, each drawn on those before it. @throws Error with a reason for people */
export async function* drawApng({ width, height, header, shared, frames }: Apng): AsyncGenerator<Picture> {
  let canvas: Uint8Array = new Uint8Array(width * height * 4);
  for (const [index, frame] of frames.entries()) {
    const samples = await decodeFrame(frame, header, shared);
    const before = canvas.slice();
    place(canvas, samples, frame, width);
    yield { pixels: onWhite(canvas, 4), width, height };
    if (frame.dispose === CLEAR || (frame.dispose === RESTORE && index === 0)) clear(canvas, frame, width);
    else if (frame.dispose === RESTORE) canvas = before;
  }
}

/** As a PNG of its own. */
const decodeFrame = async (frame: Frame, header: Buffer, shared: readonly Buffer[]): Promise<Uint8Array> => {
  const own = Buffer.from(header);
  own.writeUInt32BE(frame.width, 0);
  own.writeUInt32BE(frame.height, 4);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const pixels = frame.data.map((data) => chunkOf("IDAT", data));
  const png = Buffer.concat([signature, chunkOf("IHDR", own), ...shared, ...pixels, chunkOf("IEND", Buffer.alloc(0))]);
  return tunedSharp(png, { failOn: "truncated", limitInputPixels: MOST_PIXELS })
    .toColourspace("srgb")
    .ensureAlpha()
    .raw({ depth: "uchar" })
    .toBuffer();
};

const place = (
  canvas: Uint8Array,
  samples: Uint8Array,
  { left, top, width, height, blend }: Frame,
  wide: number,
): void => {
  for (let from = 0; from < width * height * 4; from += 4) {
    const pixel = from / 4;
    const to = ((top + Math.floor(pixel / width)) * wide + left + (pixel % width)) * 4;
    const alpha = samples[from + 3]!;
    if (blend !== OVER || alpha === 255) canvas.set(samples.subarray(from, from + 4), to);
    else if (alpha > 0) lay(canvas, to, samples.subarray(from, from + 4));
  }
};

/** One pixel over another. */
const lay = (canvas: Uint8Array, to: number, [red = 0, green = 0, blue = 0, alpha = 0]: Uint8Array): void => {
  const [over, under] = [alpha / 255, canvas[to + 3]! / 255];
  const opacity = over + under * (1 - over);
  for (const [channel, value] of [red, green, blue].entries())
    canvas[to + channel] = Math.round((value * over + canvas[to + channel]! * under * (1 - over)) / opacity);
  canvas[to + 3] = Math.round(255 * opacity);
};

const clear = (canvas: Uint8Array, { left, top, width, height }: Frame, wide: number): void => {
  for (let y = top; y < top + height; y++) canvas.fill(0, (y * wide + left) * 4, (y * wide + left + width) * 4);
};
