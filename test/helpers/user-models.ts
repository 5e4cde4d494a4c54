/** Tiny models in the formats users bring, and what they compute, in plain loops. */
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { ModelFile } from "../../src/compute/model-file.ts";
import { model, node, tensor, valueInfo } from "../../src/compute/onnx/model.ts";
import type { Encoded } from "../../src/kit/protobuf-writer.ts";
import { mat } from "./random.ts";

export const SIDE = 8;
/** Length of the embeddings. */
export const WIDTH = 5;
const AREA = SIDE * SIDE;

/** 3 x WIDTH, row-major: from channel means to the embedding. */
const WEIGHTS = Float32Array.from(mat(3, WIDTH, 11));

export const onnxFile = (bytes: Uint8Array, name = "tiny.onnx"): ModelFile => ({ name, format: "onnx", bytes });

/** An ONNX model whose input "image" is free in its batch and channels-first, unless told otherwise. */
export const onnxModel = (
  nodes: readonly Encoded[],
  {
    input = ["batch", 3, SIDE, SIDE],
    outputs = { embedding: ["batch", WIDTH] },
    type = 1,
    more = [],
  }: {
    input?: readonly (number | string)[];
    outputs?: Record<string, readonly (number | string)[]>;
    /** Of the input and the outputs; 1 is float32, 10 is float16. */
    type?: number;
    more?: readonly Encoded[];
  } = {},
): Uint8Array =>
  model(
    ...nodes,
    tensor("weights", [3, WIDTH], WEIGHTS),
    ...more,
    valueInfo(11, "image", input, type),
    ...Object.entries(outputs).map(([name, shape]) => valueInfo(12, name, shape, type)),
  );

const means = (axes: readonly number[], keep = 0): Encoded =>
  node("ReduceMean", ["image"], "means", { axes: { ints: axes }, keepdims: { int: keep } });
const project = (output = "embedding"): Encoded => node("MatMul", ["means", "weights"], output);

/** Channel means times WEIGHTS. */
export const meansModel = (): Uint8Array => onnxModel([means([2, 3]), project()]);

export const channelsLastModel = (): Uint8Array =>
  onnxModel([means([1, 2]), project()], { input: ["batch", SIDE, SIDE, 3] });

export const fixedBatchModel = (batch: number): Uint8Array =>
  onnxModel([means([2, 3]), project()], { input: [batch, 3, SIDE, SIDE], outputs: { embedding: [batch, WIDTH] } });

/** Declares a free batch, but its inner shape holds one image. */
export const secretlySingleModel = (): Uint8Array =>
  onnxModel(
    [means([2, 3]), node("Reshape", ["means", "one"], "single"), node("MatMul", ["single", "weights"], "embedding")],
    {
      more: [tensor("one", [2], BigInt64Array.of(1n, 3n))],
    },
  );

/** One token per pixel, in reading order: [batch, AREA, WIDTH]. */
export const tokensModel = (): Uint8Array =>
  onnxModel(
    [
      node("Reshape", ["image", "flat"], "pixels"),
      node("Transpose", ["pixels"], "tokens", { perm: { ints: [0, 2, 1] } }),
      node("MatMul", ["tokens", "weights"], "last_hidden_state"),
    ],
    {
      outputs: { last_hidden_state: ["batch", AREA, WIDTH] },
      more: [tensor("flat", [3], BigInt64Array.of(0n, 3n, -1n))],
    },
  );

/** The image itself as a feature map: its embedding is the channel means. */
export const featureMapModel = (): Uint8Array =>
  onnxModel([node("Identity", ["image"], "map")], { outputs: { map: ["batch", 3, SIDE, SIDE] } });

/** Gives back what it takes. */
export const copyModel = (shape: readonly (number | string)[], type = 1): Uint8Array =>
  onnxModel([node("Identity", ["image"], "copy")], { input: shape, type, outputs: { copy: shape } });

/** Another answer for an image with other neighbours. */
export const batchMeanModel = (): Uint8Array =>
  onnxModel([
    means([2, 3]),
    node("ReduceMean", ["means"], "mean", { axes: { ints: [0] }, keepdims: { int: 1 } }),
    node("Sub", ["means", "mean"], "rest"),
    node("MatMul", ["rest", "weights"], "embedding"),
  ]);

export const blindModel = (): Uint8Array =>
  onnxModel([
    means([2, 3]),
    node("Sub", ["means", "means"], "nothing"),
    node("Exp", ["nothing"], "ones"),
    node("MatMul", ["ones", "weights"], "embedding"),
  ]);

/** Logarithms of negative numbers. */
export const nanModel = (): Uint8Array =>
  onnxModel([
    means([2, 3]),
    node("Abs", ["means"], "sizes"),
    node("Neg", ["sizes"], "negative"),
    node("Log", ["negative"], "logs"),
    node("MatMul", ["logs", "weights"], "embedding"),
  ]);

export const zeroModel = (): Uint8Array =>
  onnxModel([
    means([2, 3]),
    node("Sub", ["means", "means"], "nothing"),
    node("MatMul", ["nothing", "weights"], "embedding"),
  ]);

