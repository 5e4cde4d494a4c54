import { mkdtempSync, writeFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { crc32, deflateSync } from "node:zlib";
import sharp from "sharp";
import { describe, expect, test } from "vitest";
import { inspect } from "../../src/serve/inspect.ts";
import type { PostedFile } from "../../src/serve/store.ts";
import { npy, zip } from "../helpers/containers.ts";

const folder = mkdtempSync(join(tmpdir(), "gan-diversity-inspect-"));
let files = 0;
const look = (ending: PostedFile["ending"], bytes: Buffer) => {
  const path = join(folder, `${++files}`);
  writeFileSync(path, bytes);
  return inspect(path, { ending, bytes });
};
const npz = async (members: Record<string, Buffer>) =>
  readFile(await zip(join(folder, `${++files}.npz`), members, true));

const chunk = (type: string, data: Buffer): Buffer => {
  const content = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const whole = Buffer.alloc(8 + content.length);
  whole.writeUInt32BE(data.length);
  content.copy(whole, 4);
  whole.writeUInt32BE(crc32(content), 4 + content.length);
  return whole;
};

/** A greyscale PNG, of `rows` rows of zeros whatever its header claims. */
const pngOf = (width: number, height: number, rows: number): Buffer => {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width);
  header.writeUInt32BE(height, 4);
  header[8] = 8;
  const data = deflateSync(Buffer.alloc(rows * (width + 1)));
  return Buffer.concat([
    Buffer.from("\x89PNG\r\n\x1a\n", "latin1"),
    chunk("IHDR", header),
    chunk("IDAT", data),
    chunk("IEND", Buffer.alloc(0)),
  ]);
};

describe("a picture", () => {
  test("that can be decoded is taken", async () => {
    await look("png", pngOf(16, 16, 16));
    await look(
      "webp",
      await sharp(pngOf(16, 16, 16))
        .webp()
        .toBuffer(),
    );
  });

  test("that claims far more pixels than a sheet has is refused before it is decoded", async () => {
    await expect(look("png", pngOf(16_000, 16_000, 16))).rejects.toMatchObject({ status: 413 });
    await expect(look("png", pngOf(2_000_000, 2_000_000, 0))).rejects.toMatchObject({ status: 422 });
  });

  test("that breaks off, or is none, is refused", async () => {
    const whole = await sharp(pngOf(64, 64, 64))
      .jpeg()
      .toBuffer();
    await expect(look("jpg", whole.subarray(0, whole.length >> 1))).rejects.toMatchObject({ status: 422 });
    await expect(look("png", pngOf(64, 64, 3))).rejects.toMatchObject({ status: 422 });
    await expect(look("png", Buffer.from("\x89PNG\r\n\x1a\n", "latin1"))).rejects.toMatchObject({ status: 422 });
  });

  test("that moves is refused", async () => {
    const frames = Buffer.concat([Buffer.alloc(300, 0), Buffer.alloc(300, 255)]);
    const moving = await sharp(frames, { raw: { width: 10, height: 20, channels: 3, pageHeight: 10 } })
      .webp()
      .toBuffer();
    await expect(look("webp", moving)).rejects.toMatchObject({
      status: 422,
      message: expect.stringContaining("animation"),
    });
  });
});

describe("an array", () => {
  const images = npy("|u1", [3, 4, 4, 3], Buffer.alloc(144, 7));
  const floats = (...values: number[]) => Buffer.from(new Float32Array(values).buffer);

  test("of images is taken, packed or not", async () => {
    await look("npy", images);
    await look("npz", await npz({ "arr_0.npy": images }));
    await look("npy", npy("<f4", [1, 1, 2, 2], floats(-1, -0.5, 0.5, 1)));
  });

  test.each<[string, () => Buffer]>([
    ["has a header that is none", () => Buffer.from("\x93NUMPY\x01\x00\xff\xff{'descr': ", "latin1")],
    [
      "has a header that never ends",
      () => Buffer.concat([Buffer.from("\x93NUMPY\x02\x00\xff\xff\xff\xff", "latin1"), Buffer.alloc(100_000, 32)]),
    ],
    ["holds Python objects", () => npy("|O", [1, 2, 2, 3], Buffer.alloc(96))],
    ["claims more images than it has", () => npy("|u1", [1_000_000_000, 4, 4, 3], Buffer.alloc(144))],
    ["claims an image of terabytes", () => npy("|u1", [1, 1_000_000, 1_000_000, 3], Buffer.alloc(144))],
    ["holds no images", () => npy("<f4", [10, 10], Buffer.alloc(400))],
    ["holds NaN", () => npy("<f4", [1, 2, 2], floats(0, Number.NaN, 1, 1))],
    ["is empty", () => Buffer.alloc(0)],
  ])("that %s is refused", async (_, make) => {
    await expect(look("npy", make())).rejects.toMatchObject({ status: 422 });
  });

  test("of too many images is refused", async () => {
    await expect(look("npy", npy("|u1", [10_001, 1, 1, 3], Buffer.alloc(30_003)))).rejects.toMatchObject({
      status: 413,
    });
  });

  test("that unpacks to far more than a batch is refused before it is unpacked", async () => {
    const bomb = await npz({ "arr_0.npy": images });
    // What the list of its members says of the unpacked size.
    bomb.writeUInt32LE(2 ** 30, bomb.indexOf("PK\x01\x02", "latin1") + 24);
    await expect(look("npz", bomb)).rejects.toMatchObject({ status: 413 });
  });

  test("in an archive that is none, or holds none, is refused", async () => {
    await expect(look("npz", Buffer.from("PK\x03\x04 and no more", "latin1"))).rejects.toMatchObject({ status: 422 });
    await expect(look("npz", await npz({ "notes.txt": Buffer.from("no array") }))).rejects.toMatchObject({
      status: 422,
    });
  });
});
