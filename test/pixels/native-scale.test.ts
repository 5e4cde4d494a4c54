import fc from "fast-check";
import { expect, test } from "vitest";
import { nativeScale } from "../../src/pixels/native-scale.ts";

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
