/** Lists the files below a folder. */
import type { Dirent } from "node:fs";
import { readdir, realpath, stat } from "node:fs/promises";
import { join } from "node:path";
import type { Skipped } from "../analysis/analysis.ts";
import { readingReason, specialKind } from "../kit/file-kind.ts";

/** Of the files and folders below a folder. */
export interface Listing {
  /** Absolute. */
  files: string[];
  /** Those of the files that are links. */
  linked: ReadonlySet<string>;
  unreadable: Skipped[];
}

/**
 * Absolute paths, hidden entries left out. Links are followed, every folder is entered once whatever leads to it, real
 * folders before links to them. Folders that can not be read, links that lead nowhere, and what is no file come back with the reason.
 */
export const walkFolder = async (root: string): Promise<Listing> => {
  const files: string[] = [];
  const linked = new Set<string>();
  const unreadable: Skipped[] = [];
  const visited = new Set<string>();
  const folders = [root];
  const links: string[] = [];
  for (;;) {
    const folder = folders.pop() ?? links.shift();
    if (folder === undefined) return { files, linked, unreadable };
    const entries = await enter(folder, visited).catch((error: Error) => {
      unreadable.push({ path: folder, reason: `the folder can not be read: ${readingReason(error)}` });
      return [];
    });
    for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      if (entry.name.startsWith(".")) continue;
      const path = join(folder, entry.name);
      const info = entry.isSymbolicLink() ? await stat(path).catch((error: Error) => error) : entry;
      if (info instanceof Error) unreadable.push({ path, reason: reasonOfLink(info) });
      else if (info.isFile()) {
        files.push(path);
        if (info !== entry) linked.add(path);
      } else if (info.isDirectory()) (info === entry ? folders : links).push(path);
      else unreadable.push({ path, reason: `${specialKind(info)}, no file` });
    }
  }
};

const reasonOfLink = (error: NodeJS.ErrnoException): string =>
  error.code === "ENOENT" ? "a link that leads nowhere" : `a link that can not be followed: ${readingReason(error)}`;

/** @returns nothing where it was entered before, whatever led there */
const enter = async (folder: string, visited: Set<string>): Promise<Dirent[]> => {
  const target = await realpath(folder);
  if (visited.has(target)) return [];
  visited.add(target);
  return readdir(folder, { withFileTypes: true });
};
