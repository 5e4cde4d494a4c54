/**
 * Results of earlier runs, on disk, in the folder of the embeddings: a file each, named by the hash of what it was computed from.
 * A cache that fails is a cache that is empty.
 */
import { hash } from "node:crypto";
import { mkdir, utimes } from "node:fs/promises";
import { join } from "node:path";
import { openRegularFile } from "../../kit/file-kind.ts";
import { RESULT, writeAside } from "./cache-files.ts";

const MAGIC = Buffer.from("GDRES001");
const HASH = 32;
/** Characters of the hash in a file's name; the file holds it whole. */
const NAMED = 24;
/** Of a file that is read: the facts of a million files are no larger. */
const MOST_BYTES = 2 ** 28;

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
    let isWhole = true;
    const json = JSON.stringify(value, (_, item) => {
      if (typeof item === "number" && !Number.isFinite(item)) isWhole = false;
      return item;
    });
    if (!isWhole || json === undefined) return;
    const text = Buffer.from(json);
    const bytes = Buffer.concat([MAGIC, key, hash("sha256", text, "buffer"), text]);
    this.#writing = this.#writing.then(() => this.#write(name, bytes));
  }

  close(): Promise<void> {
    return this.#writing;
  }

  #place(from: readonly unknown[]): { name: string; key: Buffer } {
    const key = hash("sha256", JSON.stringify(from), "buffer");
    return { name: key.toString("hex").slice(0, NAMED), key };
  }

  async #write(name: string, bytes: Buffer): Promise<void> {
    try {
      await mkdir(this.#folder, { recursive: true });
      await writeAside(this.#folder, RESULT, bytes, name);
    } catch {
      // The embeddings of the same run say why the folder can not be written.
    }
  }
}

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
