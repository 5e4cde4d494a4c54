/**
 * Embeddings of earlier runs, on disk. Each run adds a segment file, written aside and renamed, so any number of processes
 * may share a folder; the oldest segments go when the folder outgrows its limit, never those that this run wrote or used, nor those
 * of today while there is room. A cache that fails is a cache that is empty.
 */
import { hash } from "node:crypto";
import { mkdir, utimes } from "node:fs/promises";
import { endianness } from "node:os";
import { LARGEST_FOLDER, SEGMENT, segmentsIn, trimCache, writeAside } from "./cache-files.ts";
import { encodeSegment, RecordReader, readSegment } from "./cache-segment.ts";
import { KeyTable } from "./key-table.ts";

export interface CachedImage {
  /** SHA-256 of the prepared pixels, hex. */
  contentHash: string;
  embedding: Float32Array;
  /** Two numbers measured on the picture before it was resized; their meaning is the caller's. NaN is kept. */
  facts: readonly [number, number];
}

/** A run counted on an embedding that another one has dropped since, or that is damaged. */
export class LostEmbedding extends Error {}

/** Segments are little-endian. */
const BIG_ENDIAN = endianness() === "BE";
const HASH = 32;
const FACTS = 2;
/** Bytes that wait in memory before a segment is written: while threads embed, this one has the time, and at the end it has not. */
const LARGEST_SEGMENT = 2 ** 23;

export class EmbeddingCache {
  readonly #folder: string;
  readonly #dimension: number;
  readonly #limit: number;
  readonly #added = new Map<string, Uint8Array>();
  readonly #kept = new KeyTable();
  /** Paths of the segments that this run reads, or wrote. */
  readonly #used = new Set<string>();
  readonly #reader: RecordReader;
  /** What went wrong, once; the run goes on without the cache. */
  problem: string | null = null;

  /** @param limit bytes the folder may hold of what other runs left */
  constructor(folder: string, dimension: number, limit = LARGEST_FOLDER) {
    this.#folder = folder;
    this.#dimension = dimension;
    this.#limit = limit;
    this.#reader = new RecordReader(this.#recordLength);
  }

  get #recordLength(): number {
    return HASH + 8 * FACTS + 4 * this.#dimension;
  }

  /** Key of whatever determines an embedding: file, place in it, embedder, runtime. */
  static key(...parts: readonly string[]): string {
    return hash("sha256", JSON.stringify(parts), "hex");
  }

  async open(): Promise<void> {
    await this.#guard(async () => {
      await mkdir(this.#folder, { recursive: true });
      for (const path of await segmentsIn(this.#folder)) {
        const segment = await readSegment(path, this.#recordLength).catch(() => null);
        if (segment) this.#kept.add(segment);
      }
    });
  }

  get(key: string): CachedImage | null {
    const record = this.#read(key);
    return record && this.#decode(record);
  }

  /** Without a look at the record. */
  has(key: string): boolean {
    const places = [...this.#kept.places(key)];
    for (const { segment } of places) this.#used.add(segment.path);
    return places.length > 0;
  }

  /** @throws LostEmbedding when it was there and can not be read any more */
  embedding(key: string): Float32Array {
    const record = this.#read(key);
    if (!record) throw new LostEmbedding();
    return this.#embeddingIn(record);
  }

  async add(key: string, image: CachedImage): Promise<void> {
    const record = Buffer.alloc(this.#recordLength);
    record.write(image.contentHash, "hex");
    image.facts.forEach((fact, index) => {
      record.writeDoubleLE(fact, HASH + 8 * index);
    });
    const { buffer, byteOffset, byteLength } = image.embedding;
    const values = record.subarray(HASH + 8 * FACTS);
    values.set(new Uint8Array(buffer, byteOffset, byteLength));
    if (BIG_ENDIAN) values.swap32();
    this.#added.set(key, record);
    if (this.#added.size * this.#recordLength >= LARGEST_SEGMENT) await this.#guard(() => this.#write());
  }

  /** Writes what was added, drops the oldest segments, closes. */
  async close(): Promise<void> {
    await this.#guard(async () => {
      const now = new Date();
      for (const path of this.#used) await utimes(path, now, now).catch(() => {});
      await this.#write();
      await trimCache(this.#folder, { limit: this.#limit, inUse: this.#used });
    });
  }

  #read(key: string): Buffer | null {
    for (const { segment, position } of this.#kept.places(key)) {
      const record = this.#reader.read(segment, position);
      if (!record) continue;
      this.#used.add(segment.path);
      return record;
    }
    return null;
  }

  #embeddingIn(record: Buffer): Float32Array {
    const embedding = new Float32Array(this.#dimension);
    const values = Buffer.from(embedding.buffer);
    record.copy(values, 0, HASH + 8 * FACTS);
    if (BIG_ENDIAN) values.swap32();
    return embedding;
  }

  #decode(record: Buffer): CachedImage {
    return {
      contentHash: record.toString("hex", 0, HASH),
      embedding: this.#embeddingIn(record),
      facts: [record.readDoubleLE(HASH), record.readDoubleLE(HASH + 8)],
    };
  }

  async #write(): Promise<void> {
    if (this.#added.size === 0) return;
    this.#used.add(await writeAside(this.#folder, SEGMENT, encodeSegment(this.#added, this.#recordLength)));
    this.#added.clear();
  }

  async #guard(work: () => Promise<void>): Promise<void> {
    await work().catch((error: Error) => {
      this.problem ??= `The embedding cache in ${this.#folder} could not be used: ${error.message}`;
    });
  }
}
