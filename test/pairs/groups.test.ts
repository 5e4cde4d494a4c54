import fc from "fast-check";
import { similarity } from "ml-distance";
import { expect, test } from "vitest";
import { openOnnx } from "../../src/compute/onnx/onnx.ts";
import { findGroups } from "../../src/pairs/groups.ts";
import { completeLinkage } from "../../src/pairs/linkage/complete-linkage.ts";
import { groupThreshold } from "../../src/pairs/linkage/related-thresholds.ts";
import { runPairPass } from "../../src/pairs/pair-pass.ts";
import { starSplit } from "../../src/pairs/star-split.ts";
import { exactBackend } from "../helpers/exact-backend.ts";
import { plainLanes } from "../helpers/plain-lanes.ts";
import { lcg, mat, unitRows } from "../helpers/random.ts";
import { asRows, everyRow } from "../helpers/rows.ts";

const D = 6;
const THRESHOLD = 0.8;
const GROUPS = 0.6;
/** Tiles hold 32-bit floats, the oracle 64-bit ones. */
const ROUNDING = 1e-6;

/** n rows around `modes` centres, in random order. */
const clustered = (n: number, modes: number, noise: number, seed: number): Float32Array => {
  const centres = mat(modes, D, seed);
  const next = lcg(seed + 1);
  const values = Array.from({ length: n }, () => Math.floor(next() * modes)).flatMap((mode) =>
    Array.from({ length: D }, (_, k) => centres[mode * D + k]! + noise * (2 * next() - 1)),
  );
  return unitRows(values, D);
};

const cosine = (vectors: Float32Array, a: number, b: number) =>
  similarity.cosine([...vectors.subarray(a * D, (a + 1) * D)], [...vectors.subarray(b * D, (b + 1) * D)]);

const lowestPair = (vectors: Float32Array, members: readonly number[]): number =>
  Math.min(...members.flatMap((a, index) => members.slice(index + 1).map((b) => cosine(vectors, a, b))));

test("no group holds a pair below the group threshold, whatever the vectors", async () => {
  const sets = fc.record({
    n: fc.integer({ min: 3, max: 60 }),
    modes: fc.integer({ min: 1, max: 8 }),
    noise: fc.double({ min: 0, max: 1.5, noNaN: true }),
    seed: fc.integer({ min: 0, max: 10000 }),
  });
  await fc.assert(
    fc.asyncProperty(sets, async ({ n, modes, noise, seed }) => {
      const vectors = clustered(n, modes, noise, seed);
      const pairs = await runPairPass(asRows(vectors, D), THRESHOLD, exactBackend);
      const { groups } = await findGroups(asRows(vectors, D), pairs, exactBackend);
      const seen = new Set<number>();
      for (const group of groups) {
        const lowest = lowestPair(vectors, group.members);
        expect(lowest).toBeGreaterThanOrEqual(GROUPS - ROUNDING);
        expect(group.minSimilarity).toBeCloseTo(lowest, 6);
        expect(new Set(group.members.map((member) => pairs.components[member])).size).toBe(1);
        for (const member of group.members) expect(seen.has(member)).toBe(false);
        for (const member of group.members) seen.add(member);
      }
      const stars = (await starSplit(everyRow(asRows(vectors, D)), pairs.degrees, THRESHOLD, exactBackend)).map(
        ({ rows }) => rows,
      );
      expect(stars.flat().sort((a, b) => a - b)).toEqual(Array.from({ length: n }, (_, index) => index));
      for (const star of stars.filter(({ length }) => length > 1))
        expect(lowestPair(vectors, star)).toBeGreaterThanOrEqual(THRESHOLD - ROUNDING);
    }),
    { numRuns: 60 },
  );
});

test("a smooth chain of small steps is no group but a chain; modes and pairs are no chains", async () => {
  const n = 90;
  const circle = Array.from({ length: n }, (_, index) => [
    Math.cos(index / 30),
    Math.sin(index / 30),
    0,
    0,
    0,
    0,
  ]).flat();
  const mode = Array.from({ length: 12 }, () => [0, 0, 0, 1, 0, 0]).flat();
  const vectors = unitRows([...circle, ...mode], D);
  const pairs = await runPairPass(asRows(vectors, D), THRESHOLD, exactBackend);
  expect(new Set(pairs.components).size).toBe(2);
  const { groups, chains } = await findGroups(asRows(vectors, D), pairs, exactBackend);
  expect(groups.length).toBeGreaterThan(3);
  expect(chains).toHaveLength(1);
  expect(chains[0]).toMatchObject({ size: n, groups: groups.length - 1 });
  expect(chains[0]!.minSimilarity).toBeCloseTo(Math.cos(89 / 30), 5);
});

test("a mode too large for one linkage is still one group without a pair below the group threshold", async () => {
  const n = 2100;
  // Noise of variance .083 around a unit signal: the mean cosine of two rows is about 1 / 1.083 = .92.
  const centre = [1, 1, 1, 1, 1, 1];
  const next = lcg(9);
  const vectors = unitRows(
    Array.from({ length: n }, () => centre.map((value) => value + 0.5 * (2 * next() - 1))).flat(),
    D,
  );
  const backend = await openOnnx("cpu", 1);
  const pairs = await runPairPass(asRows(vectors, D), THRESHOLD, backend);
  const { groups } = await findGroups(asRows(vectors, D), pairs, backend);
  await backend.close();
  const [largest] = groups;
  expect(largest!.members.length).toBeGreaterThan(0.99 * n);
  expect(largest!.minSimilarity).toBeGreaterThanOrEqual(GROUPS - ROUNDING);
  expect(largest!.minSimilarity).toBeLessThan(THRESHOLD);
});

