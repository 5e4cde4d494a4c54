/** Runs a user's model behind the seam, whatever the runtime: in chunks of one size, and only after it was tried. */
import type { ModelSettings, ModelShape } from "./model-file.ts";
import { chooseInput, chooseOutput, embeddingRows, modelError, type TensorInfo } from "./model-io.ts";
import type { LoadedModel } from "./model-slot.ts";

/** A model in a runtime: what its file declares, and one call. */
export interface RunnableModel {
  /** How messages name it. */
  name: string;
  /** Layout of models that leave both possible. */
  usualLayout: ModelShape["layout"];
  inputs: readonly TensorInfo[];
  outputs: readonly TensorInfo[];
  /** @throws what the runtime throws */
  run(
    input: { name: string; values: Float32Array; shape: readonly number[] },
    output: string,
  ): Promise<{ shape: readonly number[]; values: Float32Array }>;
  close(): Promise<void>;
}

export interface UserModel extends ModelShape, LoadedModel {
  /**
   * @param inputs images as `layout` says, one after the other
   * @param used how many of them are embedded, from the first on; default all
   * @returns unit rows of the same order; those behind `used` are zero
   */
  embed(inputs: Float32Array, used?: number): Promise<Float32Array>;
}

const CHANNELS = 3;
/** Images per call where the model leaves it free: bounds the memory of large models. */
const CHUNK = 8;
/** Most images per call that a model may insist on. */
const LARGEST_BATCH = 256;

/** @throws InputError when the model can not be an embedder, saying what was found in it */
export const prepareUserModel = async (model: RunnableModel, settings: ModelSettings): Promise<UserModel> => {
  const { name, layout, size, batch } = chooseInput(model.name, model.inputs, settings, model.usualLayout);
  const output = chooseOutput(model.name, model.outputs, settings).name;
  if (batch !== null && (batch < 1 || batch > LARGEST_BATCH))
    throw modelError(
      `Expected a batch of 1 to ${LARGEST_BATCH} images or a free one for ${model.name} but it takes ${batch}. Next: export it with a free batch`,
    );
  const length = CHANNELS * size * size;
  const shape = (count: number) =>
    layout === "channels-first" ? [count, CHANNELS, size, size] : [count, size, size, CHANNELS];

  /** `count` images in one call. */
  const run = async (values: Float32Array, count: number): Promise<Float32Array> => {
    const result = await model.run({ name, values, shape: shape(count) }, output).catch((cause: Error) => {
      throw modelError(
        `Expected ${model.name} to run on images of ${size} x ${size} but it failed: ${cause.message}. Next: check --model-input-size, or try another --device`,
        { cause },
      );
    });
    return embeddingRows(model.name, result, count, { layout, pooling: settings.pooling });
  };

  const chunk = batch ?? (await largestChunk(run, length));
  const dimension = await tryModel(model.name, run, length, chunk);

  const embedAll = async (inputs: Float32Array, used: number): Promise<Float32Array> => {
    const rows = new Float32Array((inputs.length / length) * dimension);
    for (let start = 0; start < used; start += chunk) {
      const count = Math.min(chunk, used - start);
      let values = inputs.subarray(start * length, (start + chunk) * length);
      if (count < chunk) {
        // Always whole chunks, so that a result never depends on how many images there are.
        values = new Float32Array(chunk * length);
        values.set(inputs.subarray(start * length, (start + count) * length));
        for (let empty = count; empty < chunk; empty++) values.set(values.subarray(0, length), empty * length);
      }
      const embedded = await run(values, chunk);
      if (embedded.length !== chunk * dimension)
        throw modelError(
          `Expected ${dimension} values per image from ${model.name} but received ${embedded.length / chunk}. Next: use a model whose output has a fixed length`,
        );
      rows.set(embedded.subarray(0, count * dimension), start * dimension);
    }
    return rows;
  };
  /** Ends with the call before: one chunk at a time is at work. */
  let before: Promise<unknown> = Promise.resolve();
  return {
    layout,
    size,
    dimension,
    // It may be large, and uses all threads itself.
    batchesAtOnce: 1,
    embed(inputs, used = inputs.length / length) {
      const result = before.then(() => embedAll(inputs, used));
      before = result.catch(() => {});
      return result;
    },
    close: () => model.close(),
  };
};

type Run = (values: Float32Array, count: number) => Promise<Float32Array>;

/** Patterns of the range that normalised images have. */
const PATTERNS = { a: 0.37, b: 0.011, c: 1.9 } as const;
type PatternName = keyof typeof PATTERNS;

const pattern = (length: number, name: PatternName): Float32Array =>
  Float32Array.from({ length }, (_, index) => Math.sin(index * PATTERNS[name]));

/** Some exports declare a free batch and take only one image all the same. */
const largestChunk = async (run: Run, length: number): Promise<number> => {
  const images = new Float32Array(CHUNK * length);
  for (let slot = 0; slot < CHUNK; slot++) images.set(pattern(length, "a"), slot * length);
  return run(images, CHUNK).then(
    () => CHUNK,
    () => 1,
  );
};

/** Cosine distance by which a runtime may differ with the place in the batch. */
const SAME = 1e-3;
/** Cosine distance under which two patterns count as one. */
const BLIND = 1e-9;

/** Embeds one pattern beside two others, in another place each time. @returns the dimension */
const tryModel = async (model: string, run: Run, length: number, chunk: number): Promise<number> => {
  /** The first two of a chunk whose rest is `filler`. */
  const embedTwo = async (first: PatternName, second: PatternName, filler: PatternName) => {
    if (chunk === 1) return [await run(pattern(length, first), 1), await run(pattern(length, second), 1)] as const;
    const images = new Float32Array(chunk * length);
    for (let slot = 0; slot < chunk; slot++)
      images.set(pattern(length, slot === 0 ? first : slot === 1 ? second : filler), slot * length);
    const rows = await run(images, chunk);
    const dimension = rows.length / chunk;
    return [rows.subarray(0, dimension), rows.subarray(dimension, 2 * dimension)] as const;
  };
  const [a, b] = await embedTwo("a", "b", "b");
  const [, aAgain] = await embedTwo("c", "a", "c");
  if (distance(a, b) < BLIND)
    throw modelError(
      `Expected different embeddings of different images from ${model} but two patterns gave the same. Next: choose another output with --model-output`,
    );
  if (distance(a, aAgain) > SAME)
    throw modelError(
      `Expected ${model} to embed an image whatever stands beside it in the batch, but the result changed with the neighbours. Next: export it in evaluation mode, or with a batch of 1`,
    );
  return a.length;
};

/** 1 - cosine of two unit vectors, as half their squared distance: exact for near ones. */
const distance = (a: Float32Array, b: Float32Array): number =>
  a.reduce((sum, value, k) => sum + (value - b[k]!) ** 2, 0) / 2;
