/**
 * What lies on disk now, as one short text for pictures and one for logs: whatever is written, replaced or deleted changes it.
 * Looking is done here and not by the system's file events: those do not come from network folders, and there is one watch to be had for
 * each of thousands of files.
 */
import { createHash } from "node:crypto";
import { dirname, resolve } from "node:path";
import { containerKind } from "../inputs/containers/kinds.ts";
import { isPicture } from "../inputs/picture-names.ts";
import { walkFolder } from "../inputs/walk-folder.ts";
import { statOrNull } from "../kit/file-kind.ts";
import { pathOfLog } from "../scores/given-log.ts";
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

export const sweep = async ({ inputs, scores, outputs }: Sources): Promise<Sweep> => {
  const isOutput = (path: string) => outputs.includes(path);
  return {
    pictures: await stateOf(
      inputs.map((input) => (statOrNull(input) ? input : baseOf(input))),
      (path) => (isPicture(path) || containerKind(path) !== undefined) && !isOutput(path),
    ),
    logs: await stateOf(scores.map(pathOfLog), (path) => mayBeLog(path) && !isOutput(path)),
  };
};

const GLOB = /[*?{[]/;

/** The folder in which a pattern begins. */
const baseOf = (input: string): string => {
  let folder = input;
  while (GLOB.test(folder)) folder = dirname(folder);
  return folder;
};

/** A path that is given is looked at whatever it is called; hidden files are not, and links that lead in a circle end. */
const stateOf = async (paths: readonly string[], matters: (path: string) => boolean): Promise<string> => {
  const hash = createHash("sha256");
  for (const path of paths.map((given) => resolve(given)))
    for (const file of statOrNull(path)?.isDirectory() ? await filesIn(path, matters) : [path]) {
      const info = statOrNull(file);
      if (info) hash.update(`${file}\0${info.size}\0${info.mtimeMs}\0${info.ino}\n`);
    }
  return hash.digest("base64");
};

const filesIn = async (folder: string, matters: (path: string) => boolean): Promise<string[]> =>
  (await walkFolder(folder)).files.filter(matters);
