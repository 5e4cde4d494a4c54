import sharp, { type OverlayOptions } from "sharp";
import { describe, expect, test } from "vitest";
import type { Box, Picture } from "../../src/pixels/picture.ts";
import { detectLayout } from "../../src/sheets/detect-layout.ts";
import { drawing } from "../helpers/pictures.ts";

interface Drawn {
  width: number;
  height: number;
  background: string;
  boxes: Box[];
}

interface Spacing {
  tile: [number, number];
  gutter: number;
  /** Left, top, right, bottom. */
  outer: [number, number, number, number];
}

/** Where the tiles are is said here, not measured. */
const spaced = (columns: number, rows: number, { tile, gutter, outer }: Spacing, background = "#000000"): Drawn => {
  const [left, top, right, bottom] = outer;
  const [width, height] = tile;
  return {
    background,
    width: left + right + columns * (width + gutter) - gutter,
    height: top + bottom + rows * (height + gutter) - gutter,
    boxes: Array.from({ length: columns * rows }, (_, index) => ({
      left: left + (index % columns) * (width + gutter),
      top: top + Math.floor(index / columns) * (height + gutter),
      width,
      height,
    })),
  };
};

const drawn = async ({ width, height, background, boxes }: Drawn, more: OverlayOptions[] = []): Promise<Buffer> => {
  const tiles = boxes.map(async ({ left, top, ...size }, index) => ({
    input: await sharp(drawing(400 + index))
      .resize(size.width, size.height, { fit: "fill" })
      .png()
      .toBuffer(),
    left,
    top,
  }));
  return sharp({ create: { width, height, channels: 3, background } })
    .composite([...(await Promise.all(tiles)), ...more])
    .png()
    .toBuffer();
};

const opened = async (file: Buffer): Promise<Picture> => {
  const { data, info } = await sharp(file).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  return { pixels: new Uint8Array(data), width: info.width, height: info.height };
};

const found = async (file: Buffer, lossy = false) => detectLayout(await opened(file), { lossy });

const expectTiles = (tiles: readonly Box[], truth: readonly Box[], within: number) => {
  expect(tiles).toHaveLength(truth.length);
  for (const [index, tile] of tiles.entries())
    for (const side of ["left", "top", "width", "height"] as const)
      expect(Math.abs(tile[side] - truth[index]![side]), `${side} of tile ${index}`).toBeLessThanOrEqual(within);
};

const scaled = ({ boxes }: Drawn, by: number): Box[] =>
  boxes.map(({ left, top, width, height }) => ({
    left: left * by,
    top: top * by,
    width: width * by,
    height: height * by,
  }));

describe("gutters of one colour, wherever they lie", () => {
  test.each<[string, Drawn]>([
    ["none outside", spaced(7, 5, { tile: [32, 32], gutter: 3, outer: [0, 0, 0, 0] })],
    ["wide ones inside only", spaced(6, 4, { tile: [40, 40], gutter: 9, outer: [0, 0, 0, 0] })],
    ["on the right and below only", spaced(7, 5, { tile: [32, 32], gutter: 2, outer: [0, 0, 2, 2] })],
    ["an outer margin five times as wide", spaced(6, 6, { tile: [48, 48], gutter: 3, outer: [15, 15, 15, 15] })],
    [
      "a margin that is wider on one side",
      spaced(6, 3, { tile: [50, 50], gutter: 4, outer: [4, 30, 9, 4] }, "#ffffff"),
    ],
    ["upright tiles", spaced(9, 3, { tile: [40, 56], gutter: 2, outer: [2, 2, 2, 2] })],
    ["lying tiles", spaced(3, 6, { tile: [96, 48], gutter: 2, outer: [2, 2, 2, 2] }, "#808080")],
  ])("%s", async (_, sheet) => {
    const layout = await found(await drawn(sheet));
    expect(layout?.tiles).toEqual(sheet.boxes);
    expect(layout?.confidence).toBeGreaterThanOrEqual(0.9);
  });

  test.each([1, 2, 5, 12])("inside the white edge of a page, %i pixels wide", async (edge) => {
    const sheet = spaced(6, 4, { tile: [32, 32], gutter: 2, outer: [2, 2, 2, 2] });
    const file = await sharp(await drawn(sheet))
      .extend({ top: edge, bottom: edge, left: edge, right: edge + 1, background: "#ffffff" })
      .png()
      .toBuffer();
    expect((await found(file))?.tiles).toEqual(
      sheet.boxes.map((box) => ({ ...box, left: box.left + edge, top: box.top + edge })),
    );
  });
});

