/** Takes every picture once: links to what is there under its own name are left out. */
import { realpathSync } from "node:fs";
import { realpath } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { readingReason } from "../kit/file-kind.ts";
import { type Found, leaveOut } from "./found.ts";

interface ListedFile {
  /** Absolute. */
  file: string;
  /** Relative to the input root. */
  path: string;
}

export interface ListedFiles {
  files: readonly string[];
  /** Those of the files that are links; null where nothing was listed that would tell. */
  linked: ReadonlySet<string> | null;
}

/** A picture that is there under its own name beats links to it, so that no link makes a picture look duplicated. */
export const withoutRepeats = async <Listed extends ListedFile>(
  root: string,
  files: readonly Listed[],
  mayBeLink: (file: string) => boolean,
): Promise<Found<Listed>> => {
  const realRoot = await realpath(root);
  const folders = new Map<string, ReturnType<typeof realPathOf>>();
  const isPlain = ({ file, path }: Listed) =>
    !mayBeLink(file) && realFolderOf(file, folders) === (path.includes("/") ? join(realRoot, dirname(path)) : realRoot);
  // As a rule: a million files need no million targets.
  if (files.every(isPlain)) return { files: [...files], skipped: [] };
  // Blocking: the folders have just been listed, and thousands of calls through the thread pool cost several times as much.
  const resolved = files.map((found) => {
    const target = mayBeLink(found.file) ? realPathOf(found.file) : realPathWithin(found.file, folders);
    return { found, target, isLink: target !== join(realRoot, found.path) };
  });
  const kept = new Map<string, Listed>();
  for (const links of [false, true])
    for (const { found, target, isLink } of resolved)
      if (typeof target === "string" && isLink === links && !kept.has(target)) kept.set(target, found);
  const reasons = new Map(
    resolved.map(({ found, target }) => {
      if (typeof target !== "string") return [found, target.reason];
      const first = kept.get(target)!;
      return [found, first === found ? null : `the same file as ${first.path}`];
    }),
  );
  return leaveOut(files, (file) => reasons.get(file) ?? null);
};

/** A listing of a folder says what is a link; of other files it is asked, and of names that are no text whether they lead anywhere. */
export const linksAmong = (inputs: readonly ListedFiles[]): ((file: string) => boolean) => {
  const maybe = new Set(inputs.flatMap(({ files, linked }) => (linked ? [...linked] : files)));
  return (file) => maybe.has(file) || file.includes("\uFFFD");
};

/** Of a file that is no link: where its folder leads to, asked for once. */
const realPathWithin = (
  file: string,
  folders: Map<string, ReturnType<typeof realPathOf>>,
): ReturnType<typeof realPathOf> => {
  const target = realFolderOf(file, folders);
  return typeof target === "string" ? join(target, basename(file)) : target;
};

const realFolderOf = (
  file: string,
  folders: Map<string, ReturnType<typeof realPathOf>>,
): ReturnType<typeof realPathOf> => {
  const folder = dirname(file);
  const target = folders.get(folder) ?? realPathOf(folder);
  folders.set(folder, target);
  return target;
};

/** Or why there is none: since it was listed, a file may be gone, and a name that is no UTF-8 leads nowhere. */
const realPathOf = (file: string): string | { reason: string } => {
  try {
    return realpathSync.native(file);
  } catch (error) {
    const isNoText = file.includes("\uFFFD") && (error as NodeJS.ErrnoException).code === "ENOENT";
    return { reason: isNoText ? "its name is no UTF-8; rename it" : readingReason(error as Error) };
  }
};
