/** Picture files that sharp does not write, byte by byte. */
import { crc32 } from "node:zlib";

export interface TiffPage {
  width: number;
  height: number;
  channels: number;
  /** Rows from the top, channels interleaved. */
  values: Uint8Array | Float32Array | Float64Array | Uint32Array;
}

const SHORT = 3;
const LONG = 4;

/** Uncompressed, one strip per page, little endian. */
export const tiff = (...pages: readonly TiffPage[]): Buffer => {
  const parts: Buffer[] = [];
  let length = 8;
  const put = (bytes: Buffer): number => {
    const at = length;
    parts.push(bytes);
    length += bytes.length;
    return at;
  };
  const shorts = (...values: number[]) => put(Buffer.from(new Uint16Array(values).buffer));
  const heads: { at: number; entries: number }[] = [];
  for (const { width, height, channels, values } of pages) {
    const data = put(Buffer.from(values.buffer, values.byteOffset, values.byteLength));
    const each = new Array<number>(channels).fill(0);
    const bits = shorts(...each.map(() => 8 * values.BYTES_PER_ELEMENT), 0);
    const isFloat = values instanceof Float32Array || values instanceof Float64Array;
    const format = shorts(...each.map(() => (isFloat ? 3 : 1)), 0);
    const inline = channels === 1;
    const entries: [tag: number, type: number, count: number, value: number][] = [
      [256, LONG, 1, width],
      [257, LONG, 1, height],
      [258, SHORT, channels, inline ? 8 * values.BYTES_PER_ELEMENT : bits],
      [259, SHORT, 1, 1],
      [262, SHORT, 1, channels === 1 ? 1 : 2],
      [273, LONG, 1, data],
      [277, SHORT, 1, channels],
      [278, LONG, 1, height],
      [279, LONG, 1, values.byteLength],
      [284, SHORT, 1, 1],
      [339, SHORT, channels, inline ? (isFloat ? 3 : 1) : format],
    ];
    const directory = Buffer.alloc(2 + 12 * entries.length + 4);
    directory.writeUInt16LE(entries.length);
    for (const [index, [tag, type, count, value]] of entries.entries()) {
      directory.writeUInt16LE(tag, 2 + 12 * index);
      directory.writeUInt16LE(type, 4 + 12 * index);
      directory.writeUInt32LE(count, 6 + 12 * index);
      directory.writeUInt32LE(value, 10 + 12 * index);
    }
    heads.push({ at: put(directory), entries: entries.length });
  }
  const file = Buffer.concat([Buffer.alloc(8), ...parts]);
  file.write("II");
  file.writeUInt16LE(42, 2);
  file.writeUInt32LE(heads[0]!.at, 4);
  for (const [index, { at, entries }] of heads.entries())
    file.writeUInt32LE(heads[index + 1]?.at ?? 0, at + 2 + 12 * entries);
  return file;
};

const pngChunk = (type: string, data: Uint8Array): Buffer => {
  const chunk = Buffer.concat([Buffer.alloc(4), Buffer.from(type, "latin1"), data, Buffer.alloc(4)]);
  chunk.writeUInt32BE(data.length);
  chunk.writeUInt32BE(crc32(chunk.subarray(4, -4)), chunk.length - 4);
  return chunk;
};

export interface ApngFrame {
  /** A whole PNG of the frame, of the same kind as all others. */
  png: Buffer;
  left?: number;
  top?: number;
  /** 0 leaves it, 1 clears it, 2 restores what was there. */
  dispose?: number;
  /** 0 replaces, 1 is laid over. */
  blend?: number;
}

