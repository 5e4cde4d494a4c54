/** The images of checkpoints with their embeddings: from the cache where it knows them, else decoded and embedded. */
import type { Skipped } from "../analysis/analysis.ts";
import { type CachedImage, EmbeddingCache } from "../embed/cache/embedding-cache.ts";
import { embedImages } from "../embed/embed-images.ts";
import { embedPictures, type LanedImage } from "../embed/lanes/embed-pictures.ts";
import type { ImageCheckpoint } from "../inputs/image-set.ts";
import { evenIndices } from "../kit/rows.ts";
import { type ImageFault, imageFault } from "../metrics/image-faults.ts";
import { decodeImages, type ImageFile, imagesByPicture, type PixelImage, pictureName } from "../pixels/decode.ts";
import type { Lab } from "./lab.ts";

/** Raise it when decoding, resizing or preprocessing changes what the network sees, or what is measured beside it. */
const PREPARATION_VERSION = "4";

export interface EmbeddedMember {
  member: string;
  contentHash: string;
  embedding: Float32Array;
  fault: ImageFault;
  /** Of the bytes it is made of, its place in them, and what made the embedding; null when nothing is kept. */
  key: string | null;
}

export interface EmbeddedCheckpoint {
  /** Sorted by content, so that nothing behind this depends on names or file order; equal images by name. */
  images: EmbeddedMember[];
  /** Files that can not be decoded. */
  skipped: Skipped[];
}

type EmbeddingLab = Omit<Lab, "notes" | "memory">;

/**
 * Yields the checkpoints in order. Where the backend has lanes they are one stream: the next ones are at work while one is looked at.
 * @throws the reason of the signal once it is aborted
 */
export async function* embedCheckpoints(
  sources: readonly ImageCheckpoint[],
  lab: EmbeddingLab,
): AsyncGenerator<EmbeddedCheckpoint> {
  const { lanes } = lab.backend;
  const gathered = sources.map(() => new Gathered(lab));
  if (lanes) {
    function* pictures(): Generator<PictureAt> {
      for (const [at, { images }] of sources.entries())
        for (const ofPicture of imagesByPicture(images))
          yield { images: gathered[at]!.unknown(ofPicture), count: ofPicture.length, at };
    }
    const choose = lab.cache
      ? ({ images, at }: PictureAt, hash: string | null) => {
          if (hash !== null) images[0]!.source.seen?.set("hash", hash);
          return gathered[at]!.notInCache(images, hash);
        }
      : null;
    const total = sources.reduce((sum, { images }) => sum + images.length, 0);
    let current = 0;
    let done = 0;
    for await (const result of embedPictures(pictures(), { sizes: lab.embedder, lanes, total, choose })) {
      lab.stages.check();
      const { at, images, count } = result.picture;
      done += count;
      lab.stages.report({ stage: "embed", done, total, unit: "images", label: sources[at]!.label });
      while (current < at) yield gathered[current++]!.checkpoint();
      if ("reason" in result) gathered[at]!.skip(images[0]!, result.reason);
      else for (const { image, ...seen } of result.images) await gathered[at]!.add(image, seen);
    }
    while (current < sources.length) yield gathered[current++]!.checkpoint();
    return;
  }
  for (const [at, source] of sources.entries()) {
    lab.stages.report({ stage: "embed", done: at, total: sources.length, label: source.label });
    await embedHere(source, gathered[at]!, lab);
    yield gathered[at]!.checkpoint();
  }
}

interface PictureAt {
  /** To embed. */
  images: readonly ImageFile[];
  /** With those that are known. */
  count: number;
  /** Place of its checkpoint. */
  at: number;
}

export const embedCheckpoint = async (source: ImageCheckpoint, lab: EmbeddingLab): Promise<EmbeddedCheckpoint> => {
  for await (const embedded of embedCheckpoints([source], lab)) return embedded;
  throw new Error("unreachable: one checkpoint was asked for");
};

