/** Reads parts of a file. */
import { type FileHandle, open } from "node:fs/promises";

export const withFile = async <T>(path: string, work: (handle: FileHandle) => Promise<T>): Promise<T> => {
  const handle = await open(path);
  try {
    return await work(handle);
  } finally {
    await handle.close();
  }
};

/** @throws Error when the file ends before, without reserving what it does not hold */
export const readAt = async (handle: FileHandle, offset: number, length: number): Promise<Buffer> => {
  const { size } = await handle.stat();
  if (offset + length > size) throw new Error("the file ends too early");
  const bytes = Buffer.allocUnsafeSlow(length);
  let filled = 0;
  while (filled < length) {
    const { bytesRead } = await handle.read(bytes, filled, length - filled, offset + filled);
    if (bytesRead === 0) throw new Error("the file ends too early");
    filled += bytesRead;
  }
  return bytes;
};
