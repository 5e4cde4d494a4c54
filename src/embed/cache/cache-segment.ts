/**
 * One file of the embedding cache: magic, entry length, count, keys, then records with a digest each.
 * Only the keys are read at first. Whatever is damaged reads as absent.
 */
import { hash } from "node:crypto";
import { closeSync, readSync } from "node:fs";
import type { FileHandle } from "node:fs/promises";
import { openRegularFile, openRegularFileSync } from "../../kit/file-kind.ts";

const MAGIC = Buffer.from("GDEMB001");
const HEAD = 16;
const KEY = 32;
const DIGEST = 8;

const digest = (bytes: Uint8Array): Buffer => hash("sha256", bytes, "buffer").subarray(0, DIGEST);

/** @param entries key (32 bytes, hex) -> record; all records have `recordLength` bytes */
export const encodeSegment = (entries: ReadonlyMap<string, Uint8Array>, recordLength: number): Buffer => {
  const keys = Buffer.concat([...entries.keys()].map((key) => Buffer.from(key, "hex")));
  const head = Buffer.alloc(HEAD);
  MAGIC.copy(head);
  head.writeUInt32LE(recordLength, 8);
  head.writeUInt32LE(entries.size, 12);
  const records = [...entries.values()].flatMap((record) => [digest(record), record]);
  return Buffer.concat([head, keys, digest(Buffer.concat([head, keys])), ...records]);
};

export interface Segment {
  path: string;
  /** 32 bytes each, in the order of the records. */
  keys: Buffer;
  count: number;
  recordsStart: number;
}

/** null when the file is damaged or of another record length; the lengths in it are checked against its size. */
export const readSegment = async (path: string, recordLength: number): Promise<Segment | null> => {
  const file = await openRegularFile(path);
  try {
    return await readKeys(path, file, (await file.stat()).size, recordLength);
  } finally {
    await file.close();
  }
};

const readKeys = async (
  path: string,
  file: FileHandle,
  size: number,
  recordLength: number,
): Promise<Segment | null> => {
  const head = await readAt(file, 0, HEAD);
  if (!head?.subarray(0, MAGIC.length).equals(MAGIC) || head.readUInt32LE(8) !== recordLength) return null;
  const count = head.readUInt32LE(12);
  const recordsStart = HEAD + count * KEY + DIGEST;
  if (size !== recordsStart + count * (DIGEST + recordLength)) return null;
  const keys = await readAt(file, HEAD, count * KEY + DIGEST);
  if (!keys || !digest(Buffer.concat([head, keys.subarray(0, -DIGEST)])).equals(keys.subarray(-DIGEST))) return null;
  return { path, keys: keys.subarray(0, -DIGEST), count, recordsStart };
};

/** Bytes read at once: a run asks for images in about the order an earlier one added them in. */
const BLOCK = 2 ** 20;
const BLOCKS_KEPT = 16;

/** Reads records, whole blocks of them at a time; no file stays open. */
export class RecordReader {
  readonly #recordLength: number;
  /** By segment and first record, the one used last at the end. */
  readonly #blocks = new Map<string, Buffer>();

  constructor(recordLength: number) {
    this.#recordLength = recordLength;
  }

  /** null when the record can not be read or does not match its digest. Valid until the next call. */
  read(segment: Segment, position: number): Buffer | null {
    const length = DIGEST + this.#recordLength;
    const perBlock = Math.max(1, Math.floor(BLOCK / length));
    const first = position - (position % perBlock);
    const bytes = this.#block(segment, first, Math.min(perBlock, segment.count - first) * length);
    const start = (position - first) * length;
    const record = bytes?.subarray(start + DIGEST, start + length);
    return bytes && record && digest(record).equals(bytes.subarray(start, start + DIGEST)) ? record : null;
  }

  #block(segment: Segment, first: number, length: number): Buffer | null {
    const key = `${first} ${segment.path}`;
    const known = this.#blocks.get(key);
    const block =
      known ?? readBlock(segment.path, segment.recordsStart + first * (DIGEST + this.#recordLength), length);
    if (!block) return null;
    this.#blocks.delete(key);
    this.#blocks.set(key, block);
    if (this.#blocks.size > BLOCKS_KEPT) this.#blocks.delete(this.#blocks.keys().next().value!);
    return block;
  }
}

/** null when the file is gone, cut off or can not be read. */
const readBlock = (path: string, position: number, length: number): Buffer | null => {
  try {
    const file = openRegularFileSync(path);
    try {
      const block = Buffer.allocUnsafeSlow(length);
      return readSync(file, block, 0, length, position) === length ? block : null;
    } finally {
      closeSync(file);
    }
  } catch {
    return null;
  }
};

const readAt = async (file: FileHandle, position: number, length: number): Promise<Buffer | null> => {
  const buffer = Buffer.allocUnsafeSlow(length);
  const { bytesRead } = await file.read(buffer, 0, length, position);
  return bytesRead === length ? buffer : null;
};
