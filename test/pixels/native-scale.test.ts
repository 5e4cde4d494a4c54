import fc from "fast-check";
import { expect, test } from "vitest";
import { nativeScale } from "../../src/pixels/native-scale.ts";
import { lcg } from "../helpers/random.ts";

test("the native picture comes back exactly, whatever the factors", () => {
  const pictures = fc.record({
    width: fc.integer({ min: 2, max: 6 }),
    height: fc.integer({ min: 2, max: 6 }),
    right: fc.integer({ min: 1, max: 4 }),
    down: fc.integer({ min: 1, max: 4 }),
  });
  fc.assert(
    fc.property(pictures, ({ width, height, right, down }) => {
      // Any two rows, and any two columns, differ by a whole step somewhere.
      const native = Uint16Array.from(
        { length: width * height },
        (_, k) => (k % width) ** 2 + 40 * Math.floor(k / width),
      );
      const wide = width * right;
      const large = Uint16Array.from(
        { length: wide * height * down },
        (_, k) => native[Math.floor(Math.floor(k / wide) / down) * width + Math.floor((k % wide) / right)]!,
      );
      const found = nativeScale(large, wide);
      // Steps too small for the spread of the whole picture may be taken for copies; none is ever invented.
      expect(found.columns.length).toBeLessThanOrEqual(width);
      expect(found.rows).toHaveLength(height);
      expect(found.luma).toHaveLength(found.rows.length * found.columns.length);
      for (const value of found.luma) expect(native).toContain(value);
    }),
  );
});

/** The rule word by word: a line is kept that differs from the last one kept by .3 standard deviations, root mean square. */
const linesByDefinition = (luma: Uint16Array, width: number, isRow: boolean): number[] => {
  const height = luma.length / width;
  const mean = luma.reduce((sum, value) => sum + value, 0) / luma.length;
  const variance = luma.reduce((sum, value) => sum + (value - mean) ** 2, 0) / luma.length;
  const [count, length] = isRow ? [height, width] : [width, height];
  const at = (line: number, along: number) => luma[isRow ? line * width + along : along * width + line]!;
  const kept = [0];
  for (let line = 1; line < count; line++) {
    let squares = 0;
    for (let along = 0; along < length; along++) squares += (at(line, along) - at(kept.at(-1)!, along)) ** 2;
    if (variance > 0 && squares / length >= 0.3 ** 2 * variance) kept.push(line);
  }
  return kept;
};

test("rows and columns are kept by what they differ from the last one kept, up to the largest and lightest pictures", () => {
  const sizes = fc.oneof(
    fc.tuple(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 40 })),
    fc.constantFrom([512, 512] as const, [512, 3] as const, [3, 512] as const),
  );
  fc.assert(
    fc.property(fc.nat(), sizes, fc.constantFrom(1, 3, 9), (seed, [width, height], slow) => {
      const next = lcg(seed);
      // Lines that wander: some differ from the one before by little, and from one further back by more.
      const [right, down] = [width, height].map((count) => {
        let level = 0;
        return Array.from({ length: count }, () => (level = (level + next() * 200) / slow));
      });
      const luma = Uint16Array.from({ length: width * height }, (_, at) =>
        Math.min(765, right![at % width]! + down![Math.floor(at / width)]! + next() * 365),
      );
      const found = nativeScale(luma, width);
      expect(found.rows).toEqual(linesByDefinition(luma, width, true));
      expect(found.columns).toEqual(linesByDefinition(luma, width, false));
    }),
    { numRuns: 60 },
  );
});
