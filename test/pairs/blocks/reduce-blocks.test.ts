import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Tile } from "../../../src/compute/backend.ts";
import { rowsAt } from "../../../src/kit/rows.ts";
import type { BlockQuery } from "../../../src/pairs/blocks/block-job.ts";
import { type PairPartial, PairTotals } from "../../../src/pairs/blocks/pair-totals.ts";
import { reduceBlocks, storedRows, storedSome } from "../../../src/pairs/blocks/reduce-blocks.ts";
import { upperTriangle } from "../../../src/pairs/tiles.ts";
import { plainLanes } from "../../helpers/plain-lanes.ts";
import { mat, unitRows } from "../../helpers/random.ts";
import { asRows } from "../../helpers/rows.ts";

const D = 4;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "blocks-"));
});
afterAll(() => rm(folder, { recursive: true }));

/** Every similarity, as 32-bit numbers. */
const similaritiesOf = (vectors: Float32Array): number[][] => {
  const rows = asRows(vectors, D);
  const n = vectors.length / D;
  return Array.from({ length: n }, (_, a) =>
    Array.from({ length: n }, (_, b) =>
      Math.fround(rowsAt(rows, a).reduce((sum, value, k) => sum + value * rowsAt(rows, b)[k]!, 0)),
    ),
  );
};

/** What a pass over all pairs has to find, pair by pair. */
const expected = (vectors: Float32Array, bounds: readonly number[]): Omit<PairPartial, "histogram"> => {
  const similarities = similaritiesOf(vectors);
  const n = similarities.length;
  const joined = Uint32Array.from({ length: n }, (_, row) => row);
  let lowest: PairPartial["lowest"] = null;
  for (let row = 0; row < n; row++)
    for (let column = row + 1; column < n; column++) {
      const similarity = similarities[row]![column]!;
      if (lowest === null || similarity < lowest.similarity) lowest = { row, column, similarity };
    }
  for (let isChanged = true; isChanged; ) {
    isChanged = false;
    for (let a = 0; a < n; a++)
      for (let b = 0; b < n; b++)
        if (a !== b && similarities[a]![b]! >= Math.fround(bounds[0]!) && joined[a]! < joined[b]!) {
          joined[b] = joined[a]!;
          isChanged = true;
        }
  }
  const counts = bounds.map((bound) =>
    Uint32Array.from(
      similarities,
      (row, a) => row.filter((similarity, b) => b !== a && similarity >= Math.fround(bound)).length,
    ),
  );
  return { n, counts, joined, lowest };
};

const known = ({ n, counts, joined, lowest }: PairPartial) => ({
  n,
  counts,
  joined,
  // Of pairs that are not positive any one may be told.
  lowest: lowest && lowest.similarity > 0 ? lowest : null,
});

const sets = fc.record({
  n: fc.integer({ min: 2, max: 60 }),
  seed: fc.integer({ min: 0, max: 10_000 }),
  /** Added to every value: all directions at 0, nearly one at 3. */
  shift: fc.constantFrom(0, 0.5, 3),
  bounds: fc.constantFrom([0.8, 0.9], [0.3, 0.6], [0.95]),
  side: fc.integer({ min: 1, max: 40 }),
});

const queryOf = (bounds: readonly number[]): BlockQuery => ({ bounds, joins: true, sampleStep: null });
const vectorsOf = ({ n, seed, shift }: { n: number; seed: number; shift: number }) =>
  unitRows(
    mat(n, D, seed).map((value) => value + shift),
    D,
  );

test("blocks of any size find the partners, components and least similar pair that a look at every pair finds", () =>
  fc.assert(
    fc.asyncProperty(sets, async ({ bounds, side, ...set }) => {
      const vectors = vectorsOf(set);
      const blocks = [...upperTriangle(set.n, side)];
      const found = await reduceBlocks(storedRows(asRows(vectors, D)), queryOf(bounds), plainLanes, { blocks });
      const truth = expected(vectors, bounds);
      expect(known(found)).toEqual({
        ...truth,
        lowest: truth.lowest && truth.lowest.similarity > 0 ? truth.lowest : null,
      });
    }),
  ));

