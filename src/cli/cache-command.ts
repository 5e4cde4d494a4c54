/** `gan-diversity cache`: what is kept of earlier runs, and how to be rid of it. */
import { join } from "node:path";
import type { Command } from "commander";
import { plainLines } from "../report/words.ts";
import type { CacheContents, CacheFolders } from "../run/cache-contents.ts";
import { cacheFolder } from "../run/cache-folder.ts";
import { writeStandardOutput } from "./output/standard-output.ts";

interface CacheOptions {
  cacheDir?: string;
  clear?: boolean;
  clearModels?: boolean;
  json?: boolean;
}

export const addCacheCommand = (program: Command, finish: (exitCode: number) => void): void => {
  program
    .command("cache")
    .description("show what is kept of earlier runs (embeddings, fetched models), and clear it")
    .option("--cache-dir <folder>", "where embeddings are kept (default: the user's cache folder)")
    .option("--clear", "remove the embeddings")
    .option("--clear-models", "remove the fetched models")
    .option("--json", "as JSON")
    .action(async (options: CacheOptions) => finish(await showCache(options)));
};

/** Where a check keeps things. */
export const cacheFolders = (cacheDir?: string): CacheFolders => ({
  embeddings: cacheDir ?? join(cacheFolder(), "embeddings"),
  models: join(cacheFolder(), "models"),
});

const showCache = async ({ cacheDir, clear, clearModels, json }: CacheOptions): Promise<number> => {
  const { cacheContents, clearCache } = await import("../run/cache-contents.ts");
  const folders = cacheFolders(cacheDir);
  const what = [...(clear ? (["embeddings"] as const) : []), ...(clearModels ? (["models"] as const) : [])];
  const removed = what.length > 0 ? await clearCache(folders, what) : null;
  const contents = await cacheContents(folders);
  const lines = removed
    ? what.map((kind) => `Removed ${amount(removed[kind])} of ${kind}`)
    : [`${describe("Embeddings", contents.embeddings)}, ${megabytes(contents.embeddings.mostBytes)} at most`];
  const text = removed ? lines : [...lines, describe("Models", contents.models)];
  await writeStandardOutput(
    json
      ? `${JSON.stringify({ ...contents, ...(removed ? { removed } : {}) }, null, 2)}\n`
      : plainLines(`${text.join("\n")}\n`),
  );
  return 0;
};

const describe = (what: string, kept: CacheContents["models"]): string => `${what}: ${amount(kept)} in ${kept.folder}`;

const amount = ({ files, bytes }: CacheContents["models"]): string =>
  `${megabytes(bytes)} in ${files} ${files === 1 ? "file" : "files"}`;

const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`;
