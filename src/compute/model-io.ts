/** Finds the image input and the embedding output of a model by what its file declares, and turns the output into unit vectors. */
import { InputError } from "../errors.ts";
import type { ModelSettings, ModelShape, Pooling } from "./model-file.ts";

/** An input or output as a file declares it: null stands for a free length, and for a shape that is not declared. */
export interface TensorInfo {
  name: string;
  type: string;
  shape: readonly (number | null)[] | null;
}

export interface ImageInput {
  name: string;
  layout: ModelShape["layout"];
  size: number;
  /** Images per call, null when free. */
  batch: number | null;
}

/** Outputs that are an image's embedding wherever they occur: the names Hugging Face exports and common hubs give it. */
const EMBEDDING_NAMES = ["image_embeds", "pooler_output", "embedding", "embeddings", "image_embedding", "features"];

export const modelError = (message: string, options?: ErrorOptions): InputError =>
  new InputError("MODEL", message, options);

const describeTensors = (tensors: readonly TensorInfo[]): string =>
  tensors
    .map(({ name, type, shape }) => `${name} ${type} [${shape?.map((length) => length ?? "?").join(", ") ?? "..."}]`)
    .join(", ") || "none";

/**
 * The one input of rank 4 with three channels.
 * @param usual the layout of models that leave both possible
 * @throws InputError when there is none, or more is needed than an image
 */
export const chooseInput = (
  model: string,
  inputs: readonly TensorInfo[],
  settings: ModelSettings,
  usual: ModelShape["layout"],
): ImageInput => {
  const expected = (what: string, next: string) =>
    modelError(`Expected ${what} for ${model} but found inputs ${describeTensors(inputs)}. Next: ${next}`);
  const [input] = inputs;
  if (!input || inputs.length > 1)
    throw expected("one input, the image,", "export the part of the model that embeds images, with one input");
  const shape = input.shape ?? [null, null, null, null];
  if (shape.length !== 4)
    throw expected("an image input of 4 dimensions", "export the model with input [batch, 3, height, width]");
  if (input.type !== "float32")
    throw expected("a float32 input", "use the fp32 export, or convert with float32 inputs and outputs kept");
  const layout = layoutOf(shape, usual);
  if (!layout) throw expected("an input with 3 colour channels", "use a model for colour images");
  const [height, width] = layout === "channels-first" ? [shape[2]!, shape[3]!] : [shape[1]!, shape[2]!];
  if (height !== null && width !== null && height !== width)
    throw expected("a square input", "export the model for square images");
  const fixed = height ?? width;
  const { inputSize } = settings;
  if (fixed === null && inputSize === undefined)
    throw expected("a fixed input size or --model-input-size", "add --model-input-size, such as 224");
  if (fixed !== null && inputSize !== undefined && fixed !== inputSize)
    throw expected(`an input of ${inputSize} x ${inputSize}`, `leave --model-input-size out, or give ${fixed}`);
  return { name: input.name, layout, size: fixed ?? inputSize!, batch: shape[0] ?? null };
};

const CHANNELS = 3;

const layoutOf = (
  [, second, , last]: readonly (number | null)[],
  usual: ModelShape["layout"],
): ModelShape["layout"] | null => {
  if (second === CHANNELS && last === CHANNELS) return usual;
  if (second === CHANNELS) return "channels-first";
  if (last === CHANNELS) return "channels-last";
  if (second === null && last === null) return usual;
  if (second === null) return "channels-first";
  return last === null ? "channels-last" : null;
};

/**
 * The output that is the embedding: the one asked for; else the only one with a vector per image, else the only one with tokens,
 * else the only feature map; of several the one with a name that embeddings have.
 * @throws InputError when that leaves none or several
 */
