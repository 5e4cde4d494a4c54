/** Lists the files of a run's folder that may be logs. */
import { opendir } from "node:fs/promises";
import { extname, join } from "node:path";
import { InputError } from "../../errors.ts";
import { readingReason } from "../../kit/file-kind.ts";

const DEEPEST = 6;
const MOST_FILES = 5000;
/** Files that are no logs, whatever they hold: pictures, weights, code, archives, configuration. */
const NO_LOGS =
  /^\.(?:png|jpe?g|gif|webp|avif|tiff?|bmp|mp4|avi|pt|pth|pkl|ckpt|h5|keras|onnx|safetensors|npy|npz|bin|index|meta|zip|gz|tar|7z|py|pyc|md|html?|pdf|ya?ml|toml|sh|m|mat|ts|js|cfg|ini|lock)$/i;

/** By its name. */
export const mayBeLog = (path: string): boolean => !NO_LOGS.test(extname(path));

export interface LogFiles {
  /** In the order of their names. */
  files: string[];
  /** Folders, each with the reason. */
  unreadable: string[];
}

/** @throws InputError when the folder itself can not be read, or holds the files of more than one run */
export const logFilesBelow = async (folder: string): Promise<LogFiles> => {
  const found: LogFiles = { files: [], unreadable: [] };
  const walk = async (current: string, depth: number): Promise<void> => {
    if (depth > DEEPEST) return;
    const entries = [];
    for await (const entry of await opendir(current)) entries.push(entry);
    entries.sort((a, b) => (a.name < b.name ? -1 : 1));
    for (const entry of entries) {
      if (entry.name.startsWith(".")) continue;
      const path = join(current, entry.name);
      if (entry.isDirectory())
        await walk(path, depth + 1).catch((error: NodeJS.ErrnoException) => {
          if (error instanceof InputError) throw error;
          found.unreadable.push(`${path} (${readingReason(error)})`);
        });
      else if (entry.isFile() && mayBeLog(entry.name)) found.files.push(path);
      if (found.files.length > MOST_FILES)
        throw new InputError(
          "SCORES_FORMAT",
          `Expected the folder of one run but ${folder} holds more than ${MOST_FILES} files that may be logs. Next: name the log itself.`,
        );
    }
  };
  await walk(folder, 0).catch((cause: Error) => {
    throw cause instanceof InputError
      ? cause
      : new InputError(
          "SCORES_UNREADABLE",
          `Expected a readable folder at ${folder} but: ${readingReason(cause)}. Next: check its permissions.`,
          { cause },
        );
  });
  return found;
};
