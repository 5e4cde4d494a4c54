/** Turns folders, globs and files into a list of picture files with the names reports use. */
import { stat } from "node:fs/promises";
import { basename, dirname, relative, resolve, sep } from "node:path";
import { glob } from "tinyglobby";
import type { Skipped } from "../analysis/analysis.ts";
import { InputError } from "../errors.ts";
import { readingReason } from "../kit/file-kind.ts";
import { pathHint } from "../kit/path-hint.ts";
import type { PictureSource } from "../pixels/picture.ts";
import { CONTAINER_NAMES, containerKind } from "./containers/kinds.ts";
import { explicitFiles } from "./explicit-files.ts";
import type { NamedStep } from "./file-names.ts";
import { foreignKind, foreignText } from "./foreign-kinds.ts";
import type { Found } from "./found.ts";
import { Listings } from "./listings.ts";
import { isPicture, PICTURE_ENDINGS } from "./picture-names.ts";
import { type ListedFiles, linksAmong, withoutRepeats } from "./without-repeats.ts";

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

const GLOB = /[*?{[]/;
const ENDINGS = PICTURE_ENDINGS.join(", ");

/** An input that is there but may not be read; where others are, it is left out with this reason. */
class Unreadable extends InputError {
  readonly skipped: Skipped;

  constructor(input: string, path: string, reason: string) {
    super(
      "UNREADABLE",
      `Expected pictures in ${input} but it can not be read: ${reason}. Next: check its permissions.`,
    );
    this.skipped = { path, reason };
  }
}

/** @throws what is wrong with the first input, unless others are read and it only may not be */
const readableOnly = async (inputs: readonly string[], listings: Listings): Promise<FoundInput[]> => {
  const errors: InputError[] = [];
  const perInput = await Promise.all(
    inputs.map((input) =>
      filesOf(input, listings).catch((error: unknown) => {
        if (!(error instanceof InputError)) throw error;
        errors.push(error);
        return null;
      }),
    ),
  );
  const found = perInput.filter((input) => input !== null);
  const [first] = errors.filter((error) => found.length === 0 || !(error instanceof Unreadable));
  if (first) throw first;
  const refused = errors.flatMap((error) => (error instanceof Unreadable ? [error.skipped] : []));
  return found.map((input, index) =>
    index === 0 ? { ...input, unreadable: [...input.unreadable, ...refused] } : input,
  );
};

/**
 * Hidden files and folders are left out, links are followed, and no picture comes twice: a link to a picture that is
 * there under its own name is skipped.
 * @param listings folders that were listed already
 * @throws InputError when an input does not exist or holds no picture
 */
export const findFiles = async (inputs: readonly string[], listings = new Listings()): Promise<Found<FilePath>> => {
  const perInput = await readableOnly(inputs, listings);
  const root = perInput.map((input) => input.root).reduce(commonParent);
  const pathOf = (file: string) => relative(root, file).split(sep).join("/");
  const explicit = await explicitFiles(perInput.flatMap(({ isFile, files }) => (isFile ? files : [])));
  const files = [...new Set(perInput.flatMap((input) => input.files))]
    .map((file) => ({ file, path: pathOf(file), ...(explicit.has(file) ? { isExplicit: true } : {}) }))
    .sort((a, b) => naturalOrder(a.path, b.path));
  const { files: once, skipped } = await withoutRepeats(root, files, linksAmong(perInput));
  const unreadable = perInput.flatMap((input) => input.unreadable);
  return { files: once, skipped: [...unreadable.map((file) => ({ ...file, path: pathOf(file.path) })), ...skipped] };
};

const collator = new Intl.Collator("en", { numeric: true });

/** 2 before 10; equal numbers by code units, so that the order is total. */
export const naturalOrder = (a: string, b: string): number =>
  numberOrder(a, b) || collator.compare(a, b) || (a < b ? -1 : a > b ? 1 : 0);

const isDigit = (text: string, at: number): boolean => text.charCodeAt(at) >= 48 && text.charCodeAt(at) <= 57;

/** What the collator says of names that differ in a number first, in a tenth of its time; 0 where it has to be asked. */
const numberOrder = (a: string, b: string): number => {
  let start = 0;
  while (start < a.length && a.charCodeAt(start) === b.charCodeAt(start)) start++;
  while (start > 0 && isDigit(a, start - 1)) start--;
  let [endA, endB] = [start, start];
  while (isDigit(a, endA)) endA++;
  while (isDigit(b, endB)) endB++;
  if (endA === start || endB === start || Math.max(endA, endB) - start > MOST_DIGITS) return 0;
  return Number(a.slice(start, endA)) - Number(b.slice(start, endB));
};

/** Of a number that is exact. */
const MOST_DIGITS = 15;

interface FoundInput extends ListedFiles {
  root: string;
  unreadable: Skipped[];
  /** The input is a file. */
  isFile: boolean;
}

const filesOf = async (input: string, listings: Listings): Promise<FoundInput> => {
  const path = resolve(input);
  const info = await stat(path).catch((error: NodeJS.ErrnoException) => {
    // It may be a pattern.
    if (error.code === "ENOENT" || error.code === "ENOTDIR" || GLOB.test(input)) return null;
    throw new Unreadable(input, path, readingReason(error));
  });
  if (info?.isFile()) {
    if (!isPicture(path) && !containerKind(path))
      throw new InputError(
        "NOT_A_PICTURE",
        `Expected a picture (${ENDINGS}) or a file of pictures (${CONTAINER_NAMES}) but found ${foreignText(basename(path)) ?? `${basename(path)}. Next: give the folder with the run's samples; a score log goes to --scores`}.`,
      );
    return { root: dirname(path), files: [path], unreadable: [], linked: null, isFile: true };
  }
  const {
    files: found,
    linked,
    unreadable,
  } = info?.isDirectory()
    ? await listings.take(path)
    : { files: (await matches(input)).map((file) => resolve(file)), linked: null, unreadable: [] };
  const pictures = found.filter((file) => isPicture(file));
  const containers = found.filter((file) => containerKind(file));
  // Archives beside pictures are copies of them as a rule, and event files belong to the scores.
  const areRead = pictures.length === 0 || !info?.isDirectory();
  const files = areRead ? [...pictures, ...containers] : pictures;
  const copies = areRead ? [] : containers.filter((file) => !containerKind(file)!.isScoreLog);
  const [root] = unreadable.filter((folder) => folder.path === path);
  if (root) throw new Unreadable(input, path, root.reason);
  if (files.length === 0)
    throw new InputError(
      "NO_PICTURES",
      info || found.length > 0
        ? `Expected pictures (${ENDINGS}) or files of pictures (${CONTAINER_NAMES}) in ${input} but found none among ${found.length} files. Next: ${nextFor(found)}.`
        : `Expected a folder, a file or a glob but nothing matches ${input}. Next: ${pathHint(input) ?? "check the path; put globs in quotes"}.`,
    );
  const from = info?.isDirectory() ? path : files.map((file) => dirname(file)).reduce(commonParent);
  const reason = "it lies beside pictures; give it by itself to read those in it";
  const besides = found.flatMap((path) => {
    const kind = foreignKind(path);
    return kind?.isPictures ? [{ path, reason: `${kind.what}; ${kind.convert(basename(path))}` }] : [];
  });
  return {
    root: from,
    files,
    unreadable: [...unreadable.filter(isOfPictures), ...copies.map((path) => ({ path, reason })), ...besides],
    linked,
    isFile: false,
  };
};

/** A pipe or a link without the name of a picture is none that is missed; a folder may hold some. */
const isOfPictures = ({ path, reason }: Skipped): boolean =>
  !/, no file$/.test(reason) || isPicture(path) || containerKind(path) !== undefined;

/** Where there are no pictures, the first file of each kind that may hold some. */
const nextFor = (found: readonly string[]): string => {
  const ofKind = new Map(found.map((file) => [foreignKind(file), file]));
  const texts = [...ofKind].flatMap(([kind, file]) => (kind ? (foreignText(basename(file)) ?? []) : []));
  return texts.length === 0 ? "give the folder the run writes its samples to" : texts.slice(0, 3).join(". ");
};

const matches = (pattern: string): Promise<string[]> =>
  glob([pattern.split("\\").join("/")], { absolute: true, expandDirectories: false });

const commonParent = (a: string, b: string): string => {
  const [parts, other] = [a.split(sep), b.split(sep)];
  const differs = parts.findIndex((part, index) => part !== other[index]);
  return parts.slice(0, differs === -1 ? parts.length : differs).join(sep) || sep;
};