describe("words at every tile are no tiles", () => {
  const word = (text: string, colour: string): Buffer =>
    Buffer.from(
      `<svg xmlns="http://www.w3.org/2000/svg" width="60" height="11"><text x="30" y="9" font-size="9" text-anchor="middle" fill="${colour}">${text}</text></svg>`,
    );
  test.each([
    ["under it, black on white", "#ffffff", "#000000", 66],
    ["over it, white on black", "#000000", "#ffffff", -13],
  ])("%s", async (_, background, ink, below) => {
    const sheet = spaced(5, 4, { tile: [64, 64], gutter: 16, outer: [10, 16, 10, 16] }, background);
    const words = sheet.boxes.map(({ left, top }, index) => ({
      input: word(`kind ${index}`, ink),
      left: left + 2,
      top: top + below,
    }));
    expect((await found(await drawn(sheet, words)))?.tiles).toEqual(sheet.boxes);
  });
});

describe("blurred gutters", () => {
  const sheet = spaced(6, 5, { tile: [64, 64], gutter: 2, outer: [2, 2, 2, 2] });
  test.each([0.75, 1.3, 2])("scaled by %f with smoothing, as PNG and as JPEG", async (by) => {
    const small = sharp(await drawn(sheet)).resize(Math.round(sheet.width * by), Math.round(sheet.height * by));
    const png = await small.png().toBuffer();
    const layout = await found(png);
    expect(layout).toMatchObject({ columns: 6, rows: 5 });
    expectTiles(layout!.tiles, scaled(sheet, by), 2);
    const jpeg = await found(await small.jpeg({ quality: 88 }).toBuffer(), true);
    expect(jpeg).toMatchObject({ columns: 6, rows: 5 });
    expectTiles(jpeg!.tiles, scaled(sheet, by), 2.5);
  });

  test("a JPEG that was saved as PNG later keeps its grain and is cut at the same places", async () => {
    const jpeg = await sharp(await drawn(sheet))
      .jpeg({ quality: 85 })
      .toBuffer();
    const layout = await found(await sharp(jpeg).png().toBuffer());
    expectTiles(layout!.tiles, sheet.boxes, 1);
  });

  test("tiles on plain white between black gutters are told from these by the rim, grain or not", async () => {
    const plain = spaced(6, 6, { tile: [80, 80], gutter: 2, outer: [2, 2, 2, 2] });
    const tile = (index: number) =>
      Buffer.from(
        `<svg xmlns="http://www.w3.org/2000/svg" width="80" height="80"><rect width="80" height="80" fill="#fdfdfd"/><circle cx="${30 + (index % 5) * 4}" cy="${28 + (index % 7) * 4}" r="${12 + (index % 3) * 5}" fill="#a06040"/></svg>`,
      );
    const file = await sharp({ create: { width: plain.width, height: plain.height, channels: 3, background: "#000" } })
      .composite(plain.boxes.map(({ left, top }, index) => ({ input: tile(index), left, top })))
      .jpeg({ quality: 90 })
      .toBuffer();
    const layout = await found(await sharp(file).png().toBuffer());
    expectTiles(layout!.tiles, plain.boxes, 1);
  });

  test("a number stamped over a gutter hides it not", async () => {
    const stamp = Buffer.from(
      '<svg xmlns="http://www.w3.org/2000/svg" width="24" height="16"><rect width="24" height="16" fill="#fff"/></svg>',
    );
    const file = await drawn(sheet, [{ input: stamp, left: 120, top: 372 - 30 }]);
    expectTiles((await found(file))!.tiles, sheet.boxes, 0);
  });
});

describe("what is no sheet of equal tiles", () => {
  test("a collage of pictures of several sizes", async () => {
    const boxes = [
      { left: 4, top: 4, width: 150, height: 90 },
      { left: 160, top: 4, width: 80, height: 90 },
      { left: 4, top: 100, width: 70, height: 140 },
      { left: 80, top: 100, width: 160, height: 140 },
    ];
    expect(await found(await drawn({ width: 244, height: 244, background: "#ffffff", boxes }))).toBeNull();
  });

  test("one picture in a frame", async () => {
    const boxes = [{ left: 10, top: 10, width: 236, height: 236 }];
    expect(await found(await drawn({ width: 256, height: 256, background: "#000000", boxes }))).toBeNull();
  });

  test("drawings packed on black, of which any few gaps make a grid of large tiles", async () => {
    // (214 - 10) / 2 = 102 pixels: as if two tiles with gutters of ten lay there.
    const boxes = spaced(8, 8, { tile: [14, 18], gutter: 0, outer: [0, 0, 0, 0] }).boxes.map((box, index) => ({
      ...box,
      left: 28 * (index % 8) + 6 + (index % 3),
      top: 28 * Math.floor(index / 8) + 4 + (index % 2),
    }));
    const layout = await found(await drawn({ width: 224, height: 224, background: "#000000", boxes }));
    expect(layout === null || (layout.columns === 8 && layout.rows === 8)).toBe(true);
  });
});
