/** Writing of which nothing is lost once it has returned, and no half is ever seen, whatever ends the process. */
import { type FileHandle, open, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";

/** @throws what the system says */
export const writeDurably = async (path: string, content: Uint8Array | string): Promise<void> => {
  const file = await open(path, "wx", 0o644);
  try {
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
};

/** What was renamed, made or removed in a folder is on the disk with the folder itself. */
export const syncFolder = async (folder: string): Promise<void> => {
  // Windows opens no folders; there the rename itself is written through.
  const handle = await open(folder, "r").catch(() => null);
  try {
    await handle?.sync().catch(() => {});
  } finally {
    await handle?.close();
  }
};

/** @param from a file that was written durably, in a folder of the same disk; takes the place of what is there */
export const moveDurably = async (from: string, to: string): Promise<void> => {
  await rename(from, to);
  await syncFolder(dirname(to));
};

/** Adds a line to a file of lines. A line that broke off, since the process was ended in the middle of it, is ended first. */
export const appendLineDurably = async (path: string, line: string): Promise<void> => {
  const file = await open(path, "a+", 0o644);
  try {
    const { size } = await file.stat();
    if (await endsWith(file, size, `${line}\n`)) return;
    const isBroken = size > 0 && !(await endsWith(file, size, "\n"));
    await file.appendFile(`${isBroken ? "\n" : ""}${line}\n`);
    await file.sync();
    if (size === 0) await syncFolder(dirname(path));
  } finally {
    await file.close();
  }
};

const endsWith = async (file: FileHandle, size: number, text: string): Promise<boolean> => {
  const expected = Buffer.from(text);
  if (size < expected.length) return false;
  const { buffer } = await file.read(Buffer.alloc(expected.length), 0, expected.length, size - expected.length);
  return buffer.equals(expected);
};

/** @param path of anything; nothing there is fine */
export const removeAll = (path: string): Promise<void> => rm(path, { recursive: true, force: true });
