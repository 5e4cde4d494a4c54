import sharp from "sharp";
import { expect, test } from "vitest";
import { collectGarbage, compactBehind } from "../../src/pixels/collect-garbage.ts";
import { readPicture } from "../../src/pixels/read-picture.ts";

test("a large picture is in memory only as long as somebody has it", async () => {
  const encoded = await sharp({ create: { width: 6000, height: 6000, channels: 3, background: "#336699" } })
    .jpeg()
    .toBuffer();
  const freed = await (async () => {
    const picture = await readPicture({ content: async () => ({ encoded }) });
    expect(picture.width).toBe(6000);
    return new WeakRef(picture);
  })();
  // A value that was awaited is let go of in a turn of its own.
  await new Promise(setImmediate);
  collectGarbage();
  // Not the picture itself: a failure would print all of its pixels.
  expect(freed.deref() === undefined).toBe(true);
});

test("what many images left behind is freed before something large is begun", async () => {
  const left = await (async () => new WeakRef({ names: Array.from({ length: 1000 }, (_, at) => `${at}.png`) }))();
  await new Promise(setImmediate);
  compactBehind(50_000);
  expect(left.deref() === undefined).toBe(true);
});
