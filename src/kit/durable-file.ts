/** Writing of which nothing is lost once it has returned, and no half is ever seen, whatever ends the process. */
import { open, rename } from "node:fs/promises";
import { dirname } from "node:path";

/** @param content in one part or several, one after the other @throws what the system says */
export const writeDurably = async (
  path: string,
  content: Uint8Array | string | AsyncIterable<Uint8Array>,
): Promise<void> => {
  const file = await open(path, "wx", 0o644);
  try {
    if (typeof content === "string" || content instanceof Uint8Array) await file.writeFile(content);
    else for await (const part of content) await file.writeFile(part);
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
