import { expect, test } from "vitest";
import { isGrey } from "../../src/pixels/colour.ts";

const filled = (red: number, green: number, blue: number) =>
  Uint8Array.from({ length: 48 }, (_, at) => [red, green, blue][at % 3]!);

test("equal channels are grey, and so are those that a JPEG moved by one level", () => {
  expect(isGrey(filled(90, 90, 90))).toBe(true);
  expect(isGrey(filled(90, 91, 90))).toBe(true);
});

test("a tint is a colour", () => {
  expect(isGrey(filled(90, 98, 90))).toBe(false);
});
