import { crc32, deflateSync } from "node:zlib";
import fc from "fast-check";
import sharp from "sharp";
import { expect, test } from "vitest";
import { plainPngHeader } from "../../src/pixels/png-header.ts";
import { decodePlainPng } from "../../src/pixels/png-pixels.ts";
import { lcg } from "../helpers/random.ts";

const MOST = 2 ** 16;
const CHANNELS = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 } as const;
type ColourType = keyof typeof CHANNELS;

const chunk = (type: string, data: Uint8Array): Buffer => {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const head = Buffer.alloc(4);
  head.writeUInt32BE(data.length);
  const tail = Buffer.alloc(4);
  tail.writeUInt32BE(crc32(body));
  return Buffer.concat([head, body, tail]);
};
const header = (width: number, height: number, colourType: number, bitDepth = 8, interlace = 0): Buffer => {
  const data = Buffer.alloc(13);
  data.writeUInt32BE(width, 0);
  data.writeUInt32BE(height, 4);
  data.set([bitDepth, colourType, 0, 0, interlace], 8);
  return chunk("IHDR", data);
};
const SIGNATURE = Buffer.from("89504e470d0a1a0a", "hex");
const END = chunk("IEND", new Uint8Array());

interface Png {
  width: number;
  height: number;
  colourType: ColourType;
  /** Rows of a filter byte and filtered samples: any bytes are a picture. */
  rows: Uint8Array;
  palette: Uint8Array;
  pieces: number;
  level: number;
}

const png: fc.Arbitrary<Png> = fc
  .record({
    width: fc.integer({ min: 1, max: 20 }),
    height: fc.integer({ min: 1, max: 12 }),
    colourType: fc.constantFrom<ColourType[]>(0, 2, 3, 4, 6),
    pieces: fc.integer({ min: 1, max: 4 }),
    level: fc.integer({ min: 0, max: 9 }),
    palette: fc.uint8Array({ minLength: 768, maxLength: 768 }),
  })
  .chain((shape) => {
    const length = 1 + shape.width * CHANNELS[shape.colourType];
    return fc
      .array(
        fc.tuple(fc.integer({ min: 0, max: 4 }), fc.uint8Array({ minLength: length - 1, maxLength: length - 1 })),
        { minLength: shape.height, maxLength: shape.height },
      )
      .map((rows) => ({ ...shape, rows: Uint8Array.from(rows.flatMap(([filter, row]) => [filter, ...row])) }));
  });

const encode = ({ width, height, colourType, rows, palette, pieces, level }: Png, extra: Buffer[] = []): Buffer => {
  const data = deflateSync(rows, { level });
  const size = Math.ceil(data.length / pieces);
  const parts = Array.from({ length: pieces }, (_, index) =>
    chunk("IDAT", data.subarray(index * size, (index + 1) * size)),
  );
  return Buffer.concat([
    SIGNATURE,
    header(width, height, colourType),
    ...extra,
    ...(colourType === 3 ? [chunk("PLTE", palette)] : []),
    ...parts,
    END,
  ]);
};

/** What the tool makes of any other picture, from another decoder. */
const bySharp = async (bytes: Buffer): Promise<{ pixels: number[]; width: number; height: number }> => {
  const { data, info } = await sharp(bytes, { failOn: "truncated" })
    .flatten({ background: "#ffffff" })
    .toColourspace("srgb")
    .removeAlpha()
    .raw({ depth: "uchar" })
    .toBuffer({ resolveWithObject: true });
  const pixels = info.channels === 3 ? [...data] : [...data].flatMap((value) => [value, value, value]);
  return { pixels, width: info.width, height: info.height };
};

