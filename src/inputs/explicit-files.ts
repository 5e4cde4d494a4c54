/** Files that were given by their own names: they are judged whatever their names or looks say, with a note. */
import { readdir } from "node:fs/promises";
import { dirname, extname, join } from "node:path";
import { groupedBy } from "../kit/grouped-by.ts";
import { type Found, leaveOut } from "./found.ts";

/** All files of a folder that end alike, and as many: then a shell has put them in the place of a pattern. */
const FEWEST_OF_PATTERN = 3;

/** @param files absolute, as they were given */
export const explicitFiles = async (files: readonly string[]): Promise<Set<string>> => {
  const explicit = new Set(files);
  for (const [, alike] of groupedBy([...explicit], (file) => join(dirname(file), `*${extname(file)}`))) {
    if (alike.length < FEWEST_OF_PATTERN) continue;
    const [folder, ending] = [dirname(alike[0]!), extname(alike[0]!)];
    const beside = (await readdir(folder).catch(() => [])).filter((name) => extname(name) === ending);
    if (beside.length <= alike.length) for (const file of alike) explicit.delete(file);
  }
  return explicit;
};

export interface Noted<File> extends Found<File> {
  warnings: string[];
}

/** @param reasonFor null where a file stays */
export const leaveOutUnlessExplicit = <File extends { path: string; isExplicit?: boolean }>(
  files: readonly File[],
  reasonFor: (file: File) => string | null,
): Noted<File> => {
  const kept: Noted<File> = { files: [], skipped: [], warnings: [] };
  const found = leaveOut(files, (file) => {
    const reason = reasonFor(file);
    if (reason === null || !file.isExplicit) return reason;
    kept.warnings.push(`${file.path} is judged since it was named, although it reads like this: ${reason}.`);
    return null;
  });
  return { ...kept, ...found };
};
