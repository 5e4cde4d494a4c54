/**
 * Results of earlier runs, on disk, in the folder of the embeddings: a file each, named by the hash of what it was computed from.
 * A cache that fails is a cache that is empty.
 */
import { createHash, hash } from "node:crypto";
import { mkdir, utimes } from "node:fs/promises";
import { join } from "node:path";
import { openRegularFile } from "../../kit/file-kind.ts";
import { jsonPieces } from "../../kit/json-pieces.ts";
import { RESULT, writeAside } from "./cache-files.ts";

const MAGIC = Buffer.from("GDRES001");
const HASH = 32;
/** Characters of the hash in a file's name; the file holds it whole. */
const NAMED = 24;
/** Of a file that is read: the facts of a million files are no larger. */
const MOST_BYTES = 2 ** 28;
/** Bytes of a result that is copied when it is put. */
const SMALL = 2 ** 22;

export class ResultCache {
  readonly #folder: string;
  #writing: Promise<void> = Promise.resolve();

  constructor(folder: string) {
    this.#folder = folder;
  }

  /**
   * @param from everything that determines the result, as JSON; null when it can not be told
   * @param compute its result is anything that JSON holds
   */
  async of<T>(from: readonly unknown[] | null, compute: () => Promise<T>): Promise<T> {
    if (from === null) return compute();
    const known = await this.get(from);
    if (known !== undefined) return known as T;
    const value = await compute();
    this.put(from, value);
    return value;
  }

  /** undefined when it is not there, or damaged. */
  async get(from: readonly unknown[]): Promise<unknown> {
    const { name, key } = this.#place(from);
    const path = join(this.#folder, name + RESULT);
    const bytes = await readWhole(path).catch(() => null);
    if (!bytes?.subarray(0, MAGIC.length).equals(MAGIC)) return undefined;
    const [kept, digest] = [MAGIC.length, MAGIC.length + HASH].map((at) => bytes.subarray(at, at + HASH));
    const text = bytes.subarray(MAGIC.length + 2 * HASH);
    if (!kept!.equals(key) || !digest!.equals(hash("sha256", text, "buffer"))) return undefined;
    const now = new Date();
    await utimes(path, now, now).catch(() => {});
    return JSON.parse(text.toString("utf8"));
  }

  /** Written behind the caller's back; `close` waits for it. What JSON does not hold (NaN, Infinity) is not kept. */
  put(from: readonly unknown[], value: unknown): void {
    const { name, key } = this.#place(from);
    if (value === undefined || !holds(value)) return;
    // A large one is written from the value, never held as a whole: that of a million images is a hundred megabytes.
    const digest = createHash("sha256");
    const small: Buffer[] = [];
    let length = 0;
    for (const piece of jsonPieces(value)) {
      const bytes = Buffer.from(piece);
      digest.update(bytes);
      length += bytes.length;
      if (length <= SMALL) small.push(bytes);
    }
    if (length > MOST_BYTES) return;
    const head = Buffer.concat([MAGIC, key, digest.digest()]);
    const pieces = function* () {
      yield head;
      for (const piece of jsonPieces(value)) yield Buffer.from(piece);
    };
    // A large result is what its caller leaves it until it is written; it would be read as damaged if that were changed.
    const bytes = length > SMALL ? pieces() : [head, ...small];
    this.#writing = this.#writing.then(() => this.#write(name, bytes));
  }

  close(): Promise<void> {
    return this.#writing;
  }

  #place(from: readonly unknown[]): { name: string; key: Buffer } {
    const digest = createHash("sha256");
    for (const piece of jsonPieces(from)) digest.update(piece);
    const key = digest.digest();
    return { name: key.toString("hex").slice(0, NAMED), key };
  }

  async #write(name: string, bytes: Iterable<Uint8Array>): Promise<void> {
    try {
      await mkdir(this.#folder, { recursive: true });
      await writeAside(this.#folder, RESULT, bytes, name);
    } catch {
      // The embeddings of the same run say why the folder can not be written.
    }
  }
}

/** Whether JSON can hold it. */
const holds = (value: unknown): boolean => {
  if (typeof value === "number") return Number.isFinite(value);
  return typeof value !== "object" || value === null || Object.values(value).every(holds);
};

const readWhole = async (path: string): Promise<Buffer> => {
  const file = await openRegularFile(path);
  try {
    const { size } = await file.stat();
    if (size > MOST_BYTES) throw new Error(`larger than ${MOST_BYTES} bytes`);
    return await file.readFile();
  } finally {
    await file.close();
  }
};
