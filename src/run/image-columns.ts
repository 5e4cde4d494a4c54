/**
 * What is known of the images of a checkpoint, column by column, and their embeddings as one matrix: an object for each fact of a
 * million images would take more memory than the embeddings do.
 */
import type { ImageFile } from "../pixels/decode.ts";

const HASH = 32;
/** Bytes of a hash that are compared first, as one number. */
const HEAD = 6;
/** Images from which on the matrix lies in memory that threads can share, so that none of them needs a copy. */
const SHARED_FROM = 2 ** 14;

/** Reads the embedding that is kept under a key into its row. @throws LostEmbedding when it can not be read any more */
export type ReadKept = (key: string, row: Float32Array) => void;

export interface ColumnEntry {
  image: ImageFile;
  /** Hex. */
  contentHash: string;
  facts: readonly [number, number];
  /** Hex, or null. */
  key: string | null;
}

export class ImageColumns {
  readonly dimension: number;
  readonly #most: number;
  readonly #shares: boolean;
  readonly #readKept: ReadKept;
  readonly #images: ImageFile[] = [];
  readonly #contentHashes: Buffer;
  readonly #facts: Float64Array;
  readonly #keys: Buffer;
  readonly #hasKey: Uint8Array;
  /** Per image: its embedding has still to be read. */
  readonly #isUnread: Uint8Array;
  /** Per image: its row of the matrix. */
  #rows: Uint32Array | null = null;
  #matrix: Float32Array | null = null;
  #unread = 0;

  /**
   * @param size.most images that may come
   * @param size.shares threads will read the embeddings of a large set
   */
  constructor({ most, dimension, shares }: { most: number; dimension: number; shares: boolean }, readKept: ReadKept) {
    this.dimension = dimension;
    this.#most = most;
    this.#shares = shares && most >= SHARED_FROM;
    this.#readKept = readKept;
    this.#contentHashes = Buffer.alloc(most * HASH);
    this.#facts = new Float64Array(2 * most);
    this.#keys = Buffer.alloc(most * HASH);
    this.#hasKey = new Uint8Array(most);
    this.#isUnread = new Uint8Array(most);
  }

  get count(): number {
    return this.#images.length;
  }

  /** @param embedding copied; null when it is read by its key, once something is computed from it */
  add({ image, contentHash, facts, key }: ColumnEntry, embedding: Float32Array | null): void {
    const at = this.#images.push(image) - 1;
    this.#contentHashes.write(contentHash, at * HASH, "hex");
    this.#facts.set(facts, 2 * at);
    if (key !== null) this.#keys.write(key, at * HASH, "hex");
    this.#hasKey[at] = Number(key !== null);
    if (embedding) this.#own().set(embedding, at * this.dimension);
    else {
      this.#isUnread[at] = 1;
      this.#unread++;
    }
  }

  /** @param at in the order they came */
  image(at: number): ImageFile {
    return this.#images[at]!;
  }

  contentHash(at: number): string {
    return this.#contentHashes.toString("hex", at * HASH, (at + 1) * HASH);
  }

  facts(at: number): [number, number] {
    return [this.#facts[2 * at]!, this.#facts[2 * at + 1]!];
  }

  key(at: number): string | null {
    return this.#hasKey[at] === 1 ? this.#keys.toString("hex", at * HASH, (at + 1) * HASH) : null;
  }

  /** The images by content hash, equal ones by name. */
  byContent(): Uint32Array {
    const heads = Float64Array.from(this.#images, (_, at) => this.#contentHashes.readUIntBE(at * HASH, HEAD));
    const hash = (at: number) => this.#contentHashes.subarray(at * HASH, (at + 1) * HASH);
    const name = (at: number) => this.#images[at]!.member;
    const byName = (a: number, b: number) => (name(a) < name(b) ? -1 : name(a) > name(b) ? 1 : 0);
    return Uint32Array.from(heads.keys()).sort(
      (a, b) => heads[a]! - heads[b]! || Buffer.compare(hash(a), hash(b)) || byName(a, b),
    );
  }

  /** Brings the matrix into another order, in its place; once, when all images are there. @param order images, by row */
  arrange(order: Uint32Array): void {
    const rows = new Uint32Array(order.length);
    for (let row = 0; row < order.length; row++) rows[order[row]!] = row;
    this.#rows = rows;
    if (this.#matrix) permuteRows(this.#matrix, this.dimension, order);
  }

  /** Row by row as arranged. @throws LostEmbedding when one can not be read any more */
  matrix(): Float32Array {
    const matrix = this.#own();
    const { dimension } = this;
    for (let at = 0; at < this.count && this.#unread > 0; at++) {
      if (this.#isUnread[at] === 0) continue;
      const row = this.#rows![at]!;
      this.#readKept(this.key(at)!, matrix.subarray(row * dimension, (row + 1) * dimension));
      this.#isUnread[at] = 0;
      this.#unread--;
    }
    return matrix.subarray(0, this.count * dimension);
  }

  #own(): Float32Array {
    const bytes = 4 * this.#most * this.dimension;
    this.#matrix ??= new Float32Array(this.#shares ? new SharedArrayBuffer(bytes) : new ArrayBuffer(bytes));
    return this.#matrix;
  }
}

/** @param order by row: the row that comes there */
export const permuteRows = (matrix: Float32Array, dimension: number, order: Uint32Array): void => {
  const isPlaced = new Uint8Array(order.length);
  const first = new Float32Array(dimension);
  for (let start = 0; start < order.length; start++) {
    if (isPlaced[start] === 1 || order[start] === start) continue;
    first.set(matrix.subarray(start * dimension, (start + 1) * dimension));
    let to = start;
    for (let from = order[to]!; from !== start; to = from, from = order[to]!) {
      matrix.copyWithin(to * dimension, from * dimension, (from + 1) * dimension);
      isPlaced[to] = 1;
    }
    matrix.set(first, to * dimension);
    isPlaced[to] = 1;
  }
};
