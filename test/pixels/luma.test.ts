import fc from "fast-check";
import { expect, test } from "vitest";
import { lumaOf } from "../../src/pixels/luma.ts";
import { lcg } from "../helpers/random.ts";

test("lightness is the sum of the channels of each pixel, of any number of them", () => {
  fc.assert(
    fc.property(fc.nat(), fc.constantFrom([1, 1], [7, 5], [64, 64], [200, 170]), (seed, [width, height]) => {
      const next = lcg(seed);
      const pixels = Uint8Array.from({ length: 3 * width! * height! }, () => next() * 256);
      const sums = Array.from(
        { length: width! * height! },
        (_, at) => pixels[3 * at]! + pixels[3 * at + 1]! + pixels[3 * at + 2]!,
      );
      expect([...lumaOf({ pixels, width: width!, height: height! })]).toEqual(sums);
    }),
    { numRuns: 20 },
  );
});
