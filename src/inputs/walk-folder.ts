/** Lists the files below a folder. */
import { readdir, realpath, stat } from "node:fs/promises";
import { join } from "node:path";
import type { Skipped } from "../analysis/analysis.ts";

/**
 * Absolute paths, hidden entries left out. Links are followed, every folder is entered once whatever leads to it, real
 * folders before links to them. Folders that can not be read and links that lead nowhere come back with the reason.
 */
export const walkFolder = async (root: string): Promise<{ files: string[]; unreadable: Skipped[] }> => {
  const files: string[] = [];
  const unreadable: Skipped[] = [];
  const visited = new Set<string>();
  const folders = [root];
  const links: string[] = [];
  for (;;) {
    const folder = folders.pop() ?? links.shift();
    if (folder === undefined) return { files, unreadable };
    const target = await realpath(folder);
    if (visited.has(target)) continue;
    visited.add(target);
    const entries = await readdir(folder, { withFileTypes: true }).catch((error: NodeJS.ErrnoException) => {
      unreadable.push({ path: folder, reason: `the folder can not be read (${error.code})` });
      return [];
    });
    for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      if (entry.name.startsWith(".")) continue;
      const path = join(folder, entry.name);
      if (entry.isDirectory()) folders.push(path);
      else if (entry.isFile()) files.push(path);
      else if (entry.isSymbolicLink()) {
        const info = await stat(path).catch(() => null);
        if (info?.isDirectory()) links.push(path);
        else if (info?.isFile()) files.push(path);
        else if (!info) unreadable.push({ path, reason: "a link that leads nowhere" });
      }
    }
  }
};
