/** The files of the embedding cache. A folder may hold others, which are nobody's business here. */

import { randomBytes } from "node:crypto";
import type { Stats } from "node:fs";
import { readdir, rename, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";

export const SEGMENT = ".segment";
export const RESULT = ".result";
/** Of a file that is being written, or whose writer was killed. */
const PART = ".part";
const NAME = /^[0-9a-f]{24}\.(?:segment|result|part)$/;

/** Bytes that the folder may hold: the embeddings of 300,000 images, and what was measured on some thousand checkpoints. */
export const LARGEST_FOLDER = 2 ** 29;
/** The same for what was used today, so that a run that was killed finds what it wrote whatever ran since: 5 million images. */
const LARGEST_OF_TODAY = 2 ** 33;
const DAY = 86_400_000;

/** Milliseconds after which nobody writes a part any more: it takes seconds. */
const LONGEST_WRITING = 3_600_000;

export interface CacheFile {
  path: string;
  size: number;
  mtimeMs: number;
}

/** Written aside and renamed, so that nobody sees it in part. @param name default: one that no other file has @returns its path */
export const writeAside = async (
  folder: string,
  ending: string,
  bytes: Uint8Array | Iterable<Uint8Array>,
  name = randomBytes(12).toString("hex"),
): Promise<string> => {
  const part = join(folder, randomBytes(12).toString("hex") + PART);
  try {
    const path = join(folder, name + ending);
    await writeFile(part, bytes, { flag: "wx" });
    await rename(part, path);
    return path;
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  }
};

/** Paths of the segments; nothing where there is no folder. */
export const segmentsIn = async (folder: string): Promise<string[]> => {
  const names = await readdir(folder).catch(() => []);
  return names.filter((name) => NAME.test(name) && name.endsWith(SEGMENT)).map((name) => join(folder, name));
};

/** Segments, results and parts; nothing where there is no folder. */
export const cacheFiles = async (folder: string): Promise<CacheFile[]> => {
  const names = await readdir(folder).catch(() => []);
  return filesNamed(
    folder,
    names.filter((name) => NAME.test(name)),
    stat,
  );
};

/** Those of these names that are there. @param look tells what lies under a path */
export const filesNamed = async (
  folder: string,
  names: readonly string[],
  look: (path: string) => Promise<Stats>,
): Promise<CacheFile[]> => {
  const found = await Promise.all(
    names.map(async (name) => {
      const path = join(folder, name);
      const info = await look(path).catch(() => null);
      return info?.isFile() ? { path, size: info.size, mtimeMs: info.mtimeMs } : null;
    }),
  );
  return found.filter((file) => file !== null);
};

/** No part. */
export const isWhole = ({ path }: CacheFile): boolean => !path.endsWith(PART);

/** What a killed writer left. */
export const isLeftover = (file: CacheFile, now: number): boolean =>
  !isWhole(file) && now - file.mtimeMs > LONGEST_WRITING;

/**
 * Removes leftovers, and the oldest files while the folder holds too much.
 * @param of.limit bytes; what was used today may be more
 * @param of.inUse paths that stay whatever they take
 * @returns what was removed
 */
export const trimCache = async (
  folder: string,
  { limit, inUse }: { limit: number; inUse: ReadonlySet<string> },
  now = Date.now(),
): Promise<CacheFile[]> => {
  const found = (await cacheFiles(folder)).sort((a, b) => b.mtimeMs - a.mtimeMs);
  const removed = found.filter((file) => isLeftover(file, now));
  // What others are writing counts, and stays.
  let total = found.reduce((sum, file) => sum + (isWhole(file) || removed.includes(file) ? 0 : file.size), 0);
  for (const file of found.filter(isWhole)) {
    total += file.size;
    const most = now - file.mtimeMs < DAY ? Math.max(limit, LARGEST_OF_TODAY) : limit;
    if (total > most && !inUse.has(file.path)) removed.push(file);
  }
  for (const { path } of removed) await rm(path, { force: true });
  return removed;
};
