/** The images of one checkpoint with their embeddings: from the cache where it knows them, else decoded and embedded. */
import type { Skipped } from "./analysis.ts";
import type { Backend } from "./compute/backend.ts";
import { type ImageFault, imageFault } from "./diversity/image-faults.ts";
import { embedImages } from "./embed/embed-images.ts";
import type { Embedder } from "./embed/embedder.ts";
import { EmbeddingCache } from "./embed/embedding-cache.ts";
import { decodeImages, groupByFile } from "./images/decode.ts";
import { hashFile } from "./images/file-hash.ts";
import type { ImageCheckpoint, ImageFile, PixelImage } from "./images/image-set.ts";

/** Raise it when decoding, resizing or preprocessing changes what the network sees. */
const PREPARATION_VERSION = "1";

export interface EmbeddedMember {
  member: string;
  contentHash: string;
  embedding: Float32Array;
  fault: ImageFault;
}

/**
 * Sorted by content, so that nothing behind this depends on names or file order; equal images by name.
 * @param skipped gets every file that can not be decoded
 */
export const embedCheckpoint = async (
  source: ImageCheckpoint,
  embedder: Embedder,
  backend: Backend,
  cache: EmbeddingCache | null,
  concurrency: number,
  skipped: Skipped[],
): Promise<EmbeddedMember[]> => {
  const runtime = [embedder.cacheKey, backend.name, backend.device.split(",")[0]!, PREPARATION_VERSION];
  const keys = cache ? await keysOf(source.images, runtime, concurrency) : new Map<string, string>();
  const found: EmbeddedMember[] = [];
  const missing: ImageFile[] = [];
  for (const image of source.images) {
    const key = keys.get(image.member);
    const known = key === undefined ? null : await cache!.get(key);
    if (known) {
      const [spread, correlation] = known.facts;
      const { contentHash, embedding } = known;
      found.push({ member: image.member, contentHash, embedding, fault: faultOf(spread, correlation) });
    } else missing.push(image);
  }
  async function* readable(): AsyncGenerator<PixelImage> {
    for await (const image of decodeImages({ ...source, images: missing }, embedder.size, concurrency)) {
      if ("reason" in image) skipped.push(image);
      else yield image;
    }
  }
  for await (const { image, contentHash, embedding } of embedImages(readable(), embedder, backend)) {
    const facts = [image.spread, image.neighbourCorrelation ?? Number.NaN] as const;
    const key = keys.get(image.member);
    if (key !== undefined) await cache?.add(key, { contentHash, embedding, facts });
    found.push({ member: image.member, contentHash, embedding, fault: imageFault(image) });
  }
  const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
  return found.sort((a, b) => compare(a.contentHash, b.contentHash) || compare(a.member, b.member));
};

const faultOf = (spread: number, correlation: number): ImageFault =>
  imageFault({ spread, neighbourCorrelation: Number.isNaN(correlation) ? null : correlation });

/** Member -> key; files that can not be read have none, decoding will say why. */
const keysOf = async (
  images: readonly ImageFile[],
  runtime: readonly string[],
  concurrency: number,
): Promise<Map<string, string>> => {
  const keys = new Map<string, string>();
  const files = groupByFile(images);
  let next = 0;
  const worker = async (): Promise<void> => {
    while (next < files.length) {
      const tiles = files[next++]!;
      const bytes = await hashFile(tiles[0]!.file).catch(() => null);
      if (bytes === null) continue;
      for (const { member, box } of tiles) keys.set(member, EmbeddingCache.key(bytes, JSON.stringify(box), ...runtime));
    }
  };
  await Promise.all(Array.from({ length: 4 * concurrency }, worker));
  return keys;
};