test("every filter, colour type and split gives the pixels that sharp gives", async () => {
  await fc.assert(
    fc.asyncProperty(png, async (picture) => {
      const bytes = encode(picture, [chunk("tEXt", Buffer.from("Software\0test")), chunk("sRGB", Uint8Array.of(0))]);
      const decoded = decodePlainPng(bytes, MOST)!;
      expect({ ...decoded, pixels: [...decoded.pixels] }).toEqual(await bySharp(bytes));
      expect(plainPngHeader(bytes)).toMatchObject({ width: picture.width, height: picture.height });
    }),
    { numRuns: 300 },
  );
});

test("no bytes at all, cut or changed files make it throw or give other pixels than sharp", async () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => decodePlainPng(Buffer.from(bytes), MOST) === null),
  );
  await fc.assert(
    fc.asyncProperty(png, fc.nat(), fc.integer({ min: 1, max: 255 }), async (picture, place, change) => {
      const bytes = encode(picture);
      expect(decodePlainPng(bytes.subarray(0, place % bytes.length), MOST)).toBeNull();
      bytes[place % bytes.length]! ^= change;
      expect(decodePlainPng(bytes, MOST)).toBeNull();
    }),
    { numRuns: 200 },
  );
});

test.each([
  ["more rows than are undone at once", 200, 320],
  ["rows of which one alone is undone at once", 2 ** 15, 2],
])("large pictures with %s give the pixels that sharp gives", async (_, width, height) => {
  const next = lcg(width);
  const length = 1 + 4 * width;
  const rows = Uint8Array.from({ length: length * height }, (_, at) => next() * (at % length === 0 ? 5 : 256));
  const bytes = encode({ width, height, colourType: 6, rows, palette: new Uint8Array(), pieces: 1, level: 1 });
  const decoded = decodePlainPng(bytes, MOST)!;
  const expected = await bySharp(bytes);
  expect(Buffer.compare(decoded.pixels, Uint8Array.from(expected.pixels))).toBe(0);
});

const grey = (rows: Uint8Array, more: Partial<Png> = {}): Png => ({
  ...{ width: 2, height: 2, colourType: 0, palette: new Uint8Array(), pieces: 1, level: 6 },
  rows,
  ...more,
});

test.each<[string, Buffer]>([
  ["16 bits", Buffer.concat([SIGNATURE, header(2, 2, 0, 16), chunk("IDAT", deflateSync(new Uint8Array(10))), END])],
  ["interlaced", Buffer.concat([SIGNATURE, header(2, 2, 0, 8, 1), chunk("IDAT", deflateSync(new Uint8Array(6))), END])],
  ["a colour profile", encode(grey(new Uint8Array(6)), [chunk("iCCP", Buffer.from("x"))])],
  ["a gamma", encode(grey(new Uint8Array(6)), [chunk("gAMA", new Uint8Array(4))])],
  ["a transparent colour", encode(grey(new Uint8Array(6)), [chunk("tRNS", new Uint8Array(2))])],
  ["an orientation", encode(grey(new Uint8Array(6)), [chunk("eXIf", Buffer.from("MM"))])],
  ["an animation", encode(grey(new Uint8Array(6)), [chunk("acTL", new Uint8Array(8))])],
  ["a filter that does not exist", encode(grey(Uint8Array.of(5, 0, 0, 0, 0, 0)))],
  ["too few pixels", encode(grey(new Uint8Array(5)))],
  ["too many pixels", encode(grey(new Uint8Array(7)))],
  [
    "an index outside the palette",
    encode(grey(Uint8Array.of(0, 0, 1, 0, 2, 0), { colourType: 3, palette: new Uint8Array(6) })),
  ],
  ["gigantic claims", encode(grey(new Uint8Array(2 ** 24), { width: 2 ** 31 - 1, height: 2 ** 31 - 1 }))],
  ["more pixels than are decoded here", encode(grey(new Uint8Array(2 ** 20), { width: 2 ** 10 - 1, height: 2 ** 10 }))],
])("%s is left to sharp", (_, bytes) => {
  expect(decodePlainPng(bytes, MOST)).toBeNull();
});
