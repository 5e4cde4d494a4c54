/** The images of one checkpoint while they are embedded: what earlier runs knew of them, and what is new. */
import type { Skipped } from "../analysis/analysis.ts";
import { EmbeddingCache } from "../embed/cache/embedding-cache.ts";
import type { LanedImage } from "../embed/lanes/embed-pictures.ts";
import { type ImageFault, imageFault } from "../metrics/image-faults.ts";
import { type ImageFile, undecodable } from "../pixels/decode.ts";
import type { PictureSource } from "../pixels/picture.ts";
import { ImageColumns } from "./image-columns.ts";
import type { Lab } from "./lab.ts";

/** Raise it when decoding, resizing or preprocessing changes what the network sees, or what is measured beside it. */
const PREPARATION_VERSION = "4";

export interface EmbeddedMember {
  readonly member: string;
  readonly contentHash: string;
  /** Of an image that is known it is read when it is first asked for. */
  readonly embedding: Float32Array;
  readonly fault: ImageFault;
  /** Of the bytes it is made of, its place in them, and what made the embedding; null when nothing is kept. */
  readonly key: string | null;
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

/** A place in the columns. */
export class GatheredImage implements EmbeddedMember {
  readonly columns: ImageColumns;
  /** Of the matrix. */
  readonly row: number;
  readonly #at: number;

  constructor(columns: ImageColumns, at: number, row: number) {
    this.columns = columns;
    this.#at = at;
    this.row = row;
  }

  get member(): string {
    return this.columns.image(this.#at).member;
  }

  get contentHash(): string {
    return this.columns.contentHash(this.#at);
  }

  get fault(): ImageFault {
    return faultAt(this.columns, this.#at);
  }

  get key(): string | null {
    return this.columns.key(this.#at);
  }

  get embedding(): Float32Array {
    const { dimension } = this.columns;
    return this.columns.matrix().subarray(this.row * dimension, (this.row + 1) * dimension);
  }
}

const faultAt = (columns: ImageColumns, at: number): ImageFault => {
  const [spread, isNoise] = columns.facts(at);
  return imageFault({ spread, isNoise: isNoise === 1 });
};

export class Gathered {
  readonly skipped: Skipped[] = [];
  readonly #lab: EmbeddingLab;
  readonly #most: number;
  #found: ImageColumns | null = null;
  /** Of images that will be embedded. */
  readonly #keys = new Map<ImageFile, string>();

  /** @param most images of the checkpoint */
  constructor(lab: EmbeddingLab, most: number) {
    this.#lab = lab;
    this.#most = most;
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
      if (known) this.#columns.add({ image, key, ...known }, known.embedding);
      else this.#keys.set(image, key);
      return !known;
    });
  }

  async add(image: ImageFile, { contentHash, embedding, spread, isNoise }: Omit<LanedImage, "image">): Promise<void> {
    const facts = [spread, Number(isNoise)] as const;
    const key = this.#keys.get(image) ?? null;
    this.#keys.delete(image);
    if (key !== null) await this.#lab.cache?.add(key, { contentHash, embedding, facts });
    this.#columns.add({ image, contentHash, facts, key }, embedding);
  }

  skip(image: ImageFile, reason: string): void {
    this.skipped.push(undecodable(image, reason));
  }

  /** Hands out what was gathered, once. */
  checkpoint(): EmbeddedCheckpoint {
    const found = this.#columns;
    this.#found = null;
    this.#remember(found);
    const sorted = found.byContent();
    const isBlank = (at: number) => faultAt(found, at) === "blank";
    // Images with contrast come one after the other, as they will be compared: nobody has to copy them again.
    const pictured = sorted.filter((at) => !isBlank(at));
    const order = new Uint32Array(sorted.length);
    order.set(pictured);
    order.set(sorted.filter(isBlank), pictured.length);
    found.arrange(order);
    if (!this.#lab.trusts) found.matrix();
    let contrast = 0;
    let blank = pictured.length;
    const images = Array.from(sorted, (at) => new GatheredImage(found, at, isBlank(at) ? blank++ : contrast++));
    return { images, skipped: this.skipped };
  }

  get #columns(): ImageColumns {
    const { cache, embedder, backend } = this.#lab;
    this.#found ??= new ImageColumns(
      { most: this.#most, dimension: embedder.dimension, shares: backend.lanes !== null },
      (key, row) => row.set(cache!.embedding(key)),
    );
    return this.#found;
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
    const seen = before[JSON.stringify(image.box)];
    const key = this.#keyOf(image, hash);
    if (!seen || !this.#lab.cache!.has(key)) return false;
    const [contentHash, ...facts] = seen;
    const [spread, isNoise] = facts.map((fact) => fact ?? Number.NaN);
    this.#columns.add({ image, contentHash, facts: [spread!, isNoise!], key }, null);
    return true;
  }

  /** So that the next run need not read embeddings that nothing is computed from. */
  #remember(found: ImageColumns): void {
    const perSource = new Map<PictureSource, Record<string, Seen>>();
    for (let at = 0; at < found.count; at++) {
      const { box, source } = found.image(at);
      if (!source.seen || found.key(at) === null) continue;
      const kept = perSource.get(source) ?? {};
      const [spread, isNoise] = found.facts(at).map((fact) => (Number.isNaN(fact) ? null : fact));
      kept[JSON.stringify(box)] = [found.contentHash(at), spread!, isNoise!];
      perSource.set(source, kept);
    }
    for (const [{ seen }, kept] of perSource) if (!seen!.get(this.#seenAs)) seen!.set(this.#seenAs, kept);
  }
}
