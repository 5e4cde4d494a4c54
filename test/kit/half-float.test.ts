import { expect, test } from "vitest";
import { halfFloat, halfToSingle } from "../../src/kit/half-float.ts";

test.each([
  [0x0000, 0],
  [0x8000, -0],
  [0x0001, 2 ** -24],
  [0x03ff, 2 ** -14 - 2 ** -24],
  [0x0400, 2 ** -14],
  [0x3555, 0.333251953125],
  [0x3c00, 1],
  [0xc000, -2],
  [0x7bff, 65504],
  [0x7c00, Number.POSITIVE_INFINITY],
  [0xfc00, Number.NEGATIVE_INFINITY],
  [0x7e00, Number.NaN],
])("%i is the number that IEEE 754 names for it", (bits, number) => {
  expect(halfFloat(bits)).toBe(number);
});

test("numbers grow with their bits, and the sign bit alone turns them round", () => {
  const numbers = Array.from({ length: 0x7c01 }, (_, bits) => halfFloat(bits));
  expect(numbers.filter((number, bits) => bits > 0 && !(number > numbers[bits - 1]!))).toEqual([]);
  expect(numbers.filter((number, bits) => halfFloat(bits | 0x8000) !== -number)).toEqual([]);
});

test("bytes are read as little-endian numbers", () => {
  const bytes = Uint8Array.from([0x00, 0x3c, 0x00, 0xc0, 0xff, 0x7b, 0x01, 0x00, 0x00, 0x7c, 0x55, 0x35]);
  expect([...halfToSingle(bytes)]).toEqual([1, -2, 65504, 2 ** -24, Number.POSITIVE_INFINITY, 0.333251953125]);
});
