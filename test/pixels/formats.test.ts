import { copyFile, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import sharp from "sharp";
import { afterAll, beforeAll, expect, test } from "vitest";
import { decodeImages, type PixelImage } from "../../src/pixels/decode.ts";
import { PictureFile } from "../../src/pixels/picture-file.ts";
import { lcg } from "../helpers/random.ts";

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "gan-diversity-"));
});
afterAll(() => rm(root, { recursive: true }));

const decode = async (file: string, size = 2) => {
  const images = [{ member: "x", source: new PictureFile(file), box: null }];
  for await (const image of decodeImages(images, size, 1)) return image;
  throw new Error("nothing came");
};
const pixelsOf = async (file: string, size = 2) => ((await decode(file, size)) as PixelImage).pixels;

/** 40 x 40: red, green over blue, white. */
const quarters = () => {
  const colour = [
    [255, 0, 0],
    [0, 255, 0],
    [0, 0, 255],
    [255, 255, 255],
  ];
  const pixels = Uint8Array.from({ length: 40 * 40 * 3 }, (_, index) => {
    const pixel = Math.floor(index / 3);
    const quarter = (pixel % 40 >= 20 ? 1 : 0) + (pixel >= 800 ? 2 : 0);
    return colour[quarter]![index % 3]!;
  });
  return sharp(pixels, { raw: { width: 40, height: 40, channels: 3 } });
};

/** The four corners of the picture at 8 x 8, away from the edges between the colours. */
const corners = async (file: string) => {
  const pixels = await pixelsOf(file, 8);
  return [0, 7, 56, 63].map((pixel) => [...pixels.subarray(pixel * 3, pixel * 3 + 3)]);
};
const near = (found: number[][], expected: number[][], tolerance: number) => {
  for (const [index, colour] of expected.entries())
    for (const [channel, value] of colour.entries())
      expect(Math.abs(found[index]![channel]! - value), JSON.stringify(found)).toBeLessThanOrEqual(tolerance);
};
const COLOURS = [
  [255, 0, 0],
  [0, 255, 0],
  [0, 0, 255],
  [255, 255, 255],
];

test.each([
  ["png", 0],
  ["gif", 4],
  ["tiff", 12],
  ["webp", 12],
  ["jpeg", 12],
  ["avif", 16],
] as const)("%s is decoded to the colours that were drawn", async (format, tolerance) => {
  const file = join(root, `quarters.${format}`);
  await quarters()
    .toFormat(format, format === "gif" || format === "png" ? {} : { quality: 95 })
    .toFile(file);
  near(await corners(file), COLOURS, tolerance);
});

test("EXIF orientation is applied: a picture marked as lying on its side stands up", async () => {
  const file = join(root, "rotated.jpg");
  await quarters().jpeg({ quality: 95 }).withMetadata({ orientation: 6 }).toFile(file);
  // Orientation 6: the stored picture has to be turned clockwise, so its left column becomes the top row.
  near(await corners(file), [COLOURS[2]!, COLOURS[0]!, COLOURS[3]!, COLOURS[1]!], 12);
});

test("transparent pixels are shown on white", async () => {
  const file = join(root, "clear.png");
  await sharp({ create: { width: 8, height: 8, channels: 4, background: { r: 255, g: 0, b: 0, alpha: 0 } } })
    .png()
    .toFile(file);
  expect([...(await pixelsOf(file))]).toEqual(new Array(12).fill(255));
});

test("16-bit greyscale keeps its brightness", async () => {
  const file = join(root, "deep.png");
  const grey = Uint16Array.from({ length: 64 }, () => 0x8080);
  await sharp(grey, { raw: { width: 8, height: 8, channels: 1 } })
    .toColourspace("grey16")
    .png()
    .toFile(file);
  expect((await sharp(file).metadata()).depth).toBe("ushort");
  expect([...(await pixelsOf(file))]).toEqual(new Array(12).fill(128));
});

test("16-bit colour keeps its colours, dark and bright", async () => {
  const file = join(root, "deep-colour.png");
  const colours = [0x0000, 0x4040, 0xffff];
  await sharp(
    Uint16Array.from({ length: 64 * 3 }, (_, index) => colours[index % 3]!),
    { raw: { width: 8, height: 8, channels: 3 } },
  )
    .toColourspace("rgb16")
    .png()
    .toFile(file);
  expect((await sharp(file).metadata()).depth).toBe("ushort");
  expect([...(await pixelsOf(file, 1))]).toEqual([0x00, 0x40, 0xff]);
});

test("half transparent grey is mixed with white, and stays grey", async () => {
  const file = join(root, "half.png");
  // One pixel of grey 100 and alpha 51 (a fifth): 100 / 5 + 255 * 4 / 5 = 224.
  await sharp(
    Uint8Array.from({ length: 128 }, (_, index) => (index % 2 === 0 ? 100 : 51)),
    {
      raw: { width: 8, height: 8, channels: 2 },
    },
  )
    .toColourspace("b-w")
    .png()
    .toFile(file);
  expect((await sharp(file).metadata()).channels).toBe(2);
  for (const value of await pixelsOf(file, 1)) expect(Math.abs(value - 224)).toBeLessThanOrEqual(1);
});