/** Decoded and prepared on this thread. */
const embedHere = async (
  source: ImageCheckpoint,
  gathered: Gathered,
  { embedder, backend, cache, threads, stages }: EmbeddingLab,
): Promise<void> => {
  async function* readable(): AsyncGenerator<PixelImage & { image: ImageFile }> {
    const files = new Map(source.images.map((image) => [image.member, image]));
    const decoded = decodeImages(source.images, embedder.size, threads, async (images, hashOf) =>
      // A file that can not be read says so when it is decoded.
      gathered.notInCache(images, cache && (await hashOf().catch(() => null))),
    );
    for await (const image of decoded) {
      stages.check();
      if ("reason" in image) gathered.skipped.push(image);
      else yield { ...image, image: files.get(image.member)! };
    }
  }
  for await (const { image, ...seen } of embedImages(readable(), embedder, backend)) {
    stages.check();
    await gathered.add(image.image, { ...seen, spread: image.spread, isNoise: image.isNoise });
  }
  stages.check();
};

/** What is known so far of one checkpoint. */
class Gathered {
  readonly skipped: Skipped[] = [];
  readonly #lab: EmbeddingLab;
  readonly #found: EmbeddedMember[] = [];
  /** In the cache. */
  readonly #keys = new Map<ImageFile, string>();

  constructor(lab: EmbeddingLab) {
    this.#lab = lab;
  }

  /** What is left of a picture whose file was not touched since its hash was taken. */
  unknown(images: readonly ImageFile[]): readonly ImageFile[] {
    const hash = this.#lab.cache ? images[0]!.source.seen?.get("hash") : undefined;
    return hash === undefined ? images : this.notInCache(images, hash as string);
  }

  /** Takes what the cache knows and leaves the rest to be decoded. @param hash null when it can not be told */
  notInCache(images: readonly ImageFile[], hash: string | null): ImageFile[] {
    const { embedder, backend, cache, stages } = this.#lab;
    if (stages.isEnded) return [];
    if (hash === null) return [...images];
    const runtime = [embedder.cacheKey, backend.name, backend.device.split(",")[0]!, PREPARATION_VERSION];
    const missing: ImageFile[] = [];
    for (const image of images) {
      const key = EmbeddingCache.key(hash, JSON.stringify(image.box), ...runtime);
      const known = cache!.get(key);
      if (known) this.#found.push(memberOf(image, known, key));
      else {
        this.#keys.set(image, key);
        missing.push(image);
      }
    }
    return missing;
  }

  async add(image: ImageFile, { contentHash, embedding, spread, isNoise }: Omit<LanedImage, "image">): Promise<void> {
    const known = { contentHash, embedding, facts: [spread, Number(isNoise)] as const };
    const key = this.#keys.get(image) ?? null;
    if (key !== null) await this.#lab.cache?.add(key, known);
    this.#found.push(memberOf(image, known, key));
  }

  skip(image: ImageFile, reason: string): void {
    this.skipped.push({ path: pictureName(image), reason: `can not be decoded: ${reason}` });
  }

  checkpoint(): EmbeddedCheckpoint {
    const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
    const images = this.#found.sort((a, b) => compare(a.contentHash, b.contentHash) || compare(a.member, b.member));
    // One after the other, as they will be compared: nobody has to copy them again.
    const { dimension } = this.#lab.embedder;
    const block = new Float32Array(images.length * dimension);
    for (const [row, image] of images.entries()) {
      const place = block.subarray(row * dimension, (row + 1) * dimension);
      place.set(image.embedding);
      image.embedding = place;
    }
    return { images, skipped: this.skipped };
  }
}

const memberOf = (
  { member }: ImageFile,
  { contentHash, embedding, facts: [spread, isNoise] }: CachedImage,
  key: string | null,
): EmbeddedMember => ({
  member,
  contentHash,
  embedding,
  fault: imageFault({ spread, isNoise: isNoise === 1 }),
  key,
});

/** At most so many of the embedded images, evenly spaced, and the same in `source`, to be decoded again. */
export const evenlyChosen = (source: ImageCheckpoint, images: readonly EmbeddedMember[], most: number) => {
  const chosen = evenIndices(images.length, most).map((row) => images[row]!);
  const members = new Set(chosen.map(({ member }) => member));
  return { chosen, files: source.images.filter(({ member }) => members.has(member)) };
};
