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
  // Ones and zeros as binary16: 0x3c00 is one.
  parameters: Uint8Array.from([1, 1, 0, 0, 1, 1, 0, 0].flatMap((value) => [0, value * 0x3c])),
};

test("many batches at once come back to those who asked, on one lane as on three", async () => {
  for (const most of [1, 3]) {
    const lanes = new OnnxLanes(() => networkModel(network), { logSeverityLevel: 3 }, most);
    const seeds = Array.from({ length: 20 }, (_, index) => index);
    const outputs = await Promise.all(seeds.map((seed) => lanes.run(Float32Array.of(seed, 10 * seed, 1), [1, 3])));
    expect(outputs.map((output) => [...output])).toEqual(seeds.map((seed) => [11 * seed, 10 * seed + 1]));
    await lanes.close();
  }
});

test("a batch of the wrong shape fails alone", async () => {
  const lanes = new OnnxLanes(() => networkModel(network), { logSeverityLevel: 4 }, 2);
  const wrong = lanes.run(new Float32Array(8), [1, 8]);
  const right = lanes.run(Float32Array.of(1, 2, 3), [1, 3]);
  await expect(wrong).rejects.toThrow("ONNX Runtime can not run the model");
  expect([...(await right)]).toEqual([3, 5]);
  await lanes.close();
});

test("bytes that are no model are said to whoever waits for them", async () => {
  const lanes = () => new OnnxLanes(() => Uint8Array.of(1, 2, 3), { logSeverityLevel: 4 }, 2);
  await expect(lanes().start()).rejects.toThrow("ONNX Runtime can not load the model");
  const unready = lanes();
  const runs = [1, 2, 3].map((value) => unready.run(Float32Array.of(value), [1]));
  for (const run of runs) await expect(run).rejects.toThrow("ONNX Runtime can not load the model");
  await unready.close();
});

/** A module of text, as a lane loads any other. */
const moduleOf = (code: string) => new URL(`data:text/javascript,${encodeURIComponent(code)}`);

test("a lane lends its session to the work of others, and asks for them", async () => {
  const lanes = new OnnxLanes(() => networkModel(network), { logSeverityLevel: 3 }, 2);
  const module = moduleOf(`export const workInLane = async (job, { run, ask }) => {
    const factor = await ask(job.a);
    const output = await run(Float32Array.of(job.a, factor, 1), [1, 3]);
    return { output: [...output], transfer: [] };
  };`);
  const outputs = await Promise.all(
    [1, 2, 3, 4, 5].map((a) =>
      lanes.work({ module, job: { a }, transfer: [], answer: async (question) => 10 * (question as number) }),
    ),
  );
  expect(outputs).toEqual([1, 2, 3, 4, 5].map((a) => [11 * a, 10 * a + 1]));
  await lanes.close();
});

test("work that fails, or whose question can not be answered, fails alone, and the lane ends all the same", async () => {
  const lanes = new OnnxLanes(() => networkModel(network), { logSeverityLevel: 3 }, 1);
  const failing = moduleOf(`export const workInLane = async () => { throw new Error("no such picture"); };`);
  const asking = moduleOf(
    `export const workInLane = async (job, { ask }) => ({ output: await ask(job), transfer: [] });`,
  );
  await expect(lanes.work({ module: failing, job: 1, transfer: [] })).rejects.toThrow("no such picture");
  const unanswered = lanes.work({
    module: asking,
    job: 1,
    transfer: [],
    answer: () => Promise.reject(new Error("the cache is gone")),
  });
  await expect(unanswered).rejects.toThrow("the cache is gone");
  expect([...(await lanes.run(Float32Array.of(1, 2, 3), [1, 3]))]).toEqual([3, 5]);
  await lanes.close();
});