test("a colour profile is applied: a picture stored in Display P3 comes out in its sRGB colours", async () => {
  const file = join(root, "profile.png");
  await quarters().withIccProfile("p3").png().toFile(file);
  const stored = await sharp(file, { ignoreIcc: true }).removeAlpha().raw().toBuffer();
  // sRGB red lies inside P3, so the stored numbers differ from 255, 0, 0; read with the profile they are that red again.
  expect([...stored.subarray(0, 3)]).not.toEqual(COLOURS[0]);
  near(await corners(file), COLOURS, 3);
});

test("a palette and a CMYK picture come out in their colours", async () => {
  const palette = join(root, "palette.png");
  await quarters().png({ palette: true, colours: 4 }).toFile(palette);
  near(await corners(palette), COLOURS, 4);
  const cmyk = join(root, "cmyk.jpg");
  await sharp({ create: { width: 8, height: 8, channels: 3, background: "#ffffff" } })
    .toColourspace("cmyk")
    .jpeg()
    .toFile(cmyk);
  expect((await sharp(cmyk).metadata()).space).toBe("cmyk");
  for (const value of await pixelsOf(cmyk)) expect(value).toBeGreaterThan(245);
});

test.each([
  ["empty", Buffer.alloc(0), "empty"],
  ["no picture at all", Buffer.from("hello"), "unsupported image format"],
])("a file that is %s comes back with its reason", async (name, bytes, reason) => {
  const file = join(root, `${name}.png`);
  await writeFile(file, bytes);
  expect(await decode(file)).toMatchObject({ path: "x", reason: expect.stringContaining(reason) as string });
});

test("a truncated file is refused and not half decoded", async () => {
  const next = lcg(1);
  const noise = Uint8Array.from({ length: 64 * 64 * 3 }, () => next() * 256);
  for (const format of ["png", "jpeg"] as const) {
    const whole = await sharp(noise, { raw: { width: 64, height: 64, channels: 3 } })
      .toFormat(format)
      .toBuffer();
    const file = join(root, `cut.${format}`);
    await writeFile(file, whole.subarray(0, whole.length / 2));
    expect(await decode(file), format).toHaveProperty("reason");
  }
});

test("pictures of more than 100 MB come out whole and in order", async () => {
  const file = join(root, "large.png");
  const [width, height] = [6000, 5600];
  await sharp({ create: { width, height, channels: 3, background: "#204060" } })
    .png()
    .toFile(file);
  const images = await Promise.all(
    ["a", "b", "c"].map(async (member) => {
      const copy = join(root, `large-${member}.png`);
      await copyFile(file, copy);
      return { member, source: new PictureFile(copy), box: { left: 0, top: 0, width: 8, height: 8 } };
    }),
  );
  const members: string[] = [];
  for await (const image of decodeImages(images, 1, 3)) {
    expect([...(image as PixelImage).pixels]).toEqual([0x20, 0x40, 0x60]);
    members.push((image as PixelImage).member);
  }
  expect(members).toEqual(["a", "b", "c"]);
});

test("a header that claims a gigantic picture is refused", async () => {
  const bytes = await sharp({ create: { width: 8, height: 8, channels: 3, background: "red" } })
    .png()
    .toBuffer();
  bytes.writeUInt32BE(2 ** 30, 16);
  bytes.writeUInt32BE(2 ** 30, 20);
  const file = join(root, "bomb.png");
  await writeFile(file, bytes);
  expect(await decode(file)).toHaveProperty("reason");
});

test("spread is the largest standard deviation of a colour channel", async () => {
  const file = join(root, "spread.png");
  // Red alternates between 90 and 110, green between 50 and 150, blue stands still: deviations of 10, 50 and 0.
  const pixels = Uint8Array.from({ length: 32 * 32 * 3 }, (_, index) => {
    const odd = (index / 3) & 1;
    return [odd ? 110 : 90, odd ? 150 : 50, 7][index % 3]!;
  });
  await sharp(pixels, { raw: { width: 32, height: 32, channels: 3 } })
    .png()
    .toFile(file);
  expect(((await decode(file)) as PixelImage).spread).toBeCloseTo(50, 9);
});

test("noise is seen in a file, a ramp is none, and a flat picture has no spread", async () => {
  const next = lcg(3);
  const measure = async (value: (x: number, y: number) => number) => {
    const file = join(root, "measured.png");
    const pixels = Uint8Array.from({ length: 64 * 64 }, (_, index) => value(index % 64, Math.floor(index / 64)));
    await sharp(pixels, { raw: { width: 64, height: 64, channels: 1 } })
      .png()
      .toFile(file);
    return (await decode(file)) as PixelImage;
  };
  expect((await measure(() => next() * 256)).isNoise).toBe(true);
  expect((await measure((x, y) => x + y)).isNoise).toBe(false);
  expect(await measure(() => 77)).toMatchObject({ isNoise: false, spread: 0 });
});
