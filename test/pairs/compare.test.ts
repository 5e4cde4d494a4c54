import fc from "fast-check";
import { distance, similarity } from "ml-distance";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Backend } from "../../src/compute/backend.ts";
import { openOnnx } from "../../src/compute/onnx/onnx.ts";
import { openTensorflowWasm } from "../../src/compute/tensorflow/tensorflow.ts";
import { type Balls, compareSets, nearestWithin } from "../../src/pairs/compare.ts";
import { kthSimilarities } from "../../src/pairs/nearest.ts";
import { distanceOf, euclideanForm } from "../helpers/euclidean-form.ts";
import { exactBackend } from "../helpers/exact-backend.ts";
import { mat, unitRows } from "../helpers/random.ts";
import { asRows } from "../helpers/rows.ts";

const D = 5;
let backends: Backend[];
beforeAll(async () => {
  backends = [exactBackend, await openOnnx("cpu", 1), await openTensorflowWasm()];
});
afterAll(async () => {
  for (const backend of backends) await backend.close();
});

const rowOf = (vectors: ArrayLike<number>, index: number, d = D) =>
  Array.from({ length: d }, (_, k) => vectors[index * d + k]!);
const rowsOf = (vectors: ArrayLike<number>, d = D) =>
  Array.from({ length: vectors.length / d }, (_, index) => rowOf(vectors, index, d));

test("the k nearest across two sets and within one are those of ml-distance's cosine, on every runtime", async () => {
  const a = unitRows(mat(13, D, 1), D);
  const b = unitRows(mat(9, D, 2), D);
  const sorted = (from: number[], to: number[][]) =>
    to.map((other) => similarity.cosine(from, other)).sort((x, y) => y - x);
  for (const backend of backends) {
    const { ofFirst: ofA, ofSecond: ofB } = await compareSets(
      asRows(a, D),
      asRows(b, D),
      { nearest: 3, both: true },
      backend,
    );
    const within = await nearestWithin(asRows(a, D), 2, backend);
    rowsOf(a).forEach((row, index) => {
      const expected = sorted(row, rowsOf(b));
      for (let rank = 0; rank < 3; rank++) {
        expect(ofA.similarities[index * 3 + rank]).toBeCloseTo(expected[rank]!, 5);
        expect(similarity.cosine(row, rowOf(b, ofA.indices[index * 3 + rank]!))).toBeCloseTo(expected[rank]!, 5);
      }
      const others = sorted(
        row,
        rowsOf(a).filter((_, other) => other !== index),
      );
      expect(within.similarities[index * 2 + 1]).toBeCloseTo(others[1]!, 5);
      expect(within.indices[index * 2]).not.toBe(index);
    });
    rowsOf(b).forEach((row, index) => {
      expect(ofB.similarities[index * 3]).toBeCloseTo(sorted(row, rowsOf(a))[0]!, 5);
    });
  }
});

test("a set with fewer rows than k leaves the rest of the neighbours empty", async () => {
  const a = unitRows(mat(2, D, 1), D);
  for (const backend of backends) {
    const within = await nearestWithin(asRows(a, D), 3, backend);
    expect([...within.indices]).toEqual([1, -1, -1, 0, -1, -1]);
    expect(within.similarities[1]).toBe(Number.NEGATIVE_INFINITY);
  }
});

test("balls hold what is at most their radius away, whatever the sets", async () => {
  const sets = fc.record({
    m: fc.integer({ min: 1, max: 30 }),
    n: fc.integer({ min: 4, max: 30 }),
    seed: fc.integer({ min: 0, max: 10_000 }),
  });
  const backend = backends[1]!;
  await fc.assert(
    fc.asyncProperty(sets, async ({ m, n, seed }) => {
      const a = unitRows(mat(m, D, seed), D);
      const b = unitRows(mat(n, D, seed + 1), D);
      const ofB = kthSimilarities(await nearestWithin(asRows(b, D), 3, backend));
      const ofA = new Float32Array(m).fill(0.2);
      const balls: Balls[] = [
        { around: "first", radii: ofA },
        { around: "second", radii: ofB },
      ];
      const { covers } = await compareSets(asRows(a, D), asRows(b, D), { balls }, backend);
      const [ballsOfA, ballsOfB] = [covers[0]!, covers[1]!];
      const holds = rowsOf(a).map((x) => rowsOf(b).map((y, j) => similarity.cosine(x, y) >= ofB[j]!));
      expect([...ballsOfB.ballsOfPoint]).toEqual(holds.map((row) => row.filter(Boolean).length));
      expect([...ballsOfB.pointsOfBall]).toEqual(rowsOf(b).map((_, j) => holds.filter((row) => row[j]).length));
      holds.forEach((row, i) => {
        if (ballsOfB.ballsOfPoint[i] === 1) expect(ballsOfB.onlyBall[i]).toBe(row.indexOf(true));
      });
      rowsOf(b).forEach((_, j) => {
        if (ballsOfB.pointsOfBall[j] === 1) expect(ballsOfB.onlyPoint[j]).toBe(holds.findIndex((row) => row[j]));
      });
      const held = rowsOf(a).map((x) => rowsOf(b).filter((y) => similarity.cosine(x, y) >= 0.2).length);
      expect([...ballsOfA.pointsOfBall]).toEqual(held);
    }),
    { numRuns: 40 },
  );
});

