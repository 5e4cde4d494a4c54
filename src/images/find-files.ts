/** Turns folders, globs and files into a list of picture files with the names reports use. */
import { stat } from "node:fs/promises";
import { basename, dirname, relative, resolve, sep } from "node:path";
import { glob } from "tinyglobby";
import { InputError } from "../errors.ts";

export interface FoundFile {
  /** Absolute. */
  file: string;
  /** Relative to the input root, with "/" on every system. */
  path: string;
}

const EXTENSIONS = ["png", "jpg", "jpeg", "webp", "avif", "gif", "tif", "tiff"];
const PICTURE = new RegExp(`\\.(?:${EXTENSIONS.join("|")})$`, "i");

/** @throws InputError when an input does not exist or holds no picture */
export const findFiles = async (inputs: readonly string[]): Promise<FoundFile[]> => {
  const perInput = await Promise.all(inputs.map(filesOf));
  const roots = perInput.map(({ root }) => root);
  const root = roots.reduce(commonParent);
  const unique = new Set(perInput.flatMap(({ files }) => files));
  return [...unique]
    .map((file) => ({ file, path: relative(root, file).split(sep).join("/") }))
    .sort((a, b) => naturalOrder(a.path, b.path));
};

const collator = new Intl.Collator("en", { numeric: true });

/** 2 before 10; equal numbers by code units, so that the order is total. */
export const naturalOrder = (a: string, b: string): number => collator.compare(a, b) || (a < b ? -1 : a > b ? 1 : 0);

const filesOf = async (input: string): Promise<{ root: string; files: string[] }> => {
  const path = resolve(input);
  const info = await stat(path).catch(() => null);
  if (info?.isFile()) {
    if (!PICTURE.test(path))
      throw new InputError(
        "NOT_A_PICTURE",
        `Expected a picture (${EXTENSIONS.join(", ")}) but found ${basename(path)}. Next: give the folder with the run's samples; a score log goes to --scores.`,
      );
    return { root: dirname(path), files: [path] };
  }
  const found = info?.isDirectory()
    ? await glob(["**/*"], { cwd: path, absolute: true, followSymbolicLinks: false })
    : await glob([input.split("\\").join("/")], {
        absolute: true,
        followSymbolicLinks: false,
        expandDirectories: false,
      });
  const files = found.filter((file) => PICTURE.test(file)).map((file) => resolve(file));
  if (files.length === 0)
    throw new InputError(
      "NO_PICTURES",
      info
        ? `Expected pictures (${EXTENSIONS.join(", ")}) in ${input} but found none among ${found.length} files. Next: give the folder the run writes its samples to.`
        : `Expected a folder, a file or a glob but nothing matches ${input}. Next: check the path; put globs in quotes.`,
    );
  return { root: info?.isDirectory() ? path : files.map((file) => dirname(file)).reduce(commonParent), files };
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
