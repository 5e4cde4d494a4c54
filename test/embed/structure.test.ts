import { afterAll, beforeAll, expect, test } from "vitest";
import type { Backend } from "../../src/compute/backend.ts";
import { selectBackend } from "../../src/compute/select.ts";
import { loadBuiltInEmbedder } from "../../src/embed/built-in.ts";
import { embedImages } from "../../src/embed/embed-images.ts";

const SIZE = 64;
/** Values of an embedding that come from edges alone, whatever their colours; the others see colour too. */
const STRUCTURE = 256;
type Colour = readonly [number, number, number];

/** A disc with two bars on a ground; tints of the same mean keep the lightness. */
const drawing = (tint: Colour, disc = 20): Uint8Array => {
  const pixels = new Uint8Array(SIZE * SIZE * 3);
  for (let y = 0; y < SIZE; y++)
    for (let x = 0; x < SIZE; x++) {
      const inDisc = Math.hypot(x - 30, y - 34) < disc;
      const inBar = Math.abs(x - 22) < 3 || Math.abs(y - 40) < 2;
      const level = inDisc ? (inBar ? 40 : 150) : 85;
      for (let channel = 0; channel < 3; channel++) pixels[(y * SIZE + x) * 3 + channel] = level * tint[channel]!;
    }
  return pixels;
};

const GREY: Colour = [1, 1, 1];
const RED: Colour = [1.6, 0.7, 0.7];
const BLUE: Colour = [0.6, 0.8, 1.6];

let backend: Backend;
let embeddings: Float32Array[];

beforeAll(async () => {
  const embedder = await loadBuiltInEmbedder();
  ({ backend } = await selectBackend("cpu", 1));
  await backend.loadModel(embedder.network);
  async function* images() {
    for (const pixels of [drawing(RED), drawing(BLUE), drawing(GREY), drawing(RED, 6)]) yield { pixels };
  }
  embeddings = [];
  for await (const { embedding } of embedImages(images(), embedder, backend)) embeddings.push(embedding);
});
afterAll(() => backend.close());

const cosine = (a: Float32Array, b: Float32Array): number => {
  const dot = (x: Float32Array, y: Float32Array) => x.reduce((sum, value, k) => sum + value * y[k]!, 0);
  return dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b));
};
const structure = (image: number) => embeddings[image]!.subarray(0, STRUCTURE);
const appearance = (image: number) => embeddings[image]!.subarray(STRUCTURE);

test("one picture in other tints keeps its structure and changes its appearance", () => {
  for (const [a, b] of [
    [0, 1],
    [0, 2],
    [1, 2],
  ] as const) {
    expect(cosine(structure(a), structure(b))).toBeGreaterThan(0.95);
    expect(cosine(appearance(a), appearance(b))).toBeLessThan(cosine(structure(a), structure(b)) - 0.05);
  }
});

test("another picture in the same tint has another structure", () => {
  expect(cosine(structure(0), structure(3))).toBeLessThan(0.7);
});

test("structure weighs three times as much as appearance", () => {
  for (const image of embeddings.keys()) {
    const length = structure(image).reduce((sum, value) => sum + value * value, 0);
    expect(length).toBeCloseTo(0.75, 5);
  }
});
