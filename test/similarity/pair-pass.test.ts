import { similarity } from "ml-distance";
import { expect, test } from "vitest";
import { runPairPass } from "../../src/similarity/pair-pass.ts";
import { upperTriangle } from "../../src/similarity/tiles.ts";
import { exactBackend } from "../helpers/exact-backend.ts";
import { mat, unitRows } from "../helpers/random.ts";

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

test("degrees, squares and components are those of ml-distance's cosine", async () => {
  const n = 30;
  const d = 4;
  const threshold = 0.7;
  const vectors = unitRows(mat(n, d, 5), d);
  const row = (index: number) => [...vectors.subarray(index * d, (index + 1) * d)];
  const pairs = await runPairPass(vectors, d, threshold, exactBackend);
  for (let first = 0; first < n; first++) {
    let degree = 0;
    let close = 0;
    let squares = 0;
    for (let second = 0; second < n; second++) {
      if (first === second) continue;
      const cosine = similarity.cosine(row(first), row(second));
      squares += cosine ** 2;
      // Half the squared distance: 2 - 2s at most half of 2 - 2t.
      if (2 - 2 * cosine <= (2 - 2 * threshold) / 2) close++;
      if (cosine >= threshold) {
        degree++;
        expect(pairs.components[first]).toBe(pairs.components[second]);
      }
    }
    expect(pairs.degrees[first]).toBe(degree);
    expect(pairs.closeDegrees[first]).toBe(close);
    expect(pairs.squareSums[first]).toBeCloseTo(squares, 5);
  }
});
