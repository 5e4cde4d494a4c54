/** Turns folders, globs and files into a list of picture files with the names reports use. */
import { realpathSync } from "node:fs";
import { realpath, stat } from "node:fs/promises";
import { basename, dirname, join, relative, resolve, sep } from "node:path";
import { glob } from "tinyglobby";
import type { Skipped } from "../analysis/analysis.ts";
import { InputError } from "../errors.ts";
import { isContainer } from "./containers/container.ts";
import type { NamedStep } from "./file-names.ts";
import { walkFolder } from "./walk-folder.ts";

export interface FoundFile {
  /** Absolute, or the location of a member of a container. */
  file: string;
  /** Relative to the input root, with "/" on every system. */
  path: string;
  /** Where something else than the name says the step. */
  named?: NamedStep;
  /** Class of the image, where its container says one. */
  label?: string;
}

const EXTENSIONS = ["png", "jpg", "jpeg", "webp", "avif", "gif", "tif", "tiff"];
const isEventFile = (path: string): boolean => basename(path).includes(".tfevents.");
const CONTAINERS = "zip, tar, tar.gz, tgz, npz, npy, TensorBoard event file";
const PICTURE = new RegExp(`\\.(?:${EXTENSIONS.join("|")})$`, "i");

/**
 * Hidden files and folders are left out, links are followed, and no picture comes twice: a link to a picture that is
 * there under its own name goes to `skipped`.
 * @throws InputError when an input does not exist or holds no picture
 */
export const findFiles = async (inputs: readonly string[], skipped: Skipped[]): Promise<FoundFile[]> => {
  const perInput = await Promise.all(inputs.map(filesOf));
  const root = perInput.map((input) => input.root).reduce(commonParent);
  const pathOf = (file: string) => relative(root, file).split(sep).join("/");
  skipped.push(
    ...perInput.flatMap(({ unreadable }) => unreadable).map(({ path, reason }) => ({ path: pathOf(path), reason })),
  );
  const files = [...new Set(perInput.flatMap((input) => input.files))]
    .map((file) => ({ file, path: pathOf(file) }))
    .sort((a, b) => naturalOrder(a.path, b.path));
  return withoutRepeats(root, files, skipped);
};

const collator = new Intl.Collator("en", { numeric: true });

/** 2 before 10; equal numbers by code units, so that the order is total. */
export const naturalOrder = (a: string, b: string): number => collator.compare(a, b) || (a < b ? -1 : a > b ? 1 : 0);

interface FoundInput {
  root: string;
  files: string[];
  unreadable: Skipped[];
}

const filesOf = async (input: string): Promise<FoundInput> => {
  const path = resolve(input);
  const info = await stat(path).catch(() => null);
  if (info?.isFile()) {
    if (!PICTURE.test(path) && !isContainer(path))
      throw new InputError(
        "NOT_A_PICTURE",
        `Expected a picture (${EXTENSIONS.join(", ")}) or a file of pictures (${CONTAINERS}) but found ${basename(path)}. Next: give the folder with the run's samples; a score log goes to --scores.`,
      );
    return { root: dirname(path), files: [path], unreadable: [] };
  }
  const { files: found, unreadable } = info?.isDirectory()
    ? await walkFolder(path)
    : { files: (await matches(input)).map((file) => resolve(file)), unreadable: [] };
  const pictures = found.filter((file) => PICTURE.test(file));
  const containers = found.filter((file) => isContainer(file));
  // Archives beside pictures are copies of them as a rule, and event files belong to the scores.
  const areRead = pictures.length === 0 || !info?.isDirectory();
  const files = areRead ? [...pictures, ...containers] : pictures;
  if (!areRead)
    for (const container of containers.filter((file) => !isEventFile(file)))
      unreadable.push({ path: container, reason: "it lies beside pictures; give it by itself to read those in it" });
  if (files.length === 0)
    throw new InputError(
      "NO_PICTURES",
      info || found.length > 0
        ? `Expected pictures (${EXTENSIONS.join(", ")}) or files of pictures (${CONTAINERS}) in ${input} but found none among ${found.length} files. Next: give the folder the run writes its samples to.`
        : `Expected a folder, a file or a glob but nothing matches ${input}. Next: check the path; put globs in quotes.`,
    );
  const root = info ? path : files.map((file) => dirname(file)).reduce(commonParent);
  return { root, files, unreadable };
};

const matches = (pattern: string): Promise<string[]> =>
  glob([pattern.split("\\").join("/")], { absolute: true, expandDirectories: false });

/** A picture that is there under its own name beats links to it, so that no link makes a picture look duplicated. */
const withoutRepeats = async (root: string, files: readonly FoundFile[], skipped: Skipped[]): Promise<FoundFile[]> => {
  const realRoot = await realpath(root);
  // Blocking: the folders have just been listed, and thousands of calls through the thread pool cost several times as much.
  const resolved = files.map((found) => {
    const target = realpathSync.native(found.file);
    return { found, target, isLink: target !== join(realRoot, found.path) };
  });
  const kept = new Map<string, FoundFile>();
  for (const links of [false, true])
    for (const { found, target, isLink } of resolved)
      if (isLink === links && !kept.has(target)) kept.set(target, found);
  return resolved.flatMap(({ found, target }) => {
    const first = kept.get(target)!;
    if (first === found) return [found];
    skipped.push({ path: found.path, reason: `the same file as ${first.path}` });
    return [];
  });
};

const commonParent = (a: string, b: string): string => {
  const other = b.split(sep);
  const shared: string[] = [];
  for (const [index, part] of a.split(sep).entries()) {
    if (part !== other[index]) break;
    shared.push(part);
  }
  return shared.join(sep) || sep;
};
