/**
 * What lies on disk now, as one short text for pictures and one for logs: whatever is written, replaced or deleted changes it.
 * Looking is done here and not by the system's file events: those do not come from network folders, and there is one watch to be had for
 * each of thousands of files.
 */
import { createHash, type Hash } from "node:crypto";
import { type Dirent, readdirSync, type Stats, statSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { containerKind } from "../inputs/containers/kinds.ts";
import { isPicture } from "../inputs/picture-names.ts";
import { mayBeLog } from "../scores/read/log-files.ts";

export interface Sweep {
  pictures: string;
  logs: string;
}

export interface Sources {
  /** Pictures and logs as they are given to `check`; what is not there may come. */
  inputs: readonly string[];
  scores: readonly string[];
  /** Absolute paths of what is written behind every judgement, which is none of both. */
  outputs: readonly string[];
}

export const sweep = ({ inputs, scores, outputs }: Sources): Sweep => {
  const isOutput = (path: string) => outputs.includes(path);
  return {
    pictures: stateOf(
      inputs.map((input) => (exists(input) ? input : baseOf(input))),
      (path) => (isPicture(path) || containerKind(path) !== undefined) && !isOutput(path),
    ),
    logs: stateOf(
      scores.map((given) => (exists(given) ? given : given.slice(given.indexOf("=") + 1))),
      (path) => mayBeLog(path) && !isOutput(path),
    ),
  };
};

const GLOB = /[*?{[]/;

/** The folder in which a pattern begins. */
const baseOf = (input: string): string => {
  let folder = input;
  while (GLOB.test(folder)) folder = dirname(folder);
  return folder;
};

const stateOf = (paths: readonly string[], matters: (path: string) => boolean): string => {
  const hash = createHash("sha256");
  const entered = new Set<string>();
  for (const path of paths) add(resolve(path), { hash, matters, entered, isGiven: true });
  return hash.digest("base64");
};

interface Walk {
  hash: Hash;
  matters: (path: string) => boolean;
  /** Folders, by device and inode: links may lead in a circle. */
  entered: Set<string>;
  isGiven: boolean;
}

const add = (path: string, walk: Walk): void => {
  const info = statOf(path);
  if (info?.isDirectory()) addFolder(path, info, walk);
  else if (info && (walk.isGiven || walk.matters(path)))
    walk.hash.update(`${path}\0${info.size}\0${info.mtimeMs}\0${info.ino}\n`);
};

const addFolder = (path: string, { dev, ino }: Stats, walk: Walk): void => {
  const key = `${dev} ${ino}`;
  if (walk.entered.has(key)) return;
  walk.entered.add(key);
  const entries = entriesOf(path).sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const entry of entries) {
    const inner = join(path, entry.name);
    const mayMatter = !entry.isFile() || walk.matters(inner);
    if (mayMatter && !entry.name.startsWith(".")) add(inner, { ...walk, isGiven: false });
  }
};

const entriesOf = (folder: string): Dirent[] => {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    // It is gone, or may not be read: the check says so.
    return [];
  }
};

const statOf = (path: string): Stats | null => {
  try {
    return statSync(path);
  } catch {
    return null;
  }
};

const exists = (path: string): boolean => basename(path) !== "" && statOf(path) !== null;
