import fc from "fast-check";
import { expect, test } from "vitest";
import { ONE_HIGHER, RowLooks } from "../../../src/pairs/blocks/row-looks.ts";

const looks = new RowLooks();
/** Values at, just below and just above the bounds, and any. */
const products = fc.array(
  fc.oneof(
    fc.constantFrom(0.5, 0.8, 0.9, -0, -1, Math.fround(0.8) - 2 ** -24, 1),
    fc.float({ min: -1, max: 1, noNaN: true }),
  ),
  { minLength: 1, maxLength: 70 },
);

test("a row of any length and place counts what reaches each bound, finds its lowest product, and sees columns of other roots", () => {
  fc.assert(
    fc.property(
      fc.record({
        products,
        bounds: fc.constantFrom([0.5], [0.5, 0.8], [0.8, 0.9]),
        skipped: fc.nat(5),
        column: fc.nat(5),
        other: fc.nat(69),
        looks: fc.integer({ min: 1, max: 3 }),
      }),
      ({ products, bounds, skipped, column, other, looks: times }) => {
        const memory = looks.begin(bounds, { products: 80, columns: 80, roots: 100 });
        expect([...memory.products, ...memory.columns, ...memory.roots].every((value) => value === 0)).toBe(true);
        memory.products.set(products, skipped);
        memory.roots.fill(7, 20);
        if (other < products.length) memory.roots[20 + column + other] = 8;
        const row = [...memory.products.subarray(skipped, skipped + products.length)];
        const reach = row.map((value) => bounds.map((bound) => value >= Math.fround(bound)));
        const counted = reach.map(([first, second = false]) => Number(first) + ONE_HIGHER * Number(second));
        const total = counted.reduce((sum, count) => sum + count, 0);

        for (let time = 0; time < times; time++) expect(looks.lookAt(skipped, products.length, column, 7)).toBe(total);

        const before = Array.from({ length: column }, () => 0);
        const after = Array.from({ length: 80 - column - products.length }, () => 0);
        expect([...memory.columns]).toEqual([...before, ...counted.map((count) => times * count), ...after]);
        // 0 and -0 are as low.
        expect(looks.lowest + 0).toBe(Math.min(...row) + 0);
        expect(looks.differs).toBe(reach[other]?.[0] ?? false);
      },
    ),
  );
});

test("memory grows for a larger block, and holds nothing of the block before", () => {
  const small = looks.begin([0.5], { products: 4, columns: 4, roots: 4 });
  small.products.fill(1);
  looks.lookAt(0, 4, 0, 0);
  expect([...small.columns]).toEqual([1, 1, 1, 1]);

  const large = looks.begin([0.5], { products: 2 ** 20, columns: 8192, roots: 16384 });

  expect(large.products.length + large.columns.length + large.roots.length).toBe(2 ** 20 + 8192 + 16384);
  expect(large.products.every((value) => value === 0)).toBe(true);
  expect(large.columns.every((value) => value === 0)).toBe(true);
  large.products.fill(0.6);
  expect(looks.lookAt(2 ** 20 - 8192, 8192, 0, 0)).toBe(8192);
  expect(large.columns.every((value) => value === 1)).toBe(true);
});
