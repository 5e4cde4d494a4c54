import { distance } from "ml-distance";
import { expect, test } from "vitest";
import { runCrossPass } from "../../src/pairs/cross-pass.ts";
import { kMeans } from "../../src/pairs/k-means.ts";
import { kNearestDistances } from "../../src/pairs/k-nearest.ts";
import { exactBackend } from "../helpers/exact-backend.ts";
import { drawMixture } from "../helpers/mixtures.ts";
import { mat } from "../helpers/random.ts";

const D = 5;
const first = Float32Array.from(mat(70, D, 3));
const second = Float32Array.from(mat(40, D, 4));
const rowsOf = (rows: Float32Array) =>
  Array.from({ length: rows.length / D }, (_, row) => [...rows.subarray(row * D, (row + 1) * D)]);
const [a, b] = [rowsOf(first), rowsOf(second)];

test("nearest rows and the contents of balls are those of all pairs (ml-distance)", async () => {
  const squaredRadii = Float32Array.from({ length: 40 }, (_, index) => 0.2 + index / 40);
  const cross = await runCrossPass(first, second, D, [{ around: "second", squaredRadii }], exactBackend);
  a.forEach((row, index) => {
    const distances = b.map((other) => distance.squaredEuclidean(row, other));
    expect(cross.nearestOfFirst.squaredDistances[index]).toBeCloseTo(Math.min(...distances), 5);
    expect(cross.nearestOfFirst.indices[index]).toBe(distances.indexOf(Math.min(...distances)));
    const inside = distances.flatMap((one, ball) => (one <= squaredRadii[ball]! ? [ball] : []));
    expect(cross.covers[0]!.ballsOfPoint[index]).toBe(inside.length);
    if (inside.length > 0) expect(inside).toContain(cross.covers[0]!.lastBall[index]);
  });
  b.forEach((row, index) => {
    const distances = a.map((other) => distance.squaredEuclidean(row, other));
    expect(cross.nearestOfSecond.indices[index]).toBe(distances.indexOf(Math.min(...distances)));
    expect(cross.covers[0]!.pointsOfBall[index]).toBe(distances.filter((one) => one <= squaredRadii[index]!).length);
  });
});

test("the k nearest distances leave the row itself out (ml-distance)", async () => {
  const nearest = await kNearestDistances(first, D, 4, exactBackend);
  a.forEach((row, index) => {
    const sorted = a.filter((_, other) => other !== index).map((other) => distance.squaredEuclidean(row, other));
    sorted.sort((x, y) => x - y);
    sorted.slice(0, 4).forEach((expected, rank) => {
      expect(nearest[index * 4 + rank]).toBeCloseTo(expected, 5);
    });
  });
  expect([...(await kNearestDistances(first.slice(0, 2 * D), D, 2, exactBackend))].map(Number.isFinite)).toEqual([
    true,
    false,
    true,
    false,
  ]);
});

test("k-means finds modes far apart, with the same seed always the same", async () => {
  const rows = drawMixture(240, 32, 1, 12, 0.05);
  const [once, again] = [await kMeans(rows, 32, 12, 1, exactBackend), await kMeans(rows, 32, 12, 1, exactBackend)];
  expect(once).toEqual(again);
  expect(new Set(once.labels).size).toBe(12);
  // Rows of one mode lie within .05 of its direction, modes about 1.4 apart.
  expect(Math.max(...once.squaredDistances)).toBeLessThan(0.1);
});

test("fewer distinct rows than clusters leave fewer clusters", async () => {
  const rows = Float32Array.from(
    { length: 20 * D },
    (_, index) => first[(Math.floor(index / D) % 3) * D + (index % D)]!,
  );
  const { centroids } = await kMeans(rows, D, 8, 1, exactBackend);
  expect(centroids.length / D).toBe(3);
});
