import { createHash } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import sharp from "sharp";
import { afterAll, beforeAll, expect, test } from "vitest";
import { decodeImages, type PixelImage } from "../../src/pixels/decode.ts";
import { PictureFile } from "../../src/pixels/picture-file.ts";
import { hashOf } from "../../src/pixels/read-picture.ts";

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "gan-diversity-"));
});
afterAll(() => rm(root, { recursive: true }));

test("a hash is the SHA-256 of the bytes, for small and for large files", async () => {
  for (const length of [0, 5, 2 ** 20, 2 ** 20 + 1, 2 ** 22]) {
    const bytes = Buffer.alloc(length, "tile");
    const path = join(root, `${length}`);
    await writeFile(path, bytes);
    expect(await hashOf(await new PictureFile(path).content())).toBe(createHash("sha256").update(bytes).digest("hex"));
  }
});

test("a small file that changes after its hash was taken is decoded as it was hashed", async () => {
  const path = join(root, "changing.png");
  const write = (background: string) =>
    sharp({ create: { width: 3, height: 2, channels: 3, background } })
      .png()
      .toFile(path);
  await write("#102030");
  const images = [{ member: "changing.png", source: new PictureFile(path), box: null }];
  const decoded = decodeImages(images, 1, 1, async (all, hash) => {
    await hash();
    await write("#ffffff");
    return all;
  });
  for await (const image of decoded) expect([...(image as PixelImage).pixels]).toEqual([0x10, 0x20, 0x30]);
  expect.assertions(1);
});

test("a file that is not there is an error for its size and its content", async () => {
  const file = new PictureFile(join(root, "missing.png"));
  await expect(file.size()).rejects.toThrow("it is not there");
  await expect(file.content()).rejects.toThrow("it is not there");
});
