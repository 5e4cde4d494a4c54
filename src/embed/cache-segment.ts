/**
 * One file of the embedding cache: magic, entry length, count, keys, then records with a digest each.
 * Only the keys are read at first. Whatever is damaged reads as absent.
 */
import { createHash } from "node:crypto";
import { type FileHandle, open } from "node:fs/promises";

const MAGIC = Buffer.from("GDEMB001");
const HEAD = 16;
const KEY = 32;
const DIGEST = 8;

const digest = (bytes: Uint8Array): Buffer => createHash("sha256").update(bytes).digest().subarray(0, DIGEST);

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
  /** Key -> position. */
  positions: Map<string, number>;
  recordsStart: number;
}

/** null when the file is damaged or of another record length; the lengths in it are checked against its size. */
export const readSegment = async (path: string, recordLength: number): Promise<Segment | null> => {
  const file = await open(path, "r");
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
  const positions = new Map<string, number>();
  for (let index = 0; index < count; index++)
    positions.set(keys.subarray(index * KEY, (index + 1) * KEY).toString("hex"), index);
  return { path, positions, recordsStart };
};

/**
 * null when the record does not match its digest.
 * @param file the segment, opened
 */
export const readRecord = async (
  file: FileHandle,
  segment: Segment,
  key: string,
  recordLength: number,
): Promise<Buffer | null> => {
  const position = segment.recordsStart + segment.positions.get(key)! * (DIGEST + recordLength);
  const bytes = await readAt(file, position, DIGEST + recordLength);
  const record = bytes?.subarray(DIGEST);
  return bytes && record && digest(record).equals(bytes.subarray(0, DIGEST)) ? record : null;
};

const readAt = async (file: FileHandle, position: number, length: number): Promise<Buffer | null> => {
  const buffer = Buffer.alloc(length);
  const { bytesRead } = await file.read(buffer, 0, length, position);
  return bytesRead === length ? buffer : null;
};
