/** What the tool keeps in the user's cache folder, and how to be rid of it. */
import { lstat, rm } from "node:fs/promises";
import {
  type CacheFile,
  cacheFiles,
  filesNamed,
  isLeftover,
  isWhole,
  LARGEST_FOLDER,
} from "../embed/cache/cache-files.ts";
import { PARTIAL } from "../embed/user-models/fetch-file.ts";
import { PRESET_FILES } from "../embed/user-models/presets.ts";

export interface CacheContents {
  /** Embeddings of earlier runs, and what was measured on them. */
  embeddings: Kept & { mostBytes: number };
  /** Models that were fetched, also in part. */
  models: Kept;
}

interface Kept {
  folder: string;
  files: number;
  bytes: number;
}

export interface CacheFolders {
  embeddings: string;
  models: string;
}

export const cacheContents = async ({ embeddings, models }: CacheFolders): Promise<CacheContents> => ({
  embeddings: { ...kept(embeddings, await cacheFiles(embeddings)), mostBytes: LARGEST_FOLDER },
  models: kept(models, await modelFiles(models)),
});

/** What others are writing right now stays. @returns what was removed */
export const clearCache = async (
  folders: CacheFolders,
  what: readonly (keyof CacheFolders)[],
): Promise<CacheContents> => {
  const now = Date.now();
  const own = what.includes("embeddings") ? await cacheFiles(folders.embeddings) : [];
  const embeddings = own.filter((file) => isWhole(file) || isLeftover(file, now));
  const models = what.includes("models") ? await modelFiles(folders.models) : [];
  for (const { path } of [...embeddings, ...models]) await rm(path, { force: true });
  return {
    embeddings: { ...kept(folders.embeddings, embeddings), mostBytes: LARGEST_FOLDER },
    models: kept(folders.models, models),
  };
};

const kept = (folder: string, files: readonly CacheFile[]): Kept => ({
  folder,
  files: files.length,
  bytes: files.reduce((sum, { size }) => sum + size, 0),
});

/** Whatever else lies there is not the tool's, and no link is followed. */
const modelFiles = (folder: string): Promise<CacheFile[]> =>
  filesNamed(
    folder,
    PRESET_FILES.flatMap((file) => [file, file + PARTIAL]),
    lstat,
  );