export const chooseOutput = (model: string, outputs: readonly TensorInfo[], settings: ModelSettings): TensorInfo => {
  const found = `found outputs ${describeTensors(outputs)}`;
  const { output, pooling } = settings;
  if (output !== undefined) {
    const named = outputs.find(({ name }) => name === output);
    if (!named)
      throw modelError(
        `Expected an output named ${output} in ${model} but ${found}. Next: give one of these to --model-output`,
      );
    return named;
  }
  // A declared shape may be missing; such an output is taken only when it is the only one.
  const ranks = pooling === undefined ? [2, 3, 4] : [3];
  for (const rank of outputs.length === 1 ? [] : ranks) {
    const candidates = outputs.filter(({ type, shape }) => type === "float32" && shape?.length === rank);
    const named = EMBEDDING_NAMES.flatMap((name) => candidates.filter((candidate) => candidate.name === name));
    if (candidates.length === 1 || named.length > 0) return named[0] ?? candidates[0]!;
    if (candidates.length > 1)
      throw modelError(
        `Expected one output that is the embedding in ${model} but ${found}. Next: choose one with --model-output`,
      );
  }
  const [only] = outputs;
  if (outputs.length !== 1 || only!.type !== "float32")
    throw modelError(
      `Expected a float32 output with ${pooling === undefined ? "a vector" : "tokens"} per image in ${model} but ${found}. Next: use a model that embeds images, or choose with --model-output`,
    );
  return only!;
};

/** How an output becomes one vector per image. */
interface OutputReading {
  layout: ModelShape["layout"];
  pooling?: Pooling | undefined;
}

/** Longest embedding that is taken; more is a feature map that was flattened. */
const LONGEST = 2 ** 16;

/**
 * @param values an output for `batch` images: [batch, d]; tokens [batch, tokens, d], pooled as asked; or a feature map, averaged over
 * its positions; also without its first dimension when batch is 1
 * @returns batch x dimension, unit rows
 * @throws InputError for another shape, and for values that are not finite or all zero
 */
export const embeddingRows = (
  model: string,
  { shape: given, values }: { shape: readonly number[]; values: Float32Array },
  batch: number,
  { layout, pooling }: OutputReading,
): Float32Array => {
  const shape = given.length === 1 && batch === 1 ? [1, ...given] : given;
  const found = `its output has the shape [${given.join(", ")}] for a batch of ${batch}`;
  const count = shape.reduce((product, length) => product * length, 1);
  if (shape.length < 2 || shape.length > 4 || shape[0] !== batch || count !== values.length || count === 0)
    throw modelError(
      `Expected a vector, tokens or a feature map per image from ${model} but ${found}. Next: choose another output with --model-output`,
    );
  if (shape.length === 3 && pooling === undefined)
    throw modelError(
      `Expected to know how the tokens of ${model} become one vector: ${found}. Next: --model-pooling cls (the first token is a class token) or --model-pooling mean`,
    );
  const rows = poolRows(values, shape, { layout, pooling });
  const dimension = rows.length / batch;
  if (dimension < 2 || dimension > LONGEST)
    throw modelError(
      `Expected an embedding of 2 to ${LONGEST} values from ${model} but ${found}. Next: choose another output with --model-output`,
    );
  for (let row = 0; row < batch; row++) toUnit(model, rows.subarray(row * dimension, (row + 1) * dimension));
  return rows;
};

/** One vector per image: the mean over the positions of a map or the tokens, or the first token. */
const poolRows = (values: Float32Array, shape: readonly number[], { layout, pooling }: OutputReading): Float32Array => {
  const batch = shape[0]!;
  const channelsFirst = shape.length === 4 && layout === "channels-first";
  const dimension = channelsFirst ? shape[1]! : shape.at(-1)!;
  const positions = values.length / batch / dimension;
  const taken = pooling === "cls" && shape.length === 3 ? 1 : positions;
  return Float32Array.from({ length: batch * dimension }, (_, index) => {
    const k = index % dimension;
    const start = channelsFirst ? index * positions : (index - k) * positions + k;
    const step = channelsFirst ? 1 : dimension;
    let sum = 0;
    for (let at = 0; at < taken; at++) sum += values[start + at * step]!;
    return sum / taken;
  });
};

/** In place. */
const toUnit = (model: string, row: Float32Array): void => {
  let squares = 0;
  for (const value of row) squares += value * value;
  const length = Math.sqrt(squares);
  if (!Number.isFinite(length))
    throw modelError(
      `Expected finite values from ${model} but its output holds NaN or infinity. Next: check --model-normalize, or use the fp32 export`,
    );
  if (length === 0)
    throw modelError(
      `Expected an embedding from ${model} but its output is all zero for an image. Next: check --model-normalize, or choose another output with --model-output`,
    );
  for (let k = 0; k < row.length; k++) row[k]! /= length;
};
