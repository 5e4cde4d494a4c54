import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import sharp from "sharp";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Sprite } from "../../src/analysis/analysis.ts";
import type { ImageFile } from "../../src/pixels/decode.ts";
import { PictureFile } from "../../src/pixels/picture-file.ts";
import { renderSprites } from "../../src/pixels/sprites.ts";

let root: string;
let sheet: ImageFile[];
const COLOURS = ["#ff0000", "#00ff00", "#0000ff"];

/** Three tiles of one colour each, side by side. */
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "gan-diversity-"));
  const file = join(root, "sheet.png");
  const tile = (background: string, index: number) =>
    sharp({ create: { width: 20, height: 10, channels: 3, background } })
      .png()
      .toBuffer()
      .then((input) => ({ input, left: index * 20, top: 0 }));
  await sharp({ create: { width: 60, height: 10, channels: 3, background: "#000000" } })
    .composite(await Promise.all(COLOURS.map(tile)))
    .png()
    .toFile(file);
  const source = new PictureFile(file);
  sheet = COLOURS.map((_, index) => ({
    member: `sheet.png#0,${index}`,
    source,
    box: { left: index * 20, top: 0, width: 20, height: 10 },
  }));
});
afterAll(() => rm(root, { recursive: true }));

/** The brightest channel in the middle of each cell, null where the cell is empty. */
const cells = async ({ image, cell, columns, members }: Sprite) => {
  expect(image).toMatch(/^data:image\/webp;base64,[A-Za-z0-9+/]+=*$/);
  const { data, info } = await sharp(Buffer.from(image.split(",")[1]!, "base64"))
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  expect([info.width, info.height]).toEqual([columns * cell, Math.ceil(members.length / columns) * cell]);
  return members.map((_, index) => {
    const x = ((index % columns) + 0.5) * cell;
    const y = (Math.floor(index / columns) + 0.5) * cell;
    const [r = 0, g = 0, b = 0, alpha] = data.subarray((Math.floor(y) * info.width + Math.floor(x)) * 4);
    return alpha === 0 ? null : [r, g, b].indexOf(Math.max(r, g, b));
  });
};

test("a sprite shows the asked members in the asked order, each in its own cell, none enlarged", async () => {
  const [sprite, ...more] = await renderSprites(sheet, {
    members: ["sheet.png#0,2", "sheet.png#0,0", "sheet.png#0,1"],
    sheet: 2,
    size: 64,
  });
  expect(more).toEqual([]);
  expect(sprite).toMatchObject({ cell: 20, sheet: 2, members: ["sheet.png#0,2", "sheet.png#0,0", "sheet.png#0,1"] });
  expect(await cells(sprite!)).toEqual([2, 0, 1]);
});

test("larger images are made as small as asked and keep their shape", async () => {
  const [sprite] = await renderSprites(sheet, { members: ["sheet.png#0,1"], sheet: 1, size: 10 });
  expect(sprite!.cell).toBe(10);
  expect(await cells(sprite!)).toEqual([1]);
  const { data, info } = await sharp(Buffer.from(sprite!.image.split(",")[1]!, "base64"))
    .raw()
    .toBuffer({ resolveWithObject: true });
  const alphaAt = (y: number) => data[(y * info.width + 5) * info.channels + 3];
  expect([alphaAt(0), alphaAt(5), alphaAt(9)]).toEqual([0, 255, 0]);
});

test("a file that is gone has no picture and stops nothing", async () => {
  const gone = { member: "gone.png", source: new PictureFile(join(root, "gone.png")), box: null };
  const images = [gone, sheet[0]!];
  const [sprite] = await renderSprites(images, { members: ["gone.png", "sheet.png#0,0"], sheet: 2, size: 32 });
  expect(sprite).toMatchObject({ members: ["sheet.png#0,0"], sheet: 1 });
  expect(await renderSprites(images, { members: ["gone.png"], sheet: 1, size: 32 })).toEqual([]);
});

test("more pictures than one image file can hold go to a second sprite", async () => {
  const many = Array.from({ length: 9 }, (_, index) => ({ ...sheet[index % 3]!, member: `many#${index}` }));
  const members = many.map(({ member }) => member);
  const sprites = await renderSprites(many, { members, sheet: 1, size: 64 }, 80);
  expect(sprites.map((sprite) => [sprite.members.length, sprite.sheet])).toEqual([
    [4, 1],
    [4, 0],
    [1, 0],
  ]);
  expect((await Promise.all(sprites.map(cells))).flat()).toEqual(members.map((_, index) => index % 3));
});
