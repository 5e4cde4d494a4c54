import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import sharp from "sharp";
import { afterAll, beforeAll, expect, test } from "vitest";
import { PictureFile } from "../../../src/pixels/picture-file.ts";
import { pictureSize, readPicture } from "../../../src/pixels/read-picture.ts";
import { bmp, paletteBmp, ppm, type Rgb, tga, tiff } from "../../helpers/picture-bytes.ts";
import { drawing } from "../../helpers/pictures.ts";
import { lcg } from "../../helpers/random.ts";

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "gan-diversity-"));
});
afterAll(() => rm(root, { recursive: true }));

const put = async (name: string, bytes: Buffer) => {
  const path = join(root, name);
  await writeFile(path, bytes);
  return new PictureFile(path);
};
/** Uneven, so that rows have to be filled up. */
const drawn = async (seed: number, width = 31, height = 21): Promise<Rgb> => ({
  width,
  height,
  pixels: await sharp(drawing(seed)).resize(width, height, { kernel: "nearest" }).removeAlpha().raw().toBuffer(),
});

const WRITERS: Record<string, (picture: Rgb) => Buffer> = {
  "plain.bmp": bmp,
  "palette.bmp": (picture) => paletteBmp({ ...picture, pixels: picture.pixels.map((value) => value & 0xe0) }),
  "bytes.ppm": ppm,
  "text.ppm": (picture) => ppm(picture, true),
  "plain.tga": tga,
  "packed.tga": (picture) => tga(picture, true),
};

test.each(Object.entries(WRITERS))("%s comes out in the colours and the size that were drawn", async (name, write) => {
  const picture = await drawn(3);
  const file = await put(name, write(picture));
  expect(await pictureSize(file)).toEqual({ width: 31, height: 21, frames: 1 });
  const { pixels } = await readPicture(file);
  const expected = name === "palette.bmp" ? picture.pixels.map((value) => value & 0xe0) : picture.pixels;
  expect(Buffer.from(pixels).equals(Buffer.from(expected))).toBe(true);
});

test("grey and black-and-white pixmaps, and those of 16 bits, keep their brightness", async () => {
  const grey = await put("grey.pgm", Buffer.from("P5 2 1 255 \x00\x80", "latin1"));
  expect([...(await readPicture(grey)).pixels]).toEqual([0, 0, 0, 128, 128, 128]);
  const deep = await put("deep.pgm", Buffer.from("P5 2 1 65535\n\x80\x80\xff\xff", "latin1"));
  expect([...(await readPicture(deep)).pixels]).toEqual([128, 128, 128, 255, 255, 255]);
  const bits = await put("bits.pbm", Buffer.from("P4 3 1\n\xa0", "latin1"));
  expect([...(await readPicture(bits)).pixels]).toEqual([0, 0, 0, 255, 255, 255, 0, 0, 0]);
});

test.each(Object.entries(WRITERS))("a damaged %s is read or refused with a reason, at once", async (name, write) => {
  const valid = write(await drawn(5, 9, 7));
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(fc.nat(80), fc.nat(255)), { maxLength: 5 }),
      fc.nat(valid.length),
      fc.boolean(),
      async (changes, end, isCut) => {
        const bytes = Buffer.from(isCut ? valid.subarray(0, end) : valid);
        for (const [at, value] of changes) if (at < bytes.length) bytes[at] = value;
        const file = await put(`damaged-${name}`, bytes);
        for (const read of [pictureSize, readPicture])
          await read(file).catch((error: unknown) => {
            expect((error as Error).name).toBe("Error");
            expect((error as Error).message).not.toBe("");
          });
      },
    ),
    { numRuns: 300, timeout: 10_000 },
  );
});

test("a header that claims gigantic pictures is refused before anything is made of it", async () => {
  const large = bmp(await drawn(1, 4, 4));
  large.writeInt32LE(2 ** 30, 18);
  large.writeInt32LE(2 ** 30, 22);
  await expect(readPicture(await put("large.bmp", large))).rejects.toThrow(/claims|ends too early/);
  await expect(readPicture(await put("large.ppm", Buffer.from("P6 999999999 999999999 255\n")))).rejects.toThrow(
    /claims/,
  );
});

test.each([
  [
    "an SVG",
    "<svg xmlns='http://www.w3.org/2000/svg' width='32' height='32'><rect width='32' height='32' fill='red'/></svg>",
  ],
  ["an SVG behind a prologue", "<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>"],
  ["a file of libvips", "\x08\xf2\xa6\xb6\x00\x00\x00\x20"],
  ["a PDF", "%PDF-1.7"],
])("%s that is named as a picture is refused", async (name, text) => {
  const file = await put(`${name}.png`, Buffer.from(text.padEnd(200), "latin1"));
  for (const read of [pictureSize, readPicture]) await expect(read(file)).rejects.toThrow(/unsupported image format/);
});

/** Values in [0, 1] on a grid that bytes can hold. */
const unit = (channels: number) => {
  const next = lcg(channels);
  return Float32Array.from({ length: 16 * 16 * channels }, (_, at) => (at < 2 ? at : Math.floor(next() * 256) / 255));
};

test.each([
  ["0 to 1", 1, 0],
  ["-1 to 1", 2, -1],
  ["0 to 255", 255, 0],
])(
  "a TIFF of 32-bit floats from %s has the brightness of its numbers, in grey and in colour",
  async (_, scale, offset) => {
    for (const channels of [1, 3]) {
      const values = unit(channels);
      const file = await put(
        "float.tif",
        tiff({ width: 16, height: 16, channels, values: values.map((value) => value * scale + offset) }),
      );
      const { pixels } = await readPicture(file);
      const worst = [...pixels].reduce((most, value, at) => {
        const expected = 255 * values[channels === 3 ? at : Math.floor(at / 3)]!;
        return Math.max(most, Math.abs(value - expected));
      }, 0);
      expect(worst).toBeLessThanOrEqual(1);
    }
  },
);

test("a TIFF of numbers that can not be judged is refused with the reason", async () => {
  const [width, height, channels] = [8, 8, 1];
  const floats = (value: number) => tiff({ width, height, channels, values: new Float32Array(64).fill(value) });
  await expect(readPicture(await put("nan.tif", floats(Number.NaN)))).rejects.toThrow(/finite/);
  await expect(readPicture(await put("far.tif", floats(-900)))).rejects.toThrow(/run from -900/);
  const whole = tiff({ width, height, channels, values: new Uint32Array(64).fill(7) });
  await expect(readPicture(await put("whole.tif", whole))).rejects.toThrow(/8 or 16 bits/);
});
