/**
 * Embeddings of earlier runs, on disk. Each run adds a segment file, written aside and renamed, so any number of processes
 * may share a folder; the oldest segments go when the folder outgrows its limit. A cache that fails is a cache that is empty.
 */
import { createHash, randomBytes } from "node:crypto";
import { type FileHandle, mkdir, open, readdir, rename, rm, stat, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { encodeSegment, readRecord, readSegment, type Segment } from "./cache-segment.ts";

export interface CachedImage {
  /** SHA-256 of the prepared pixels, hex. */
  contentHash: string;
  embedding: Float32Array;
  /** Two numbers measured on the picture before it was resized; their meaning is the caller's. NaN is kept. */
  facts: readonly [number, number];
}

const SUFFIX = ".segment";
const LARGEST_FOLDER = 2 ** 29;
const HASH = 32;
const FACTS = 2;
/** Bytes that wait in memory before a segment is written. */
const LARGEST_SEGMENT = 2 ** 26;

export class EmbeddingCache {
  readonly #folder: string;
  readonly #dimension: number;
  readonly #limit: number;
  readonly #added = new Map<string, Uint8Array>();
  readonly #segments: Segment[] = [];
  readonly #used = new Set<Segment>();
  /** One file at a time is open, however many segments there are. */
  #reading: { segment: Segment; file: FileHandle } | null = null;
  /** What went wrong, once; the run goes on without the cache. */
  problem: string | null = null;

  /** @param limit bytes the folder may hold */
  constructor(folder: string, dimension: number, limit = LARGEST_FOLDER) {
    this.#folder = folder;
    this.#dimension = dimension;
    this.#limit = limit;
  }

  get #recordLength(): number {
    return HASH + 8 * FACTS + 4 * this.#dimension;
  }

  /** Key of whatever determines an embedding: file, place in it, embedder, runtime. */
  static key(...parts: readonly string[]): string {
    return createHash("sha256").update(JSON.stringify(parts)).digest("hex");
  }

  async open(): Promise<void> {
    await this.#guard(async () => {
      await mkdir(this.#folder, { recursive: true });
      for (const path of await this.#paths()) {
        const segment = await readSegment(path, this.#recordLength).catch(() => null);
        if (segment) this.#segments.push(segment);
      }
    });
  }

  async get(key: string): Promise<CachedImage | null> {
    for (const segment of this.#segments)
      if (segment.positions.has(key)) {
        const record = await this.#read(segment, key).catch(() => null);
        if (!record) continue;
        this.#used.add(segment);
        return this.#decode(record);
      }
    return null;
  }

  async add(key: string, image: CachedImage): Promise<void> {
    const record = Buffer.alloc(this.#recordLength);
    record.write(image.contentHash, "hex");
    image.facts.forEach((fact, index) => {
      record.writeDoubleLE(fact, HASH + 8 * index);
    });
    image.embedding.forEach((value, index) => {
      record.writeFloatLE(value, HASH + 8 * FACTS + 4 * index);
    });
    this.#added.set(key, record);
    if (this.#added.size * this.#recordLength >= LARGEST_SEGMENT) await this.#guard(() => this.#write());
  }

  /** Writes what was added, drops the oldest segments, closes. */
  async close(): Promise<void> {
    await this.#reading?.file.close();
    await this.#guard(async () => {
      const now = new Date();
      for (const { path } of this.#used) await utimes(path, now, now).catch(() => {});
      await this.#write();
      await this.#dropOldest();
    });
  }

  #decode(record: Buffer): CachedImage {
    const start = HASH + 8 * FACTS;
    const embedding = Float32Array.from({ length: this.#dimension }, (_, k) => record.readFloatLE(start + 4 * k));
    return {
      contentHash: record.subarray(0, HASH).toString("hex"),
      embedding,
      facts: [record.readDoubleLE(HASH), record.readDoubleLE(HASH + 8)],
    };
  }

  async #read(segment: Segment, key: string): Promise<Buffer | null> {
    if (this.#reading?.segment !== segment) {
      const before = this.#reading;
      this.#reading = null;
      await before?.file.close();
      this.#reading = { segment, file: await open(segment.path, "r") };
    }
    return readRecord(this.#reading.file, segment, key, this.#recordLength);
  }

  async #write(): Promise<void> {
    if (this.#added.size === 0) return;
    const name = join(this.#folder, randomBytes(12).toString("hex"));
    await writeFile(`${name}.part`, encodeSegment(this.#added, this.#recordLength), { flag: "wx" });
    await rename(`${name}.part`, name + SUFFIX);
    this.#added.clear();
  }

  async #paths(): Promise<string[]> {
    const names = await readdir(this.#folder);
    return names.filter((name) => name.endsWith(SUFFIX)).map((name) => join(this.#folder, name));
  }

  async #dropOldest(): Promise<void> {
    const found = await Promise.all(
      (await this.#paths()).map(async (path) => ({
        path,
        ...(await stat(path).catch(() => ({ size: 0, mtimeMs: 0 }))),
      })),
    );
    let total = 0;
    for (const { path, size } of found.sort((a, b) => b.mtimeMs - a.mtimeMs)) {
      total += size;
      if (total > this.#limit) await rm(path, { force: true });
    }
  }

  async #guard(work: () => Promise<void>): Promise<void> {
    await work().catch((error: Error) => {
      this.problem ??= `The embedding cache in ${this.#folder} could not be used: ${error.message}`;
    });
  }
}