test("parts of the blocks add up to the whole in any order", () =>
  fc.assert(
    fc.asyncProperty(sets, fc.nat(), async ({ bounds, side, ...set }, seed) => {
      const rows = storedRows(asRows(vectorsOf(set), D));
      const blocks = [...upperTriangle(set.n, side)];
      const query = { ...queryOf(bounds), sampleStep: 3 };
      const reduce = (part: readonly Tile[]) => reduceBlocks(rows, query, plainLanes, { blocks: part });
      const cut = seed % (blocks.length + 1);
      const totals = new PairTotals(set.n, bounds.length);
      for (const part of [blocks.slice(cut).reverse(), blocks.slice(0, cut)]) totals.add(await reduce(part));
      const whole = await reduce(blocks);
      expect(known(totals.partial())).toEqual(known(whole));
      expect(totals.partial().histogram).toEqual(whole.histogram);
    }),
  ));

test("a step of one counts every pair by its similarity, in bins of a hundredth", async () => {
  const vectors = vectorsOf({ n: 30, seed: 5, shift: 0 });
  const query = { ...queryOf([0.8]), sampleStep: 1 };
  const blocks = [...upperTriangle(30, 8)];
  const { histogram } = await reduceBlocks(storedRows(asRows(vectors, D)), query, plainLanes, { blocks });
  const bins = new Array<number>(200).fill(0);
  similaritiesOf(vectors).forEach((row, a) => {
    for (const similarity of row.slice(a + 1)) bins[Math.min(199, Math.floor((similarity + 1) * 100))]!++;
  });
  expect(histogram).toEqual(bins);
});

test("chosen rows, in shared memory or not, and rows in a file are compared as if they lay one after the other", async () => {
  const vectors = vectorsOf({ n: 40, seed: 7, shift: 0.5 });
  const chosen = [3, 4, 9, 17, 30, 39];
  const shared = new Float32Array(new SharedArrayBuffer(vectors.byteLength));
  shared.set(vectors);
  const alone = Float32Array.from(chosen.flatMap((row) => [...vectors.subarray(row * D, (row + 1) * D)]));
  const path = join(folder, "rows.f32");
  await writeFile(path, new Uint8Array(alone.buffer));
  const blocks = [...upperTriangle(chosen.length, 4)];
  const of = (rows: Parameters<typeof reduceBlocks>[0]) =>
    reduceBlocks(rows, queryOf([0.8, 0.9]), plainLanes, { blocks });
  const truth = await of(storedRows(asRows(alone, D)));
  expect(truth.lowest).not.toBeNull();
  expect(await of(storedSome({ all: asRows(vectors, D), chosen }))).toEqual(truth);
  expect(await of(storedSome({ all: asRows(shared, D), chosen }))).toEqual(truth);
  expect(await of({ path, n: chosen.length, dimension: D })).toEqual(truth);
});

test("a file that is cut off is an error and no row of zeros", async () => {
  const path = join(folder, "short.f32");
  await writeFile(path, new Uint8Array(16 * 4 * D - 1));
  const blocks = [...upperTriangle(16, 8)];
  await expect(reduceBlocks({ path, n: 16, dimension: D }, queryOf([0.8]), plainLanes, { blocks })).rejects.toThrow(
    /is cut off/,
  );
});

test("what the caller throws after a block ends the work", async () => {
  const rows = storedRows(asRows(vectorsOf({ n: 20, seed: 1, shift: 0 }), D));
  const blocks = [...upperTriangle(20, 4)];
  let seen = 0;
  const work = reduceBlocks(rows, queryOf([0.8]), plainLanes, {
    blocks,
    onBlock: (done) => {
      seen = done;
      if (done === 3) throw new Error("enough");
    },
  });
  await expect(work).rejects.toThrow("enough");
  expect(seen).toBe(3);
});
