/** The images of one checkpoint while they are embedded: what earlier runs knew of them, and what is new. */
import type { Skipped } from "../analysis/analysis.ts";
import { EmbeddingCache } from "../embed/cache/embedding-cache.ts";
import type { LanedImage } from "../embed/lanes/embed-pictures.ts";
import { type ImageFault, imageFault } from "../metrics/image-faults.ts";
import { type ImageFile, pictureName } from "../pixels/decode.ts";
import type { PictureSource } from "../pixels/picture.ts";
import type { Lab } from "./lab.ts";

/** Raise it when decoding, resizing or preprocessing changes what the network sees, or what is measured beside it. */
const PREPARATION_VERSION = "4";

export interface EmbeddedMember {
  member: string;
  contentHash: string;
  /** Of an image that is known it is read when it is first asked for. */
  readonly embedding: Float32Array;
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

export type EmbeddingLab = Omit<Lab, "notes" | "memory" | "elsewhere"> & Partial<Pick<Lab, "elsewhere">>;

/** What is kept of an image beside its embedding: hash of its content, and the two facts of the cache; null stands for NaN. */
type Seen = readonly [contentHash: string, first: number | null, second: number | null];

interface Found {
  image: ImageFile;
  contentHash: string;
  facts: readonly [spread: number, isNoise: number];
  key: string | null;
  read: () => Float32Array;
}

export class Gathered {
  readonly skipped: Skipped[] = [];
  readonly #lab: EmbeddingLab;
  readonly #found: Found[] = [];
  /** Of images that will be embedded. */
  readonly #keys = new Map<ImageFile, string>();

  constructor(lab: EmbeddingLab) {
    this.#lab = lab;
  }

  /** What is left of a picture whose file was not touched since its hash was taken. */
  unknown(images: readonly ImageFile[]): readonly ImageFile[] {
    const { cache, trusts } = this.#lab;
    const { seen } = images[0]!.source;
    const hash = cache ? (seen?.get("hash") as string | undefined) : undefined;
    if (hash === undefined) return images;
    const before = trusts ? (seen!.get(this.#seenAs) as Record<string, Seen> | undefined) : undefined;
    const left = before ? images.filter((image) => !this.#takeKept(image, hash, before)) : images;
    return this.notInCache(left, hash);
  }

  /** Takes what the cache knows and leaves the rest to be decoded. @param hash null when it can not be told */
  notInCache(images: readonly ImageFile[], hash: string | null): ImageFile[] {
    if (this.#lab.stages.isEnded) return [];
    if (hash === null) return [...images];
    return images.filter((image) => {
      const key = this.#keyOf(image, hash);
      const known = this.#lab.cache!.get(key);
      if (known) this.#found.push({ image, key, ...known, read: () => known.embedding });
      else this.#keys.set(image, key);
      return !known;
    });
  }

  async add(image: ImageFile, { contentHash, embedding, spread, isNoise }: Omit<LanedImage, "image">): Promise<void> {
    const facts = [spread, Number(isNoise)] as const;
    const key = this.#keys.get(image) ?? null;
    if (key !== null) await this.#lab.cache?.add(key, { contentHash, embedding, facts });
    this.#found.push({ image, contentHash, facts, key, read: () => embedding });
  }

  skip(image: ImageFile, reason: string): void {
    this.skipped.push({ path: pictureName(image), reason: `can not be decoded: ${reason}` });
  }

  checkpoint(): EmbeddedCheckpoint {
    this.#remember();
    const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
    const found = this.#found.sort(
      (a, b) => compare(a.contentHash, b.contentHash) || compare(a.image.member, b.image.member),
    );
    const { dimension } = this.#lab.embedder;
    let block: Float32Array | undefined;
    // One after the other, as they will be compared: nobody has to copy them again.
    const embeddings = () => {
      if (block) return block;
      block = new Float32Array(found.length * dimension);
      for (const [row, image] of found.entries()) {
        block.set(image.read(), row * dimension);
        image.read = () => block!.subarray(row * dimension, (row + 1) * dimension);
      }
      return block;
    };
    if (!this.#lab.trusts) embeddings();
    const images = found.map(({ image: { member }, contentHash, facts: [spread, isNoise], key }, row) => ({
      member,
      contentHash,
      fault: imageFault({ spread, isNoise: isNoise === 1 }),
      key,
      get embedding() {
        return embeddings().subarray(row * dimension, (row + 1) * dimension);
      },
    }));
    return { images, skipped: this.skipped };
  }

  get #seenAs(): string {
    return `images ${this.#lab.embedder.cacheKey} ${PREPARATION_VERSION}`;
  }

  #keyOf({ box }: ImageFile, hash: string): string {
    const { embedder, backend } = this.#lab;
    const runtime = [embedder.cacheKey, backend.name, backend.device.split(",")[0]!, PREPARATION_VERSION];
    return EmbeddingCache.key(hash, JSON.stringify(box), ...runtime);
  }

  /** @returns whether it is known without a look at its embedding */
  #takeKept(image: ImageFile, hash: string, before: Record<string, Seen>): boolean {
    const cache = this.#lab.cache!;
    const seen = before[JSON.stringify(image.box)];
    const key = this.#keyOf(image, hash);
    if (!seen || !cache.has(key)) return false;
    const [contentHash, ...facts] = seen;
    const [spread, isNoise] = facts.map((fact) => fact ?? Number.NaN);
    this.#found.push({ image, contentHash, facts: [spread!, isNoise!], key, read: () => cache.embedding(key) });
    return true;
  }

  /** So that the next run need not read embeddings that nothing is computed from. */
  #remember(): void {
    const perSource = new Map<PictureSource, Record<string, Seen>>();
    for (const { image, contentHash, facts, key } of this.#found) {
      if (key === null || !image.source.seen) continue;
      const kept = perSource.get(image.source) ?? {};
      const [spread, isNoise] = facts.map((fact) => (Number.isNaN(fact) ? null : fact));
      kept[JSON.stringify(image.box)] = [contentHash, spread!, isNoise!];
      perSource.set(image.source, kept);
    }
    for (const [{ seen }, kept] of perSource) if (!seen!.get(this.#seenAs)) seen!.set(this.#seenAs, kept);
  }
}
