import { similarity } from "ml-distance";
import { expect, test } from "vitest";
import { openOnnx } from "../../src/compute/onnx/onnx.ts";
import { openTensorflowWasm } from "../../src/compute/tensorflow/tensorflow.ts";
import { lowestPair } from "../../src/pairs/lowest-pair.ts";
import { mat, unitRows } from "../helpers/random.ts";
import { asRows, everyRow } from "../helpers/rows.ts";

const D = 8;

test.each([2, 40, 300, 1100])("the least similar of %i rows are those of ml-distance's cosine", async (n) => {
  const vectors = unitRows(mat(n, D, 7), D);
  const rows = Array.from({ length: n }, (_, index) => [...vectors.subarray(index * D, (index + 1) * D)]);
  let lowest = 1;
  for (let first = 0; first < n; first++)
    for (let second = first + 1; second < n; second++)
      lowest = Math.min(lowest, similarity.cosine(rows[first]!, rows[second]!));
  for (const backend of [await openOnnx("cpu", 1), await openTensorflowWasm()]) {
    const found = await lowestPair(everyRow(asRows(vectors, D)), backend);
    expect(found.similarity).toBeCloseTo(lowest, 5);
    expect(found.pair[0]).toBeLessThan(found.pair[1]);
    expect(similarity.cosine(rows[found.pair[0]]!, rows[found.pair[1]]!)).toBeCloseTo(lowest, 5);
    await backend.close();
  }
});
