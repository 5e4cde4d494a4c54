/** Which of the files found may be samples, by what their names and folders say. */
import { dirname, extname } from "node:path/posix";
import { exclusionReason, folderExclusionReason, reasonBesideSamples } from "./excluded-names.ts";
import { leaveOutUnlessExplicit, type Noted } from "./explicit-files.ts";
import { nameOfPath } from "./file-names.ts";
import type { FoundFile } from "./find-files.ts";

/** @param sheets whatever the name says of real data, its picture is a sheet */
export const samplesByName = (files: readonly FoundFile[], sheets: boolean): Noted<FoundFile> => {
  const isGif = (path: string): boolean => extname(path).toLowerCase() === ".gif";
  const foldersWithStills = new Set(files.filter(({ path }) => !isGif(path)).map(({ path }) => dirname(path)));
  const foldersOf = (path: string) => dirname(path).split("/");
  const reasons = new Map<string, string | null>();
  const reasonOfFolders = (path: string): string | null => {
    const folder = dirname(path);
    if (!reasons.has(folder))
      reasons.set(
        folder,
        foldersOf(path)
          .map(folderExclusionReason)
          .find((reason) => reason !== null) ?? null,
      );
    return reasons.get(folder)!;
  };
  const mayBeSamples = leaveOutUnlessExplicit(files, ({ path }) => {
    if (isGif(path) && foldersWithStills.has(dirname(path)))
      return "a GIF beside other pictures: an animation or a copy of them";
    return exclusionReason(nameOfPath(path)) ?? reasonOfFolders(path);
  });
  const besides = leaveOutUnlessExplicit(mayBeSamples.files, ({ path }) =>
    reasonBesideSamples(nameOfPath(path), foldersOf(path)),
  );
  if (sheets || besides.files.length === 0) return mayBeSamples;
  return {
    files: besides.files,
    skipped: [...mayBeSamples.skipped, ...besides.skipped],
    warnings: [...mayBeSamples.warnings, ...besides.warnings],
  };
};
