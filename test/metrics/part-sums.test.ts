import { expect, test } from "vitest";
import { partSums } from "../../src/metrics/part-sums.ts";
import { innerProductsOfColumns, spectrumOfRows } from "../../src/metrics/spectrum.ts";
import { secondMoments } from "../../src/pairs/square-sums.ts";
import { exactBackend } from "../helpers/exact-backend.ts";
import { mat, unitRows } from "../helpers/random.ts";
import { asRows } from "../helpers/rows.ts";

/** 60 rows of two parts, each of length sqrt(1/2). */
const rows = (): Float32Array => {
  const [first, second] = [unitRows(mat(60, 8, 3), 8), unitRows(mat(60, 4, 4), 4)];
  const both = new Float32Array(60 * 12);
  for (let row = 0; row < 60; row++) {
    both.set(
      first.subarray(row * 8, row * 8 + 8).map((value) => value * Math.SQRT1_2),
      row * 12,
    );
    both.set(
      second.subarray(row * 4, row * 4 + 4).map((value) => value * Math.SQRT1_2),
      row * 12 + 8,
    );
  }
  return both;
};

test("the products of columns from the runtime are those of plain loops", async () => {
  const vectors = rows();
  const [found, wanted] = [await secondMoments(asRows(vectors, 12), exactBackend), innerProductsOfColumns(vectors, 12)];
  wanted.forEach((value, index) => {
    expect(found[index]).toBeCloseTo(value, 4);
  });
});

test("known products give the sums of one part, and the spectrum, that the rows themselves give", async () => {
  const vectors = rows();
  const moments = await secondMoments(asRows(vectors, 12), exactBackend);
  const [direct, known] = [partSums(asRows(vectors, 12), [0, 8], 2), partSums(asRows(vectors, 12), [0, 8], 2, moments)];
  expect(known.mean).toBeCloseTo(direct.mean, 6);
  const [own, given] = [spectrumOfRows(vectors, 12)!, spectrumOfRows(vectors, 12, { moments })!];
  own.values.forEach((value, index) => {
    expect(given.values[index]).toBeCloseTo(value, 6);
  });
});
