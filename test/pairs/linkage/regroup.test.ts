import fc from "fast-check";
import { expect, test } from "vitest";
import { closePairs } from "../../../src/pairs/close-pairs.ts";
import { findGroups } from "../../../src/pairs/groups.ts";
import { regroup } from "../../../src/pairs/linkage/regroup.ts";
import { runPairPass } from "../../../src/pairs/pair-pass.ts";
import { exactBackend } from "../../helpers/exact-backend.ts";
import { lcg, mat, unitRows } from "../../helpers/random.ts";
import { asRows } from "../../helpers/rows.ts";

const D = 6;
const THRESHOLD = 0.8;

const clustered = (n: number, modes: number, noise: number, seed: number): Float32Array => {
  const centres = mat(modes, D, seed);
  const next = lcg(seed + 1);
  const values = Array.from({ length: n }, () => Math.floor(next() * modes)).flatMap((mode) =>
    Array.from({ length: D }, (_, k) => centres[mode * D + k]! + noise * (2 * next() - 1)),
  );
  return unitRows(values, D);
};
const name = (row: number) => `image ${row}`;
const edgesOf = async (vectors: Float32Array, most?: number) =>
  closePairs(
    asRows(vectors, D),
    await runPairPass(asRows(vectors, D), THRESHOLD, exactBackend),
    { names: Array.from({ length: vectors.length / D }, (_, row) => name(row)), ...(most ? { most } : {}) },
    exactBackend,
  );

test("the shipped pairs give the groups that the tool finds at any threshold they are enough for", async () => {
  const sets = fc.record({
    n: fc.integer({ min: 3, max: 60 }),
    modes: fc.integer({ min: 1, max: 8 }),
    noise: fc.double({ min: 0.05, max: 1.5, noNaN: true }),
    seed: fc.integer({ min: 0, max: 10000 }),
    above: fc.integer({ min: 0, max: 58 }),
  });
  await fc.assert(
    fc.asyncProperty(sets, async ({ n, modes, noise, seed, above }) => {
      const vectors = clustered(n, modes, noise, seed);
      const edges = await edgesOf(vectors);
      expect([edges.complete, edges.threshold]).toEqual([true, 0.7]);
      const threshold = Math.round((0.7 + above * 0.005) * 1000) / 1000;
      const pairs = await runPairPass(asRows(vectors, D), threshold, exactBackend);
      const { groups: found } = await findGroups(asRows(vectors, D), pairs, exactBackend);
      const again = regroup(edges, threshold);
      const members = (group: { members: number[] }) => [...group.members].sort((a, b) => a - b).map(name);
      expect(again.map(({ members }) => members.map((member) => edges.members[member]))).toEqual(found.map(members));
      again.forEach((group, index) => {
        expect(group.minSimilarity).toBeCloseTo(found[index]!.minSimilarity, 5);
        expect(group.meanSimilarity).toBeCloseTo(found[index]!.meanSimilarity, 5);
      });
    }),
    { numRuns: 60 },
  );
});

test("with too many pairs below the threshold the list begins at the threshold, with too many above it is empty", async () => {
  const vectors = clustered(60, 3, 0.9, 5);
  const all = await edgesOf(vectors);
  const fewer = await edgesOf(vectors, all.pairs.length - 1);
  expect([fewer.complete, fewer.threshold]).toEqual([true, THRESHOLD]);
  expect(fewer.pairs.length).toBeLessThan(all.pairs.length);
  expect(await edgesOf(vectors, fewer.pairs.length - 1)).toMatchObject({ complete: false, pairs: [], members: [] });
});
