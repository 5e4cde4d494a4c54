/** Turns folders, globs and files into a list of picture files with the names reports use. */
import { realpathSync } from "node:fs";
import { realpath, stat } from "node:fs/promises";
import { basename, dirname, join, relative, resolve, sep } from "node:path";
import { glob } from "tinyglobby";
import type { Skipped } from "../analysis/analysis.ts";
import { InputError } from "../errors.ts";
import type { PictureSource } from "../pixels/picture.ts";
import { CONTAINER_NAMES, containerKind } from "./containers/kinds.ts";
import { explicitFiles } from "./explicit-files.ts";
import type { NamedStep } from "./file-names.ts";
import { foreignKind, foreignText } from "./foreign-kinds.ts";
import { type Found, leaveOut } from "./found.ts";
import { isPicture, PICTURE_ENDINGS } from "./picture-names.ts";
import { walkFolder } from "./walk-folder.ts";

/** A picture or a container. */
export interface FilePath {
  /** Absolute. */
  file: string;
  /** Relative to the input root, with "/" on every system. */
  path: string;
  /** It was given by its own name, not found in a folder or by a pattern. */
  isExplicit?: boolean;
}

/** A picture, by itself or in a container. */
export interface FoundFile {
  source: PictureSource;
  /** As reports name it: relative to the input root, with "/" on every system. */
  path: string;
  /** Where something else than the name says the step. */
  named?: NamedStep;
  /** Class of the image, where its container says one. */
  label?: string;
  /** What it lies in, where that is not the folder of `path`. */
  folder?: string;
  isExplicit?: boolean;
}

const ENDINGS = PICTURE_ENDINGS.join(", ");

/**
 * Hidden files and folders are left out, links are followed, and no picture comes twice: a link to a picture that is
 * there under its own name is skipped.
 * @throws InputError when an input does not exist or holds no picture
 */
export const findFiles = async (inputs: readonly string[]): Promise<Found<FilePath>> => {
  const perInput = await Promise.all(inputs.map(filesOf));
  const root = perInput.map((input) => input.root).reduce(commonParent);
  const pathOf = (file: string) => relative(root, file).split(sep).join("/");
  const explicit = await explicitFiles(perInput.flatMap(({ isFile, files }) => (isFile ? files : [])));
  const files = [...new Set(perInput.flatMap((input) => input.files))]
    .map((file) => ({ file, path: pathOf(file), ...(explicit.has(file) ? { isExplicit: true } : {}) }))
    .sort((a, b) => naturalOrder(a.path, b.path));
  const { files: once, skipped } = await withoutRepeats(root, files);
  const unreadable = perInput.flatMap((input) => input.unreadable);
  return { files: once, skipped: [...unreadable.map((file) => ({ ...file, path: pathOf(file.path) })), ...skipped] };
};

const collator = new Intl.Collator("en", { numeric: true });

/** 2 before 10; equal numbers by code units, so that the order is total. */
export const naturalOrder = (a: string, b: string): number => collator.compare(a, b) || (a < b ? -1 : a > b ? 1 : 0);

interface FoundInput {
  root: string;
  files: string[];
  unreadable: Skipped[];
  /** The input is a file. */
  isFile: boolean;
}

const filesOf = async (input: string): Promise<FoundInput> => {
  const path = resolve(input);
  const info = await stat(path).catch(() => null);
  if (info?.isFile()) {
    if (!isPicture(path) && !containerKind(path))
      throw new InputError(
        "NOT_A_PICTURE",
        `Expected a picture (${ENDINGS}) or a file of pictures (${CONTAINER_NAMES}) but found ${foreignText(basename(path)) ?? `${basename(path)}. Next: give the folder with the run's samples; a score log goes to --scores`}.`,
      );
    return { root: dirname(path), files: [path], unreadable: [], isFile: true };
  }
  const { files: found, unreadable } = info?.isDirectory()
    ? await walkFolder(path)
    : { files: (await matches(input)).map((file) => resolve(file)), unreadable: [] };
  const pictures = found.filter((file) => isPicture(file));
  const containers = found.filter((file) => containerKind(file));
  // Archives beside pictures are copies of them as a rule, and event files belong to the scores.
  const areRead = pictures.length === 0 || !info?.isDirectory();
  const files = areRead ? [...pictures, ...containers] : pictures;
  const copies = areRead ? [] : containers.filter((file) => !containerKind(file)!.isScoreLog);
  if (files.length === 0)
    throw new InputError(
      "NO_PICTURES",
      info || found.length > 0
        ? `Expected pictures (${ENDINGS}) or files of pictures (${CONTAINER_NAMES}) in ${input} but found none among ${found.length} files. Next: ${nextFor(found)}.`
        : `Expected a folder, a file or a glob but nothing matches ${input}. Next: check the path; put globs in quotes.`,
    );
  const root = info ? path : files.map((file) => dirname(file)).reduce(commonParent);
  const reason = "it lies beside pictures; give it by itself to read those in it";
  const besides = found.flatMap((path) => {
    const kind = foreignKind(path);
    return kind?.isPictures ? [{ path, reason: `${kind.what}; ${kind.convert(basename(path))}` }] : [];
  });
  return {
    root,
    files,
    unreadable: [...unreadable, ...copies.map((path) => ({ path, reason })), ...besides],
    isFile: false,
  };
};

/** Where there are no pictures, the first file of each kind that may hold some. */
const nextFor = (found: readonly string[]): string => {
  const ofKind = new Map(found.map((file) => [foreignKind(file), file]));
  const texts = [...ofKind].flatMap(([kind, file]) => (kind ? (foreignText(basename(file)) ?? []) : []));
  return texts.length === 0 ? "give the folder the run writes its samples to" : texts.slice(0, 3).join(". ");
};

const matches = (pattern: string): Promise<string[]> =>
  glob([pattern.split("\\").join("/")], { absolute: true, expandDirectories: false });

/** A picture that is there under its own name beats links to it, so that no link makes a picture look duplicated. */
const withoutRepeats = async (root: string, files: readonly FilePath[]): Promise<Found<FilePath>> => {
  const realRoot = await realpath(root);
  // Blocking: the folders have just been listed, and thousands of calls through the thread pool cost several times as much.
  const resolved = files.map((found) => {
    const target = realpathSync.native(found.file);
    return { found, target, isLink: target !== join(realRoot, found.path) };
  });
  const kept = new Map<string, FilePath>();
  for (const links of [false, true])
    for (const { found, target, isLink } of resolved)
      if (isLink === links && !kept.has(target)) kept.set(target, found);
  const firstOf = new Map(resolved.map(({ found, target }) => [found, kept.get(target)!]));
  return leaveOut(files, (file) => (firstOf.get(file) === file ? null : `the same file as ${firstOf.get(file)!.path}`));
};

const commonParent = (a: string, b: string): string => {
  const [parts, other] = [a.split(sep), b.split(sep)];
  const differs = parts.findIndex((part, index) => part !== other[index]);
  return parts.slice(0, differs === -1 ? parts.length : differs).join(sep) || sep;
};
