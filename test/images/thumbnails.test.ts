import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import sharp from "sharp";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { ImageCheckpoint } from "../../src/images/image-set.ts";
import { renderPreview, renderThumbnails } from "../../src/images/thumbnails.ts";

let root: string;
let sheet: ImageCheckpoint;
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
  const images = COLOURS.map((_, index) => ({
    member: `sheet.png#0,${index}`,
    file,
    box: { left: index * 20, top: 0, width: 20, height: 10 },
  }));
  sheet = { step: 1, label: "step 1", source: "sheet.png", images };
});
afterAll(() => rm(root, { recursive: true }));

const decoded = (uri: string) => {
  expect(uri).toMatch(/^data:image\/webp;base64,[A-Za-z0-9+/]+=*$/);
  return sharp(Buffer.from(uri.split(",")[1]!, "base64"))
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
};
const brightest = (pixel: Uint8Array) => pixel.indexOf(Math.max(...pixel));

test("thumbnails show the asked members, fit into the size and keep their shape", async () => {
  const thumbnails = await renderThumbnails(sheet, ["sheet.png#0,2", "sheet.png#0,0"], 64);
  expect([...thumbnails.keys()].sort()).toEqual(["sheet.png#0,0", "sheet.png#0,2"]);
  for (const [member, channel] of [
    ["sheet.png#0,0", 0],
    ["sheet.png#0,2", 2],
  ] as const) {
    const { data, info } = await decoded(thumbnails.get(member)!);
    expect(info).toMatchObject({ width: 64, height: 32 });
    expect(brightest(data.subarray(0, 3))).toBe(channel);
  }
});

test("a preview shows the images row by row on a sheet no larger than asked", async () => {
  const { data, info } = await decoded(await renderPreview(sheet, 100));
  expect(Math.max(info.width, info.height)).toBeLessThanOrEqual(100);
  const at = (x: number, y: number) => {
    const start = (Math.round(y * info.height) * info.width + Math.round(x * info.width)) * 3;
    return brightest(data.subarray(start, start + 3));
  };
  expect([at(0.25, 0.1), at(0.75, 0.1), at(0.25, 0.6)]).toEqual([0, 1, 2]);
});

test("a file that is gone has no thumbnail and stops nothing", async () => {
  const gone = { member: "gone.png", file: join(root, "gone.png"), box: null };
  const checkpoint = { ...sheet, images: [gone, sheet.images[0]!] };
  expect([...(await renderThumbnails(checkpoint, ["gone.png", "sheet.png#0,0"], 32)).keys()]).toEqual([
    "sheet.png#0,0",
  ]);
  expect(await renderPreview(checkpoint, 100)).toMatch(/^data:image\/webp/);
});
