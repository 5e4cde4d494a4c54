import fc from "fast-check";
import { similarity } from "ml-distance";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Backend } from "../../src/compute/backend.ts";
import { openOnnx } from "../../src/compute/onnx/onnx.ts";
import { openTensorflowWasm } from "../../src/compute/tensorflow/tensorflow.ts";
import { closeThreshold } from "../../src/pairs/linkage/related-thresholds.ts";
import { runPairPass } from "../../src/pairs/pair-pass.ts";
import { upperTriangle } from "../../src/pairs/tiles.ts";
import { exactBackend } from "../helpers/exact-backend.ts";
import { lcg, mat, unitRows } from "../helpers/random.ts";
import { asRows } from "../helpers/rows.ts";

const D = 4;
let backends: Backend[];
beforeAll(async () => {
  backends = [exactBackend, await openOnnx("cpu", 1), await openTensorflowWasm()];
});
afterAll(async () => {
  for (const backend of backends) await backend.close();
});

/** Inner products of the rows in 64 bits, by row. */
const allCosines = (vectors: Float32Array, d: number): Float64Array[] => {
  const n = vectors.length / d;
  const rows = Array.from({ length: n }, (_, index) => [...vectors.subarray(index * d, (index + 1) * d)]);
  return rows.map((row) => Float64Array.from(rows, (other) => similarity.cosine(row, other)));
};

/** Smallest index of each row's component, by repeated search. */
const componentsOf = (cosines: readonly Float64Array[], threshold: number): number[] => {
  const component = new Array<number>(cosines.length).fill(-1);
  for (let start = 0; start < cosines.length; start++) {
    if (component[start] !== -1) continue;
    const open = [start];
    component[start] = start;
    for (let row = open.pop(); row !== undefined; row = open.pop())
      cosines[row]!.forEach((cosine, other) => {
        if (cosine < threshold || component[other] !== -1) return;
        component[other] = start;
        open.push(other);
      });
  }
  return component;
};

const countFrom = (cosines: readonly Float64Array[], threshold: number): number[] =>
  cosines.map((row, index) => row.filter((cosine, other) => other !== index && cosine >= threshold).length);

test("the tiles cover every unordered pair exactly once", () => {
  const n = 23;
  const seen = new Map<string, number>();
  for (const tile of upperTriangle(n, 5))
    for (let row = tile.rowStart; row < tile.rowEnd; row++)
      for (let column = Math.max(tile.columnStart, row + 1); column < tile.columnEnd; column++)
        seen.set(`${row},${column}`, (seen.get(`${row},${column}`) ?? 0) + 1);
  expect(seen.size).toBe((n * (n - 1)) / 2);
  expect(new Set(seen.values())).toEqual(new Set([1]));
});

test("degrees, squares, bins and components are those of ml-distance's cosine, on every runtime", async () => {
  const sets = fc.record({
    n: fc.integer({ min: 3, max: 40 }),
    seed: fc.integer({ min: 0, max: 10_000 }),
    threshold: fc.double({ min: 0.3, max: 0.95, noNaN: true }),
  });
  await fc.assert(
    fc.asyncProperty(sets, async ({ n, seed, threshold }) => {
      const vectors = unitRows(mat(n, D, seed), D);
      const cosines = allCosines(vectors, D);
      for (const backend of backends) {
        const pairs = await runPairPass(asRows(vectors, D), threshold, backend);
        expect([...pairs.degrees]).toEqual(countFrom(cosines, threshold));
        expect([...pairs.closeDegrees]).toEqual(countFrom(cosines, closeThreshold(threshold)));
        expect([...pairs.components]).toEqual(componentsOf(cosines, threshold));
        expect(pairs.duplicatePairs).toBe(countFrom(cosines, threshold).reduce((sum, count) => sum + count, 0) / 2);
        const bins = new Array<number>(200).fill(0);
        cosines.forEach((row, first) => {
          const others = [...row].filter((_, second) => second !== first).sort((a, b) => b - a);
          const squares = others.reduce((sum, cosine) => sum + cosine ** 2, 0);
          expect(pairs.squareSums[first]).toBeCloseTo(squares, 5);
          for (let second = first + 1; second < n; second++)
            bins[Math.min(199, Math.floor((row[second]! + 1) * 100))]!++;
        });
        const moved = bins.reduce((sum, count, bin) => sum + Math.abs(count - pairs.histogram.counts[bin]!), 0);
        // A cosine on the edge of two bins may fall on either side.
        expect(moved).toBeLessThanOrEqual(2);
        expect(pairs.histogram.counts.reduce((sum, count) => sum + count, 0)).toBe((n * (n - 1)) / 2);
      }
    }),
    { numRuns: 25 },
  );
});

test("modes, chains and single images that lie in several tiles come out as in one", async () => {
  const d = 16;
  const threshold = 0.8;
  const n = 1300;
  const modes = mat(5, d, 3);
  const singles = mat(n, d, 4);
  const next = lcg(5);
  const values = Array.from({ length: n }, (_, row) => {
    const kind = Math.floor(next() * 8);
    // Modes of noisy copies, a chain of small steps through all tiles, and images of their own.
    if (kind < 5) return Array.from({ length: d }, (_, k) => modes[kind * d + k]! + 0.2 * (2 * next() - 1));
    if (kind === 5)
      return Array.from({ length: d }, (_, k) => (k === 0 ? Math.cos(row / 300) : k === 1 ? Math.sin(row / 300) : 0));
    return Array.from({ length: d }, (_, k) => singles[row * d + k]!);
  }).flat();
  const vectors = unitRows(values, d);
  const cosines = allCosines(vectors, d);
  const expected = componentsOf(cosines, threshold);
  for (const backend of backends.slice(1)) {
    const pairs = await runPairPass(asRows(vectors, d), threshold, backend);
    expect([...pairs.degrees]).toEqual(countFrom(cosines, threshold));
    expect([...pairs.components]).toEqual(expected);
  }
}, 30_000);

test("a set of none, one or two images has no surprises", async () => {
  for (const backend of backends)
    for (const n of [0, 1, 2]) {
      const vectors = unitRows(mat(n, D, 9), D);
      const pairs = await runPairPass(asRows(vectors, D), -1, backend);
      expect(pairs.duplicatePairs).toBe(n === 2 ? 1 : 0);
      expect([...pairs.components]).toEqual(new Array(n).fill(0));
    }
});
