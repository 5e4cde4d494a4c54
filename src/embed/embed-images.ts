/** Embeds a stream of images in batches; equal pixels are embedded once. */
import { hash } from "node:crypto";
import { BATCH, type Backend } from "../compute/backend.ts";
import type { Embedder } from "./embedder.ts";

/** What is needed of an image: size x size x 3 bytes, RGB. */
export interface Pixels {
  pixels: Uint8Array;
}

export interface EmbeddedImage<Image extends Pixels> {
  image: Image;
  /** SHA-256 of the pixels, hex: the identity of an image wherever order or ties must not depend on names. */
  contentHash: string;
  /** Unit vector. */
  embedding: Float32Array;
}

/** Bytes of prepared images that may wait or be at work. */
const MOST_BYTES = 2 ** 28;

interface Batch<Image extends Pixels> {
  images: { image: Image; contentHash: string }[];
  /** Content hash -> place of the image in `input`; images that were embedded before have none. */
  slots: Map<string, number>;
  input: Float32Array<ArrayBuffer>;
}

/**
 * Yields the images with their embeddings, in the order they came. Batches are prepared while earlier ones are at work,
 * as many as keep the backend busy. The embedder's model must be loaded in the backend.
 */
export async function* embedImages<Image extends Pixels>(
  images: AsyncIterable<Image>,
  { dimension, inputLength, prepare }: Pick<Embedder, "dimension" | "inputLength" | "prepare">,
  backend: Backend,
): AsyncGenerator<EmbeddedImage<Image>> {
  const atWork: { batch: Batch<Image>; output: Promise<Float32Array> }[] = [];
  const mostAtWork = Math.max(1, Math.min(backend.batchesAtOnce, Math.floor(MOST_BYTES / (4 * BATCH * inputLength))));
  const scheduled = new Set<string>();
  const known = new Map<string, Float32Array>();
  const emptyBatch = (): Batch<Image> => ({
    images: [],
    slots: new Map(),
    input: new Float32Array(BATCH * inputLength),
  });

  const start = (batch: Batch<Image>): void => {
    const output =
      batch.slots.size > 0 ? backend.embed(batch.input, batch.slots.size) : Promise.resolve(new Float32Array());
    // Awaited in its turn; until then a failure is no unhandled one.
    output.catch(() => {});
    atWork.push({ batch, output });
  };
  const finishFirst = async (): Promise<EmbeddedImage<Image>[]> => {
    const { batch, output } = atWork.shift()!;
    const values = await output;
    for (const [contentHash, slot] of batch.slots)
      known.set(contentHash, values.subarray(slot * dimension, (slot + 1) * dimension));
    return batch.images.map((entry) => ({ ...entry, embedding: known.get(entry.contentHash)! }));
  };

  let batch = emptyBatch();
  for await (const image of images) {
    const contentHash = hash("sha256", image.pixels, "hex");
    batch.images.push({ image, contentHash });
    if (!scheduled.has(contentHash)) {
      scheduled.add(contentHash);
      prepare(image.pixels, batch.input, batch.slots.size * inputLength);
      batch.slots.set(contentHash, batch.slots.size);
    }
    if (batch.slots.size < BATCH && batch.images.length < 4 * BATCH) continue;
    start(batch);
    batch = emptyBatch();
    while (atWork.length > mostAtWork) yield* await finishFirst();
  }
  start(batch);
  while (atWork.length > 0) yield* await finishFirst();
}
