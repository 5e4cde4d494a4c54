/** Folders that are filled with files of the tool's own naming. */
import { readdir, realpath, stat } from "node:fs/promises";
import { dirname, join, sep } from "node:path";
import { UsageError } from "../../errors.ts";
import { destinationOf } from "./destination.ts";

interface Folder {
  flag: string;
  given: string;
  /** May hold other files already: what is added has a name that none of them has. */
  mayHoldFiles: boolean;
}

/**
 * Nothing in it is lost, nothing old stands among the new, and nothing in it is judged next time.
 * @param inputs folders that are read @throws UsageError before anything is measured
 */
export const assertFillable = async (
  { flag, given, mayHoldFiles }: Folder,
  inputs: readonly string[],
): Promise<void> => {
  const info = await stat(given).catch(() => null);
  if (info && !info.isDirectory())
    throw new UsageError(`Expected a folder for ${flag} but ${given} is none. Next: name a folder`);
  const held = info && !mayHoldFiles ? await readdir(given).catch(() => []) : [];
  if (held.length > 0)
    throw new UsageError(
      `Expected a new or empty folder for ${flag} but ${given} holds ${held.length === 1 ? "a file" : `${held.length} files`}. Next: name another folder, or empty it`,
    );
  const own = await canonicalFolder(given);
  for (const input of inputs) {
    const folder = await realpath(input).catch(() => null);
    if (
      folder !== null &&
      own !== null &&
      `${own}${sep}`.startsWith(`${folder}${sep}`) &&
      (await stat(folder)).isDirectory()
    )
      throw new UsageError(
        `Expected a folder outside of ${input} for ${flag} but ${given} lies in it, so what is written would be judged next time. Next: name another folder`,
      );
  }
};

/** Also of one that is not there yet; null where that can not be told. */
const canonicalFolder = async (given: string): Promise<string | null> => {
  const destination = await destinationOf(join(given, "any")).catch(() => null);
  return destination?.kind === "file" ? dirname(destination.path) : null;
};
