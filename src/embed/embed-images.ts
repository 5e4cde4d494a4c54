/** Embeds a stream of images in batches; equal pixels are embedded once. */
import { createHash } from "node:crypto";
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

/**
 * Yields the images with their embeddings, in the order they came, holding one batch of pixels at a time.
 * The embedder's model must be loaded in the backend.
 */
export async function* embedImages<Image extends Pixels>(
  images: AsyncIterable<Image>,
  { dimension, inputLength, prepare }: Pick<Embedder, "dimension" | "inputLength" | "prepare">,
  backend: Backend,
): AsyncGenerator<EmbeddedImage<Image>> {
  const known = new Map<string, Float32Array>();
  const input = new Float32Array(BATCH * inputLength);
  let pending: { image: Image; contentHash: string }[] = [];
  const slots = new Map<string, number>();

  const embedPending = async (): Promise<EmbeddedImage<Image>[]> => {
    if (slots.size > 0) {
      input.fill(0, slots.size * inputLength);
      const output = await backend.embed(input, slots.size);
      for (const [contentHash, slot] of slots)
        known.set(contentHash, output.slice(slot * dimension, (slot + 1) * dimension));
      slots.clear();
    }
    const done = pending.map((entry) => ({ ...entry, embedding: known.get(entry.contentHash)! }));
    pending = [];
    return done;
  };

  for await (const image of images) {
    const contentHash = createHash("sha256").update(image.pixels).digest("hex");
    pending.push({ image, contentHash });
    if (!known.has(contentHash) && !slots.has(contentHash)) {
      prepare(image.pixels, input, slots.size * inputLength);
      slots.set(contentHash, slots.size);
    }
    if (slots.size === BATCH || pending.length === 4 * BATCH) yield* await embedPending();
  }
  yield* await embedPending();
}
