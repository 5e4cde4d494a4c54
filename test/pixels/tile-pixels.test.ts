import { expect, test } from "vitest";
import { colourSpread } from "../../src/pixels/tile-pixels.ts";
import { lcg } from "../helpers/random.ts";

const spreadByDefinition = (pixels: Uint8Array): number => {
  const ofChannel = (channel: number) => {
    const values = pixels.filter((_, at) => at % 3 === channel);
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
  };
  return Math.max(...[0, 1, 2].map(ofChannel));
};

test.each([
  ["one pixel", 1, 1],
  ["a small picture", 7, 5],
  ["more pixels than are added up at once", 300, 211],
])("the spread is the largest standard deviation of a channel: %s", (_, width, height) => {
  const next = lcg(width);
  for (const strong of [0, 1, 2]) {
    const pixels = Uint8Array.from({ length: 3 * width * height }, (_, at) => next() * (at % 3 === strong ? 256 : 90));
    expect(colourSpread({ pixels, width, height })).toBeCloseTo(spreadByDefinition(pixels), 8);
  }
});

test("of white alone, the largest sums there are, the spread is 0", () => {
  const [width, height] = [512, 300];
  expect(colourSpread({ pixels: new Uint8Array(3 * width * height).fill(255), width, height })).toBe(0);
});
