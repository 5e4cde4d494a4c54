import { expect, test } from "vitest";
import { LastPicture } from "../../src/pixels/last-picture.ts";

const drawn = (width: number, height: number) => ({ width, height, pixels: new Uint8Array(3 * width * height) });

test("a large picture that is still in memory is not decoded again, unless its file has changed", async () => {
  const last = new LastPicture(100);
  let decoded = 0;
  const read = (key: string, side: number) =>
    last.read(key, async () => {
      decoded++;
      return drawn(side, side);
    });
  const first = await read("a 1", 10);
  expect(await read("a 1", 10)).toBe(first);
  expect(decoded).toBe(1);
  expect(await read("a 2", 10)).not.toBe(first);
  expect(decoded).toBe(2);
});

test("small pictures are not remembered", async () => {
  const last = new LastPicture(100);
  const small = await last.read("a", async () => drawn(9, 9));
  expect(await last.read("a", async () => drawn(9, 9))).not.toBe(small);
});