test.each([0.5, 1])("lanes find the groups that are found without, spread %f around a mode", async (spread) => {
  const n = 4300;
  const next = lcg(11);
  // The last ones are of other modes, so that no component holds all.
  const centre = (row: number) => Array.from({ length: D }, (_, k) => (row < 4200 || k === row % D ? 1 : -1));
  const vectors = unitRows(
    Array.from({ length: n }, (_, row) => centre(row).map((value) => value + spread * (2 * next() - 1))).flat(),
    D,
  );
  const backend = await openOnnx("cpu", 1);
  const without = await runPairPass(asRows(vectors, D), THRESHOLD, backend);
  const laned = { ...backend, lanes: plainLanes };
  const pairs = await runPairPass(asRows(vectors, D), THRESHOLD, laned);
  expect(pairs.components).toEqual(without.components);
  const found = await findGroups(asRows(vectors, D), pairs, laned);
  const truth = await findGroups(asRows(vectors, D), without, backend);
  expect(found.groups).toEqual(truth.groups);
  expect(found.chains.map(({ size, groups }) => [size, groups])).toEqual(
    truth.chains.map(({ size, groups }) => [size, groups]),
  );
  expect(found.groups[0]!.members.length).toBeGreaterThan(n / 20);
  await backend.close();
});

test("of images that are all near to each other the pass tells the group and its least similar pair", async () => {
  const n = 4100;
  const next = lcg(3);
  const vectors = unitRows(
    Array.from({ length: n * D }, () => 1 + 0.4 * (2 * next() - 1)),
    D,
  );
  const backend = await openOnnx("cpu", 1);
  const laned = { ...backend, lanes: plainLanes };
  const pairs = await runPairPass(asRows(vectors, D), THRESHOLD, laned);
  const { groups } = await findGroups(asRows(vectors, D), pairs, laned);
  const without = await findGroups(asRows(vectors, D), { ...pairs, lowest: null }, backend);
  await backend.close();
  expect(groups).toEqual(without.groups);
  expect(groups).toHaveLength(1);
});

test("two stars hold a pair below the threshold between them, so none could be joined", async () => {
  const n = 80;
  const vectors = clustered(n, 3, 1.2, 4);
  const { degrees } = await runPairPass(asRows(vectors, D), GROUPS, exactBackend);
  const stars = (await starSplit(everyRow(asRows(vectors, D)), degrees, GROUPS, exactBackend)).map(({ rows }) => rows);
  expect(stars.length).toBeGreaterThan(3);
  for (const [index, star] of stars.entries())
    for (const other of stars.slice(index + 1))
      expect(Math.min(...star.flatMap((a) => other.map((b) => cosine(vectors, a, b))))).toBeLessThan(GROUPS);
});

test("well separated modes are found exactly, largest first, with the medoid first", async () => {
  const basis = (mode: number) => Array.from({ length: D }, (_, k) => (k === mode ? 1 : 0));
  const modes = [0, 1, 0, 2, 0, 1, 3, 0];
  const vectors = unitRows(modes.flatMap(basis), D);
  const pairs = await runPairPass(asRows(vectors, D), THRESHOLD, exactBackend);
  const { groups } = await findGroups(asRows(vectors, D), pairs, exactBackend);
  expect(groups.map(({ members }) => [...members].sort())).toEqual([
    [0, 2, 4, 7],
    [1, 5],
  ]);
  expect(groups.map(({ medoid, members }) => medoid === members[0])).toEqual([true, true]);
  expect(pairs.duplicatePairs).toBe(6 + 1);
});

test("the order of the rows changes nothing but the row numbers", async () => {
  const n = 40;
  const vectors = clustered(n, 5, 0.5, 77);
  const reversed = new Float32Array(vectors.length);
  for (let row = 0; row < n; row++) reversed.set(vectors.subarray(row * D, (row + 1) * D), (n - 1 - row) * D);
  const groupsOf = async (rows: Float32Array, name: (row: number) => number) => {
    const pairs = await runPairPass(asRows(rows, D), THRESHOLD, exactBackend);
    const { groups } = await findGroups(asRows(rows, D), pairs, exactBackend);
    return groups
      .map(({ members }) =>
        members
          .map(name)
          .sort((a, b) => a - b)
          .join(),
      )
      .sort();
  };
  expect(await groupsOf(reversed, (row) => n - 1 - row)).toEqual(await groupsOf(vectors, (row) => row));
});

test("complete linkage merges the closest first and stops where the farthest pair would fall below the threshold", () => {
  // Points on a line at 0, 1, 2.2, 9; similarity = 10 - distance.
  const points = [0, 1, 2.2, 9];
  const matrix = Float32Array.from(points.flatMap((a) => points.map((b) => 10 - Math.abs(a - b))));
  const link = (threshold: number) => completeLinkage(matrix.slice(), points.length, threshold);
  expect(link(9.1)).toEqual([[0], [1], [2], [3]]);
  // 1 and 2.2 are near enough, but 0 was merged first and is 2.2 away.
  expect(link(8.7)).toEqual([[0, 1], [2], [3]]);
  expect(link(7.79)).toEqual([[0, 1, 2], [3]]);
  expect(link(1)).toEqual([[0, 1, 2, 3]]);
});

test("the group threshold doubles the squared distance of unit vectors", () => {
  for (const threshold of [0.5, 0.8, 0.93, 1]) {
    const squaredDistance = (cosine: number) => 2 - 2 * cosine;
    expect(squaredDistance(groupThreshold(threshold))).toBeCloseTo(2 * squaredDistance(threshold), 9);
  }
  expect(groupThreshold(THRESHOLD)).toBe(GROUPS);
});
