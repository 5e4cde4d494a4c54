import { expect, test } from "vitest";
import { countOf } from "../../src/kit/rows.ts";
import { kMeans } from "../../src/pairs/k-means.ts";
import { exactBackend } from "../helpers/exact-backend.ts";
import { drawMixture } from "../helpers/mixtures.ts";
import { mat, unitRows } from "../helpers/random.ts";
import { asRows } from "../helpers/rows.ts";

const D = 5;

test("k-means finds modes far apart, with the same seed always the same", async () => {
  const rows = drawMixture(240, 32, 1, 12, 0.05);
  const [once, again] = [
    await kMeans(asRows(rows, 32), 12, 1, exactBackend),
    await kMeans(asRows(rows, 32), 12, 1, exactBackend),
  ];
  expect(once).toEqual(again);
  expect(new Set(once.labels).size).toBe(12);
  // Rows of one mode lie within .05 of its direction, modes about 1.4 apart.
  expect(Math.max(...once.squaredDistances)).toBeLessThan(0.1);
});

test("fewer distinct rows than clusters leave fewer clusters", async () => {
  const distinct = unitRows(mat(3, D, 3), D);
  const rows = Float32Array.from(
    { length: 20 * D },
    (_, index) => distinct[(Math.floor(index / D) % 3) * D + (index % D)]!,
  );
  const { centroids } = await kMeans(asRows(rows, D), 8, 1, exactBackend);
  expect(countOf(centroids)).toBe(3);
});
