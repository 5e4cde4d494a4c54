import { expect, test } from "vitest";
import { BATCH, type Backend } from "../../src/compute/backend.ts";
import { loadBuiltInEmbedder } from "../../src/embed/built-in.ts";
import { embedImages } from "../../src/embed/embed-images.ts";
import { preparedLength, preprocess } from "../../src/embed/preprocess.ts";
import { halfToSingle } from "../../src/kit/half-float.ts";
import { exactBackend } from "../helpers/exact-backend.ts";
import { lcg } from "../helpers/random.ts";

const SIZE = 8;
const EMBEDDER = {
  dimension: 1,
  inputLength: preparedLength(SIZE),
  prepare: (pixels: Uint8Array, target: Float32Array, offset: number) => preprocess(pixels, SIZE, target, offset),
};
const picture = (seed: number) => {
  const next = lcg(seed);
  return Uint8Array.from({ length: SIZE * SIZE * 3 }, () => Math.floor(next() * 256));
};

test("equal images are embedded once and all images come back in order", async () => {
  let embedded = 0;
  const backend: Backend = {
    ...exactBackend,
    embed(inputs) {
      const length = inputs.length / BATCH;
      const output = new Float32Array(BATCH);
      for (let slot = 0; slot < BATCH; slot++) {
        output[slot] = inputs[slot * length]!;
        if (inputs.subarray(slot * length, (slot + 1) * length).some((value) => value !== 0)) embedded++;
      }
      return Promise.resolve(output);
    },
  };
  const seeds = Array.from({ length: 300 }, (_, index) => index % 70);
  async function* images() {
    for (const seed of seeds) yield { pixels: picture(seed), seed };
  }
  const seen: { seed: number; value: number }[] = [];
  for await (const { image, embedding } of embedImages(images(), EMBEDDER, backend))
    seen.push({ seed: image.seed, value: embedding[0]! });
  expect(seen.map(({ seed }) => seed)).toEqual(seeds);
  expect(embedded).toBe(70);
  for (const { seed, value } of seen) {
    const expected = new Float32Array(preparedLength(SIZE));
    preprocess(picture(seed), SIZE, expected, 0);
    expect(value).toBe(expected[0]);
  }
});

test("the shipped description and weights belong together", async () => {
  const { network, threshold } = await loadBuiltInEmbedder();
  const refs = network.layers.flatMap((layer) => ("weight" in layer ? [layer.weight, layer.bias] : []));
  const used = refs.reduce((sum, { shape }) => sum + shape.reduce((product, length) => product * length, 1), 0);
  expect(network.parameters).toHaveLength(2 * used);
  expect(halfToSingle(network.parameters).every(Number.isFinite)).toBe(true);
  expect(threshold.value).toBeGreaterThan(0);
});
