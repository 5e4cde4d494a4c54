import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { BATCH, type Backend } from "../../src/compute/backend.ts";
import type { ModelFile, ModelSettings } from "../../src/compute/model-file.ts";
import { openOnnx } from "../../src/compute/onnx/onnx.ts";
import { openTensorflowWasm } from "../../src/compute/tensorflow/tensorflow.ts";
import { openModel } from "../../src/embed/user-models/open-model.ts";
import * as models from "../helpers/user-models.ts";

let onnx: Backend;
let tensorflow: Backend;
let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "user-model-"));
  onnx = await openOnnx("cpu", 1);
  tensorflow = await openTensorflowWasm();
});
afterAll(async () => {
  await onnx.close();
  await tensorflow.close();
  await rm(root, { recursive: true });
});

/** Embeds `count` images and compares them with the truth, within what runtimes may differ by. */
const expectEmbeddings = async (
  backend: Backend,
  file: ModelFile,
  settings: ModelSettings,
  truth: (count: number) => number[][],
  count = 13,
): Promise<void> => {
  const { layout, size, dimension } = await backend.loadUserModel(file, settings);
  expect(size).toBe(models.SIDE);
  const input = new Float32Array(BATCH * 3 * size * size);
  input.set(models.images(count, layout));
  const output = await backend.embed(input, count);
  const rows = truth(count);
  expect(dimension).toBe(rows[0]!.length);
  for (const [row, values] of rows.entries())
    for (const [k, value] of values.entries())
      expect(Math.abs(output[row * dimension + k]! - value)).toBeLessThan(1e-4);
};

test.each([
  ["a free batch", models.meansModel()],
  ["channels last", models.channelsLastModel()],
  ["a batch of one", models.fixedBatchModel(1)],
  ["a batch of three, which does not divide the images", models.fixedBatchModel(3)],
  ["a free batch that takes one image all the same", models.secretlySingleModel()],
])("an ONNX model with %s gives the unit vectors of its formula", (_, bytes) =>
  expectEmbeddings(onnx, models.onnxFile(bytes), {}, models.expectedRows),
);

test("tokens are pooled to the first or to their mean, and need to be told how", async () => {
  const file = models.onnxFile(models.tokensModel());
  await expectEmbeddings(onnx, file, { pooling: "cls" }, (count) => models.expectedRows(count, 1));
  await expectEmbeddings(onnx, file, { pooling: "mean" }, models.expectedRows);
  await expect(onnx.loadUserModel(file, {})).rejects.toThrow(/shape \[1, 64, 5\].*Next: `modelPooling` cls/);
});

test("a feature map is averaged over its positions", () =>
  expectEmbeddings(onnx, models.onnxFile(models.featureMapModel()), {}, (count) =>
    models.expectedRows(count, undefined, false),
  ));

test("of several outputs the one with an embedding's name is taken, else it has to be named", async () => {
  const named = models.onnxFile(models.twoOutputsModel(["image_embeds", "logits"]));
  await expectEmbeddings(onnx, named, {}, models.expectedRows);
  const unnamed = models.onnxFile(models.twoOutputsModel(["a", "b"]));
  await expectEmbeddings(onnx, unnamed, { output: "a" }, models.expectedRows);
  await expect(onnx.loadUserModel(unnamed, {})).rejects.toThrow(
    "found outputs a float32 [?, 5], b float32 [?, 5]. Next: choose one with `modelOutput`",
  );
});

test("a tensor inside an ONNX model can be the output", async () => {
  const file = models.onnxFile(models.meansModel());
  await expectEmbeddings(onnx, file, { output: "means" }, (count) => models.expectedRows(count, undefined, false));
  await expect(onnx.loadUserModel(file, { output: "nowhere" })).rejects.toThrow(
    /tensor named nowhere.*Next: choose one of its outputs \(embedding\)/s,
  );
});

test("a size that the model leaves open has to be given", async () => {
  const open = models.onnxFile(
    models.onnxModel([], {
      input: ["batch", 3, "height", "width"],
      outputs: { image: ["batch", 3, "height", "width"] },
    }),
  );
  await expect(onnx.loadUserModel(open, {})).rejects.toThrow(
    "found inputs image float32 [?, 3, ?, ?]. Next: add `modelInputSize`",
  );
  expect(await onnx.loadUserModel(open, { inputSize: 24 })).toMatchObject({ size: 24, layout: "channels-first" });
  await expect(onnx.loadUserModel(models.onnxFile(models.meansModel()), { inputSize: 24 })).rejects.toThrow(
    "Expected an input of 24 x 24",
  );
});

test.each<[string, Uint8Array, string]>([
  ["NaN", models.nanModel(), "its output holds NaN or infinity"],
  ["nothing but zeros", models.zeroModel(), "its output is all zero"],
  ["the same for every image", models.blindModel(), "two patterns gave the same"],
  ["something else beside other images", models.batchMeanModel(), "the result changed with the neighbours"],
  [
    "half precision",
    models.copyModel(["batch", 3, 8, 8], 10),
    "Expected a float32 input for tiny.onnx but found inputs image float16 [?, 3, 8, 8]",
  ],
  ["grey images", models.copyModel(["batch", 1, 8, 8]), "Expected an input with 3 colour channels"],
  ["stretched images", models.copyModel(["batch", 3, 8, 16]), "Expected a square input"],
  [
    "vectors",
    models.copyModel(["batch", 7]),
    "Expected an image input of 4 dimensions for tiny.onnx but found inputs image float32 [?, 7]",
  ],
  ["no model at all", Buffer.from("this is text"), "Expected an ONNX model in tiny.onnx but it can not be loaded"],
])("a model that gives or takes %s is refused with what was found", async (_, bytes, message) => {
  await expect(onnx.loadUserModel(models.onnxFile(bytes), {})).rejects.toThrow(message);
});

test("graph and layers models of TensorFlow.js give what the same ONNX model gives", async () => {
  const graph = await openModel(await models.writeGraphModel(join(root, "graph")));
  const layers = await openModel(await models.writeLayersModel(join(root, "layers")));
  for (const { file } of [graph, layers]) await expectEmbeddings(tensorflow, file, {}, models.expectedRows);
  for (const [file, output] of [
    [graph.file, "means"],
    [layers.file, "pool"],
  ] as const)
    await expectEmbeddings(tensorflow, file, { output }, (count) => models.expectedRows(count, undefined, false));
  await expect(tensorflow.loadUserModel(graph.file, { output: "nowhere" })).rejects.toThrow(
    "Expected an output named nowhere in graph but found outputs embedding float32",
  );
});

test("a model of the other runtime's format is an error", async () => {
  const { file } = await openModel(join(root, "graph"));
  await expect(onnx.loadUserModel(file, {})).rejects.toThrow("graph is no ONNX model");
  await expect(tensorflow.loadUserModel(models.onnxFile(models.meansModel()), {})).rejects.toThrow(
    "tiny.onnx is no TensorFlow.js model",
  );
});
