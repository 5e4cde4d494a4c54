import { expect, test } from "vitest";
import { structureGroups } from "../../src/pairs/structure-groups.ts";
import { exactBackend } from "../helpers/exact-backend.ts";
import { lcg, mat, unitRows } from "../helpers/random.ts";
import { asRows } from "../helpers/rows.ts";

/** n rows: the first half of each is one direction with a little noise, the other half is random. */
const oneStructureInManyTints = (n: number): Float32Array => {
  const next = lcg(5);
  const structure = unitRows(mat(1, 16, 1), 16);
  const rows = new Float32Array(n * 32);
  for (let index = 0; index < n; index++) {
    const first = unitRows(
      structure.map((value) => value + 0.02 * (next() - 0.5)),
      16,
    );
    const second = unitRows(mat(1, 16, 100 + index), 16);
    rows.set(
      first.map((value) => value * Math.SQRT1_2),
      index * 32,
    );
    rows.set(
      second.map((value) => value * Math.SQRT1_2),
      index * 32 + 16,
    );
  }
  return rows;
};

test("one structure in many tints is one group by lightness, though no two rows are near-duplicates as a whole", async () => {
  const rows = oneStructureInManyTints(40);
  expect(await structureGroups(asRows(rows, 32), 16, 0.9, exactBackend)).toMatchObject({ images: 40, sizes: [40] });
  expect((await structureGroups(asRows(rows, 32), 32, 0.9, exactBackend)).sizes).toEqual([]);
});

test("of more than 2,000 images evenly spaced ones are compared", async () => {
  const rows = unitRows(mat(3000, 4, 9), 4);
  expect((await structureGroups(asRows(rows, 4), 4, 0.9999999, exactBackend)).images).toBe(2000);
});
