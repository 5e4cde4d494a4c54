import { afterAll, beforeAll, expect, test } from "vitest";
import { BATCH, type Backend, EVERY_VALUE } from "../../src/compute/backend.ts";
import { openOnnx } from "../../src/compute/onnx/onnx.ts";
import { selectBackend } from "../../src/compute/select.ts";
import { openTensorflowWasm } from "../../src/compute/tensorflow/tensorflow.ts";
import { loadBuiltInEmbedder } from "../../src/embed/built-in.ts";
import { exactBackend } from "../helpers/exact-backend.ts";
import { mat, unitRows } from "../helpers/random.ts";
import { asRows } from "../helpers/rows.ts";

const INPUT = 3 * 32 * 32 + 3 * 16 * 16;
const DIMENSION = 384;
/** Where the expected values begin: among those of the quarters. */
const FIRST = 200;
let backends: Backend[];

beforeAll(async () => {
  const { network } = await loadBuiltInEmbedder();
  backends = [await openOnnx("cpu", 1), await openOnnx("cpu", 2), await openTensorflowWasm()];
  for (const backend of backends) await backend.loadModel(network);
});
afterAll(async () => {
  for (const backend of backends) await backend.close();
});

/** Two inputs made of sines, the rest of the batch empty; `first` says where in the batch they stand. */
const batch = (first: number, second: number): Float32Array<ArrayBuffer> => {
  const inputs = new Float32Array(BATCH * INPUT);
  for (let index = 0; index < INPUT; index++) {
    inputs[first * INPUT + index] = Math.sin(index * 0.37) * Math.cos(index * 0.011);
    inputs[second * INPUT + index] = Math.cos(index * 0.05);
  }
  return inputs;
};

test("every runtime gives the embeddings that PyTorch computes from the same weights", async () => {
  const expected = [
    [-0.060255, -0.07693, -0.083039, -0.086336, 0.022829, 0.00205],
    [-0.059894, -0.055514, -0.071487, -0.075198, 0.018318, 0.020152],
  ];
  for (const backend of backends) {
    const output = await backend.embed(batch(0, 1));
    expect(output).toHaveLength(BATCH * DIMENSION);
    for (const [row, values] of expected.entries())
      for (const [index, value] of values.entries())
        expect(Math.abs(output[row * DIMENSION + FIRST + index]! - value)).toBeLessThan(1e-4);
    const product = output.slice(0, DIMENSION).reduce((sum, value, k) => sum + value * output[DIMENSION + k]!, 0);
    expect(product).toBeCloseTo(0.715204, 4);
  }
});

test("an embedding does not depend on its place in the batch or on the number of threads", async () => {
  const [one, two] = backends as [Backend, Backend];
  const reference = (await one.embed(batch(0, 1))).slice(0, DIMENSION);
  const elsewhere = (await one.embed(batch(20, 3))).slice(20 * DIMENSION, 21 * DIMENSION);
  const threaded = (await two.embed(batch(7, 30))).slice(7 * DIMENSION, 8 * DIMENSION);
  expect(elsewhere).toEqual(reference);
  expect(threaded).toEqual(reference);
});

test("tiles are the inner products of the rows, also for blocks in the middle", async () => {
  const vectors = unitRows(mat(9, 16, 3), 16);
  const tile = { rowStart: 2, rowEnd: 5, columnStart: 4, columnEnd: 9 };
  const first = async (backend: Backend) => {
    for await (const { sample } of backend.reduceTiles(asRows(vectors, 16), asRows(vectors, 16), [tile], EVERY_VALUE))
      return [...sample!];
    throw new Error("no tile");
  };
  const expected = await first(exactBackend);
  for (const backend of backends)
    for (const [index, value] of (await first(backend)).entries()) expect(value).toBeCloseTo(expected[index]!, 5);
});

test("a device that is not there is an error that names what to install, never another device", async () => {
  const opened = await selectBackend("cuda", 1).catch((error: Error) => error);
  if (!(opened instanceof Error)) {
    expect(opened.backend.device).toContain("CUDA");
    return;
  }
  expect(opened.message).toContain("`device` cuda is not available here");
  expect(opened.message).toContain("npm install @tensorflow/tfjs-node-gpu");
});

test("automatic choice always finds a runtime", async () => {
  const { backend } = await selectBackend("auto", 1);
  expect(backend.name).toMatch(/ONNX Runtime|TensorFlow/);
  await backend.close();
});
