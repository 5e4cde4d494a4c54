import { similarity } from "ml-distance";
import { expect, test } from "vitest";
import { meanPartSimilarity } from "../../src/pairs/part-similarity.ts";
import { mat } from "../helpers/random.ts";
import { asRows } from "../helpers/rows.ts";

test("the mean similarity of a part is the mean of the cosines of its pairs", () => {
  const D = 7;
  const vectors = Float32Array.from(mat(6, D, 5));
  const rows = [0, 2, 3, 5];
  for (const [start, end] of [
    [0, 4],
    [4, 7],
    [0, 7],
  ] as const) {
    const part = (row: number) => [...vectors.subarray(row * D + start, row * D + end)];
    const pairs = rows.flatMap((a, index) => rows.slice(index + 1).map((b) => similarity.cosine(part(a), part(b))));
    const expected = pairs.reduce((sum, value) => sum + value, 0) / pairs.length;
    expect(meanPartSimilarity(asRows(vectors, D), rows, [start, end])).toBeCloseTo(expected, 5);
  }
});

test("one picture in two tints has one structure and two appearances", () => {
  const vectors = Float32Array.of(3, 4, 1, 0, 3, 4, 0, 1);
  expect(meanPartSimilarity(asRows(vectors, 4), [0, 1], [0, 2])).toBeCloseTo(1, 6);
  expect(meanPartSimilarity(asRows(vectors, 4), [0, 1], [2, 4])).toBeCloseTo(0, 6);
});