export const twoOutputsModel = (names: readonly [string, string]): Uint8Array =>
  onnxModel(
    [means([2, 3]), project(names[0]), node("Neg", [names[0]], "negative"), node("Exp", ["negative"], names[1])],
    {
      outputs: { [names[0]]: ["batch", WIDTH], [names[1]]: ["batch", WIDTH] },
    },
  );

/** Images of waves, each with its own mean colour; SIDE x SIDE x 3 in the layout asked for. */
export const images = (count: number, layout: "channels-first" | "channels-last"): Float32Array<ArrayBuffer> => {
  const values = new Float32Array(count * 3 * AREA);
  for (let image = 0; image < count; image++)
    for (let at = 0; at < AREA; at++)
      for (let channel = 0; channel < 3; channel++) {
        const place = layout === "channels-first" ? channel * AREA + at : at * 3 + channel;
        values[image * 3 * AREA + place] = Math.sin(at * 0.3 + channel) + Math.cos(image * (channel + 1));
      }
  return values;
};

/** Unit rows: the mean over the first `tokens` pixels of each image times WEIGHTS, or the means themselves. */
export const expectedRows = (count: number, tokens = AREA, weighted = true): number[][] => {
  const all = images(count, "channels-last");
  return Array.from({ length: count }, (_, image) => {
    const mean = [0, 1, 2].map((channel) => {
      let sum = 0;
      for (let at = 0; at < tokens; at++) sum += all[(image * AREA + at) * 3 + channel]!;
      return sum / tokens;
    });
    const row = weighted
      ? Array.from({ length: WIDTH }, (_, k) =>
          mean.reduce((sum, value, channel) => sum + value * WEIGHTS[channel * WIDTH + k]!, 0),
        )
      : mean;
    const length = Math.hypot(...row);
    return row.map((value) => value / length);
  });
};

const floats = (values: Float32Array): Buffer => Buffer.from(values.buffer, values.byteOffset, values.byteLength);

/** Channel means times WEIGHTS as a graph model, its weights in two files. */
export const writeGraphModel = async (folder: string): Promise<string> => {
  await mkdir(folder, { recursive: true });
  const constant = (name: string, dtype: string, dims: number[]) => ({
    name,
    op: "Const",
    attr: {
      dtype: { type: dtype },
      value: { tensor: { dtype, tensorShape: { dim: dims.map((size) => ({ size: String(size) })) } } },
    },
  });
  const size = (value: number) => ({ size: String(value) });
  const json = {
    format: "graph-model",
    modelTopology: {
      node: [
        {
          name: "image",
          op: "Placeholder",
          attr: { dtype: { type: "DT_FLOAT" }, shape: { shape: { dim: [size(-1), size(SIDE), size(SIDE), size(3)] } } },
        },
        constant("axes", "DT_INT32", [2]),
        constant("weights", "DT_FLOAT", [3, WIDTH]),
        {
          name: "means",
          op: "Mean",
          input: ["image", "axes"],
          attr: { keep_dims: { b: false }, T: { type: "DT_FLOAT" }, Tidx: { type: "DT_INT32" } },
        },
        {
          name: "embedding",
          op: "MatMul",
          input: ["means", "weights"],
          attr: { T: { type: "DT_FLOAT" }, transpose_a: { b: false }, transpose_b: { b: false } },
        },
      ],
      versions: { producer: 1 },
    },
    weightsManifest: [
      {
        paths: ["group1-shard1of2.bin", "group1-shard2of2.bin"],
        weights: [
          { name: "axes", shape: [2], dtype: "int32" },
          { name: "weights", shape: [3, WIDTH], dtype: "float32" },
        ],
      },
    ],
  };
  const weights = Buffer.concat([Buffer.from(Int32Array.of(1, 2).buffer), floats(WEIGHTS)]);
  await writeFile(join(folder, "model.json"), JSON.stringify(json));
  // Cut in the middle of a number: the files are one stream.
  await writeFile(join(folder, "group1-shard1of2.bin"), weights.subarray(0, 22));
  await writeFile(join(folder, "group1-shard2of2.bin"), weights.subarray(22));
  return folder;
};

/** The same function as a Keras model: average pooling, then a dense layer without bias. */
export const writeLayersModel = async (folder: string): Promise<string> => {
  await mkdir(folder, { recursive: true });
  const json = {
    format: "layers-model",
    modelTopology: {
      class_name: "Sequential",
      config: {
        name: "tiny",
        layers: [
          {
            class_name: "GlobalAveragePooling2D",
            config: {
              name: "pool",
              batch_input_shape: [null, SIDE, SIDE, 3],
              dtype: "float32",
              data_format: "channels_last",
              trainable: true,
            },
          },
          {
            class_name: "Dense",
            config: { name: "head", units: WIDTH, activation: "linear", use_bias: false, trainable: true },
          },
        ],
      },
      keras_version: "tfjs-layers 4.22.0",
      backend: "tensor_flow.js",
    },
    weightsManifest: [
      { paths: ["weights.bin"], weights: [{ name: "head/kernel", shape: [3, WIDTH], dtype: "float32" }] },
    ],
  };
  await writeFile(join(folder, "model.json"), JSON.stringify(json));
  await writeFile(join(folder, "weights.bin"), floats(WEIGHTS));
  return folder;
};
