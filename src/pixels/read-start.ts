/**
 * Reads the start of a file, or all of a small one. On a local disk a blocking read costs a tenth of one that goes through the
 * thread pool; where blocking reads turn out slow (a network, a spinning disk), later ones go through the pool, side by side.
 */
import { closeSync, fstatSync, readSync } from "node:fs";
import { openRegularFile, openRegularFileSync } from "../kit/file-kind.ts";

/** Milliseconds. A busy machine makes few reads that slow, a network most of them. */
const SLOW = 1;
/** Reads that are remembered. */
const MEMORY = 16;

export interface FileStart {
  /** Of the whole file, bytes. */
  size: number;
  /** At most the number of bytes asked for. */
  bytes: Buffer;
}

/** Of the last reads, about. */
let slowShare = 0;

/** @throws Error with a reason for people: it is no file, or can not be read */
export const readStart = async (path: string, most: number): Promise<FileStart> => {
  if (slowShare > 0.5) return readInPool(path, most);
  const start = performance.now();
  const result = readBlocking(path, most);
  slowShare += (Number(performance.now() - start > SLOW) - slowShare) / MEMORY;
  return result;
};

const readBlocking = (path: string, most: number): FileStart => {
  const file = openRegularFileSync(path);
  try {
    const { size } = fstatSync(file);
    const buffer = Buffer.allocUnsafe(Math.min(size, most));
    return { size, bytes: buffer.subarray(0, readSync(file, buffer, 0, buffer.length, 0)) };
  } finally {
    closeSync(file);
  }
};

const readInPool = async (path: string, most: number): Promise<FileStart> => {
  const file = await openRegularFile(path);
  try {
    const { size } = await file.stat();
    const buffer = Buffer.allocUnsafe(Math.min(size, most));
    const { bytesRead } = await file.read(buffer, 0, buffer.length, 0);
    return { size, bytes: buffer.subarray(0, bytesRead) };
  } finally {
    await file.close();
  }
};
