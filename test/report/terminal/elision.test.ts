import fc from "fast-check";
import { expect, test } from "vitest";
import { type Row, shownRows } from "../../../src/report/terminal/elision.ts";

const indices = (rows: readonly Row[]) => rows.filter((row) => typeof row === "number");

test("short tables are shown whole, of long ones both ends", () => {
  expect(shownRows(5, 5, [])).toEqual([0, 1, 2, 3, 4]);
  expect(shownRows(30, 5, [])).toEqual([0, 1, { hidden: 26 }, 28, 29]);
});

test("what is wanted is in sight, and one row is never called hidden", () => {
  expect(shownRows(30, 7, [29, 10, 9, 0])).toEqual([0, { hidden: 8 }, 9, 10, { hidden: 17 }, 28, 29]);
  expect(shownRows(4, 4, [3, 0, 2])).toEqual([0, 1, 2, 3]);
});

test("every row is shown or counted once, in order, in no more lines than asked for", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 200 }),
      fc.integer({ min: 5, max: 20 }),
      fc.array(fc.integer({ min: -2, max: 220 })),
      (count, most, wanted) => {
        const rows = shownRows(count, most, wanted);
        expect(rows.length).toBeLessThanOrEqual(most);
        let next = 0;
        for (const row of rows)
          if (typeof row === "number") expect(row).toBe(next++);
          else next += row.hidden;
        expect(next).toBe(count);
        const [first] = wanted.filter((index) => index >= 0 && index < count);
        if (first !== undefined) expect(indices(rows)).toContain(first);
      },
    ),
  );
});
