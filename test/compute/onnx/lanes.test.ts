import { expect, test } from "vitest";
import type { Network } from "../../../src/compute/network.ts";
import { OnnxLanes } from "../../../src/compute/onnx/lanes.ts";
import { networkModel } from "../../../src/compute/onnx/model.ts";

/** Two outputs: the sums of the inputs 0, 1 and of the inputs 1, 2; three numbers in. */
const network: Network = {
  id: "sums",
  inputLength: 3,
  dimension: 2,
  layers: [
    { op: "view", name: "map", offset: 0, shape: [3, 1, 1] },
    { op: "flatten", name: "flat", input: "map" },
    {
      op: "dense",
      name: "sums",
      input: "flat",
      weight: { offset: 0, shape: [2, 3] },
      bias: { offset: 6, shape: [2] },
      relu: false,
    },
  ],
  parameters: Float32Array.of(1, 1, 0, 0, 1, 1, 0, 0),
};

test("many batches at once come back to those who asked, on one lane as on three", async () => {
  for (const most of [1, 3]) {
    const lanes = new OnnxLanes(networkModel(network), { logSeverityLevel: 3 }, most);
    const seeds = Array.from({ length: 20 }, (_, index) => index);
    const outputs = await Promise.all(seeds.map((seed) => lanes.run(Float32Array.of(seed, 10 * seed, 1), [1, 3])));
    expect(outputs.map((output) => [...output])).toEqual(seeds.map((seed) => [11 * seed, 10 * seed + 1]));
    await lanes.close();
  }
});

test("a batch of the wrong shape fails alone", async () => {
  const lanes = new OnnxLanes(networkModel(network), { logSeverityLevel: 4 }, 2);
  const wrong = lanes.run(new Float32Array(8), [1, 8]);
  const right = lanes.run(Float32Array.of(1, 2, 3), [1, 3]);
  await expect(wrong).rejects.toThrow("ONNX Runtime can not run the model");
  expect([...(await right)]).toEqual([3, 5]);
  await lanes.close();
});

test("bytes that are no model are said to whoever waits for them", async () => {
  const lanes = () => new OnnxLanes(Uint8Array.of(1, 2, 3), { logSeverityLevel: 4 }, 2);
  await expect(lanes().start()).rejects.toThrow("ONNX Runtime can not load the model");
  const unready = lanes();
  const runs = [1, 2, 3].map((value) => unready.run(Float32Array.of(value), [1]));
  for (const run of runs) await expect(run).rejects.toThrow("ONNX Runtime can not load the model");
  await unready.close();
});