test("at a collapse every radius is 0 and every ball holds every image, on every runtime and in every tile", async () => {
  const d = 64;
  const one = unitRows(mat(1, d, 3), d);
  const copies = (count: number) => Float32Array.from({ length: count * d }, (_, index) => one[index % d]!);
  for (const backend of backends.slice(1)) {
    const real = copies(1100);
    const ofB = kthSimilarities(await nearestWithin(asRows(real, d), 5, backend));
    const balls: Balls[] = [{ around: "second", radii: ofB }];
    const { covers } = await compareSets(asRows(copies(7), d), asRows(real, d), { balls }, backend);
    expect([...covers[0]!.ballsOfPoint]).toEqual(new Array(7).fill(1100));
    expect(new Set(covers[0]!.pointsOfBall)).toEqual(new Set([7]));
  }
});

test("vectors of any length are compared by Euclidean distance, far from the origin too", async () => {
  const far = (values: Float64Array) => values.map((value) => value + 40);
  const a = far(mat(12, D, 8));
  const b = far(mat(10, D, 9));
  for (const backend of backends) {
    const [formOfB, formOfA] = euclideanForm([b, a], D);
    const { ofFirst: ofA } = await compareSets(formOfA!.left, formOfB!.right, { nearest: 1 }, backend);
    rowsOf(a).forEach((row, index) => {
      const expected = Math.min(...rowsOf(b).map((other) => distance.euclidean(row, other)));
      expect(distanceOf(ofA.similarities[index]!)).toBeCloseTo(expected, 4);
    });
    const { ofFirst: within } = await compareSets(
      formOfB!.left,
      formOfB!.right,
      { nearest: 3, sameSet: true },
      backend,
    );
    rowsOf(b).forEach((row, index) => {
      const expected = rowsOf(b)
        .filter((_, other) => other !== index)
        .map((other) => distance.euclidean(row, other))
        .sort((x, y) => x - y);
      expect(distanceOf(kthSimilarities(within)[index]!)).toBeCloseTo(expected[2]!, 4);
    });
  }
});

/** Precision, recall, density and coverage of the reference vectors (k = 3 and 5), which another implementation computed. */
test.each([
  { k: 3, precision: 1, recall: 0.3333, density: 1.63333, coverage: 0.86667 },
  { k: 5, precision: 1, recall: 0.55, density: 1.604, coverage: 0.96667 },
])("the counts give the published-definition metrics of the reference vectors, k = $k", async ({ k, ...expected }) => {
  const real = mat(60, 6, 11);
  const fake = mat(50, 6, 22).map((value) => 0.6 * value + 0.1);
  for (const backend of backends) {
    const [r, f] = euclideanForm([real, fake], 6);
    const radii = async ({ left, right }: NonNullable<typeof r>) =>
      kthSimilarities((await compareSets(left, right, { nearest: k, sameSet: true }, backend)).ofFirst);
    const balls: Balls[] = [
      { around: "first", radii: await radii(f!) },
      { around: "second", radii: await radii(r!) },
    ];
    const { covers } = await compareSets(f!.left, r!.right, { balls }, backend);
    const [ballsOfA, ballsOfB] = [covers[0]!, covers[1]!];
    const share = (counts: Uint32Array) => counts.filter((count) => count > 0).length / counts.length;
    expect(share(ballsOfB.ballsOfPoint)).toBeCloseTo(expected.precision, 4);
    expect(share(ballsOfA.ballsOfPoint)).toBeCloseTo(expected.recall, 4);
    expect(ballsOfB.ballsOfPoint.reduce((sum, count) => sum + count, 0) / (k * 50)).toBeCloseTo(expected.density, 4);
    expect(share(ballsOfB.pointsOfBall)).toBeCloseTo(expected.coverage, 4);
  }
});