/** The first frame is the size of the picture. */
export const apng = (...frames: readonly ApngFrame[]): Buffer => {
  const first = frames[0]!.png;
  const parts = [first.subarray(0, 33)];
  const control = Buffer.alloc(8);
  control.writeUInt32BE(frames.length);
  parts.push(pngChunk("acTL", control));
  let sequence = 0;
  for (const [index, { png, left = 0, top = 0, dispose = 0, blend = 0 }] of frames.entries()) {
    const frame = Buffer.alloc(26);
    frame.writeUInt32BE(sequence++);
    png.copy(frame, 4, 16, 24);
    frame.writeUInt32BE(left, 12);
    frame.writeUInt32BE(top, 16);
    frame[24] = dispose;
    frame[25] = blend;
    parts.push(pngChunk("fcTL", frame));
    for (let at = 8; at < png.length; ) {
      const length = png.readUInt32BE(at);
      const data = png.subarray(at + 8, at + 8 + length);
      if (png.toString("latin1", at + 4, at + 8) === "IDAT") {
        const number = Buffer.alloc(4);
        if (index > 0) number.writeUInt32BE(sequence++);
        parts.push(index === 0 ? pngChunk("IDAT", data) : pngChunk("fdAT", Buffer.concat([number, data])));
      }
      at += length + 12;
    }
  }
  return Buffer.concat([...parts, pngChunk("IEND", Buffer.alloc(0))]);
};

/** Rows from the top, RGB. */
export interface Rgb {
  width: number;
  height: number;
  pixels: Uint8Array;
}

/** 24 bits, bottom row first. */
export const bmp = ({ width, height, pixels }: Rgb): Buffer => {
  const stride = Math.ceil((3 * width) / 4) * 4;
  const file = Buffer.alloc(54 + stride * height);
  file.write("BM");
  file.writeUInt32LE(file.length, 2);
  file.writeUInt32LE(54, 10);
  file.writeUInt32LE(40, 14);
  file.writeInt32LE(width, 18);
  file.writeInt32LE(height, 22);
  file.writeUInt16LE(1, 26);
  file.writeUInt16LE(24, 28);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++)
      for (let channel = 0; channel < 3; channel++)
        file[54 + (height - 1 - y) * stride + 3 * x + channel] = pixels[(y * width + x) * 3 + 2 - channel]!;
  return file;
};

/** 8 bits by a palette of as many colours as there are pixels of different colours. */
export const paletteBmp = ({ width, height, pixels }: Rgb): Buffer => {
  const colours: string[] = [];
  const indices = Array.from({ length: width * height }, (_, at) => {
    const colour = pixels.subarray(3 * at, 3 * at + 3).join();
    if (!colours.includes(colour)) colours.push(colour);
    return colours.indexOf(colour);
  });
  const stride = Math.ceil(width / 4) * 4;
  const start = 54 + 4 * colours.length;
  const file = Buffer.concat([
    bmp({ width, height, pixels }).subarray(0, 54),
    Buffer.alloc(start - 54 + stride * height),
  ]);
  file.writeUInt32LE(start, 10);
  file.writeInt32LE(-height, 22);
  file.writeUInt16LE(8, 28);
  file.writeUInt32LE(colours.length, 46);
  for (const [index, colour] of colours.entries()) file.set(colour.split(",").map(Number).reverse(), 54 + 4 * index);
  for (const [at, index] of indices.entries()) file[start + Math.floor(at / width) * stride + (at % width)] = index;
  return file;
};

export const ppm = ({ width, height, pixels }: Rgb, isText = false): Buffer => {
  const head = `P${isText ? 3 : 6}\n# made by a test\n${width} ${height}\n255\n`;
  return Buffer.concat([Buffer.from(head), isText ? Buffer.from(pixels.join(" ")) : pixels]);
};

/** 24 bits, bottom row first, or packed with the top row first. */
export const tga = ({ width, height, pixels }: Rgb, isPacked = false): Buffer => {
  const head = Buffer.alloc(18);
  head[2] = isPacked ? 10 : 2;
  head.writeUInt16LE(width, 12);
  head.writeUInt16LE(height, 14);
  head[16] = 24;
  head[17] = isPacked ? 0x20 : 0;
  const rows = Array.from({ length: height }, (_, row) => {
    const y = isPacked ? row : height - 1 - row;
    const colours = Array.from({ length: width }, (_, x) =>
      [2, 1, 0].map((channel) => pixels[(y * width + x) * 3 + channel]!),
    );
    if (!isPacked) return colours.flat();
    const packets: number[] = [];
    for (let x = 0; x < width; ) {
      let run = 1;
      while (x + run < width && run < 128 && colours[x + run]!.join() === colours[x]!.join()) run++;
      packets.push(run > 1 ? 127 + run : 0, ...colours[x]!);
      x += run;
    }
    return packets;
  });
  return Buffer.concat([head, Buffer.from(rows.flat())]);
};
