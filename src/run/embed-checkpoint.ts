/** The images of one checkpoint with their embeddings: from the cache where it knows them, else decoded and embedded. */
import type { Skipped } from "../analysis/analysis.ts";
import { EmbeddingCache } from "../embed/cache/embedding-cache.ts";
import { embedImages } from "../embed/embed-images.ts";
import type { ImageCheckpoint } from "../inputs/image-set.ts";
import { evenIndices } from "../kit/rows.ts";
import { type ImageFault, imageFault } from "../metrics/image-faults.ts";
import { type Choice, decodeImages, type ImageFile, type PixelImage } from "../pixels/decode.ts";
import type { Lab } from "./lab.ts";

/** Raise it when decoding, resizing or preprocessing changes what the network sees, or what is measured beside it. */
const PREPARATION_VERSION = "4";

export interface EmbeddedMember {
  member: string;
  contentHash: string;
  embedding: Float32Array;
  fault: ImageFault;
}

export interface EmbeddedCheckpoint {
  /** Sorted by content, so that nothing behind this depends on names or file order; equal images by name. */
  images: EmbeddedMember[];
  /** Files that can not be decoded. */
  skipped: Skipped[];
}

export const embedCheckpoint = async (
  source: ImageCheckpoint,
  { embedder, backend, cache, threads, stages }: Omit<Lab, "notes">,
): Promise<EmbeddedCheckpoint> => {
  const runtime = [embedder.cacheKey, backend.name, backend.device.split(",")[0]!, PREPARATION_VERSION];
  const found: EmbeddedMember[] = [];
  const skipped: Skipped[] = [];
  const keys = new Map<string, string>();
  /** Takes what the cache knows and leaves the rest to be decoded. */
  const notInCache: Choice = async (images, hashOf) => {
    if (stages.isEnded) return [];
    // A file that can not be read says so when it is decoded.
    const hash = cache && (await hashOf().catch(() => null));
    if (hash === null) return images;
    const missing: ImageFile[] = [];
    for (const image of images) {
      const { member, box } = image;
      const key = EmbeddingCache.key(hash, JSON.stringify(box), ...runtime);
      const known = cache!.get(key);
      if (known) {
        const { contentHash, embedding, facts } = known;
        found.push({ member, contentHash, embedding, fault: faultOf(facts) });
      } else {
        keys.set(member, key);
        missing.push(image);
      }
    }
    return missing;
  };
  async function* readable(): AsyncGenerator<PixelImage> {
    for await (const image of decodeImages(source.images, embedder.size, threads, notInCache)) {
      stages.check();
      if ("reason" in image) skipped.push(image);
      else yield image;
    }
  }
  for await (const { image, contentHash, embedding } of embedImages(readable(), embedder, backend)) {
    stages.check();
    const facts = [image.spread, Number(image.isNoise)] as const;
    const key = keys.get(image.member);
    if (key !== undefined) await cache?.add(key, { contentHash, embedding, facts });
    found.push({ member: image.member, contentHash, embedding, fault: imageFault(image) });
  }
  stages.check();
  const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
  return {
    images: found.sort((a, b) => compare(a.contentHash, b.contentHash) || compare(a.member, b.member)),
    skipped,
  };
};

const faultOf = ([spread, isNoise]: readonly [number, number]): ImageFault =>
  imageFault({ spread, isNoise: isNoise === 1 });

/** At most so many of the embedded images, evenly spaced, and the same in `source`, to be decoded again. */
export const evenlyChosen = (source: ImageCheckpoint, images: readonly EmbeddedMember[], most: number) => {
  const chosen = evenIndices(images.length, most).map((row) => images[row]!);
  const members = new Set(chosen.map(({ member }) => member));
  return { chosen, files: source.images.filter(({ member }) => members.has(member)) };
};
