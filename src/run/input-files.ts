/** Which of a run's inputs a file is: asked of every file that is about to be written. */
import { type BigIntStats, realpathSync, statSync } from "node:fs";
import { open, realpath, stat } from "node:fs/promises";
import { basename, resolve } from "node:path";
import { FOLDERS } from "../inputs/class-labels.ts";
import { findFiles } from "../inputs/find-files.ts";
import { walkFolder } from "../inputs/walk-folder.ts";
import { mayBeLog } from "../scores/read/log-files.ts";
import type { AnalyzeOptions } from "./options.ts";

type Inputs = Pick<AnalyzeOptions, "inputs" | "scores" | "reference" | "classes" | "model">;

/** Lists the files of a folder or a pattern that would be read. */
type Listing = (source: string) => Promise<readonly string[]>;

const pictures: Listing = async (source) => (await findFiles([source])).files.map(({ file }) => file);

const logs: Listing = async (folder) => {
  const read: string[] = [];
  for (const file of (await walkFolder(folder)).files) if (mayBeLog(file) && !(await isAnalysis(file))) read.push(file);
  return read;
};

const everything: Listing = async (folder) => (await walkFolder(folder)).files;

/** @param file absolute, and there @returns in words, such as "one of the samples"; null when it is no input */
export const inputThatIs = async (file: string, inputs: Inputs): Promise<string | null> => {
  const sources: readonly [what: string, sources: readonly unknown[], list: Listing][] = [
    ["one of the samples", inputs.inputs ?? [], pictures],
    ["the score log", [inputs.scores ?? []].flat().flatMap(withoutName), logs],
    ["one of the real images", [inputs.reference], pictures],
    ["the list of classes", [inputs.classes === FOLDERS ? undefined : inputs.classes], everything],
    ["the model", [inputs.model], everything],
  ];
  const target = { path: await realpath(file), info: await stat(file, { bigint: true }) };
  for (const [what, given, list] of sources)
    for (const source of given) if (typeof source === "string" && (await holds(source, target, list))) return what;
  return null;
};

/** The files with the samples, each by the name behind its links. */
export const samplePaths = async (inputs: readonly string[]): Promise<Set<string>> => {
  const paths = (await Promise.all(inputs.map((input) => pictures(input).catch(() => [])))).flat();
  return new Set(paths.flatMap((path) => realPath(path) ?? []));
};

const realPath = (path: string): string | null => {
  try {
    return realpathSync.native(path);
  } catch {
    // It is gone, so nothing can be lost.
    return null;
  }
};

/** `name=path` may be meant as a whole too. */
const withoutName = (given: string): string[] => [given, given.slice(given.indexOf("=") + 1)];

/** The file that is about to be written; its path leads through no link. */
interface Target {
  path: string;
  info: BigIntStats;
}

const holds = async (source: string, target: Target, list: Listing): Promise<boolean> => {
  const info = await stat(source, { bigint: true }).catch(() => null);
  if (info && !info.isDirectory()) return isSame(info, target.info);
  if (info && !(await mayLieIn(source, target))) return false;
  // What can not be listed is refused when it is to be read.
  const files = await list(source).catch(() => []);
  return files.some((path) => isSame(statOf(path), target.info));
};

/**
 * A file that has one name can be in a folder under that name, or behind a link: most files of a folder need not be asked which they are,
 * and the folder need not be listed as it is read.
 */
const mayLieIn = async (folder: string, { path, info }: Target): Promise<boolean> => {
  if (info.nlink > 1n) return true;
  const { files, linked } = await walkFolder(resolve(folder));
  const name = basename(path);
  return files.some((file) => (linked.has(file) || basename(file) === name) && isSame(statOf(file), info));
};

const statOf = (path: string): BigIntStats | undefined => statSync(path, { bigint: true, throwIfNoEntry: false });

const isSame = (info: BigIntStats | undefined, target: BigIntStats): boolean =>
  info?.ino === target.ino && info.dev === target.dev;

const ANALYSIS = /^\s*\{\s*"schemaVersion"/;
const HEAD = 256;

/** An earlier output of this tool is no log, whatever folder it lies in. */
const isAnalysis = async (path: string): Promise<boolean> => {
  if (!path.endsWith(".json")) return false;
  const file = await open(path).catch(() => null);
  try {
    const { buffer, bytesRead = 0 } = (await file?.read(Buffer.alloc(HEAD), 0, HEAD, 0)) ?? { buffer: Buffer.alloc(0) };
    return ANALYSIS.test(buffer.toString("utf8", 0, bytesRead));
  } finally {
    await file?.close();
  }
};
