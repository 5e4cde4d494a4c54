/** Real pictures that a run leaves in or beside its samples, by their names. */
import { readdir } from "node:fs/promises";
import { basename, dirname, extname, isAbsolute, join, relative, resolve, sep } from "node:path";
import { groupedBy } from "../kit/grouped-by.ts";
import type { SeenFiles } from "../pixels/picture.ts";
import { PictureFile } from "../pixels/picture-file.ts";
import { type FoundFile, findFiles, naturalOrder } from "./find-files.ts";
import type { FoundReal } from "./image-set.ts";
import { isPicture } from "./picture-names.ts";
import { isScale, realFolderOf, realNameOf } from "./real-names.ts";

const GLOB = /[*?{[]/;

/** A real picture, and the folder that makes it one, or null. */
interface RealFile extends Pick<FoundFile, "source"> {
  /** Absolute, also inside a container. */
  path: string;
  folder: string | null;
  isInside: boolean;
}

/**
 * @param files.root absolute: what the paths of all pictures, and of those that are samples, are relative to
 * @returns sets of pictures: those called "real" first, then those in the inputs
 */
export const findReals = async (
  inputs: readonly string[],
  {
    root,
    all,
    samples,
    seen,
  }: {
    root: string;
    all: readonly FoundFile[];
    samples: readonly FoundFile[];
    seen?: SeenFiles | undefined;
  },
): Promise<FoundReal[]> => {
  const taken = new Set(samples);
  const known = new Set(all.map(({ source }) => source.path));
  const inside = all.filter((file) => !taken.has(file)).flatMap((file) => realInside(file, root));
  const beside = (await Promise.all([...placesBeside(inputs, root)].map((place) => realsIn(place, root, seen)))).flat();
  const found = [...inside, ...beside.filter(({ source }) => !known.has(source.path))];
  const shown = (path: string) => (inputs.some(isAbsolute) ? path : relative(process.cwd(), path));
  return [...groupedBy(found, keyOf)]
    .sort(([, [a]], [, [b]]) => rankOf(a!) - rankOf(b!))
    .map(([key, files]) => ({
      name: shown(files.length === 1 && files[0]!.folder === null ? files[0]!.path : key),
      files: files.map(({ source, path }) => ({ source, path: relative(files[0]!.folder ?? dirname(path), path) })),
    }));
};

/** One set: a folder, or the pictures of one whose names differ in numbers only. */
const keyOf = ({ path, folder }: RealFile): string =>
  folder ?? join(dirname(path), basename(path).replace(/\d+/g, "*"));

const nameOf = (path: string): string => basename(path, extname(path));

const rankOf = ({ path, folder, isInside }: RealFile): number => {
  const kind = folder === null ? realNameOf(nameOf(path)) : realFolderOf(basename(folder));
  return (kind === "real" ? 0 : 2) + (isInside ? 0 : 1);
};

const realInside = ({ path, source }: FoundFile, root: string): RealFile[] => {
  const parts = dirname(path).split("/");
  const depth = parts.findIndex((part) => ["real", "data"].includes(realFolderOf(part) ?? ""));
  const folder = depth === -1 ? null : join(root, ...parts.slice(0, depth + 1));
  return folder !== null || isScale(nameOf(path)) ? [{ source, path: join(root, path), folder, isInside: true }] : [];
};

/** The folders that hold the inputs. */
const placesBeside = (inputs: readonly string[], root: string): Set<string> =>
  new Set(inputs.map((input) => (GLOB.test(dirname(input)) ? root : dirname(resolve(input)))));

/** The files that may be real pictures beside an input, absolute. @param place the folder that holds the input, absolute */
export const filesBeside = async (place: string): Promise<string[]> =>
  (await realsIn(place, "")).map(({ path }) => path);

/** Pictures that lie in it directly, and those in folders called "real"; not what holds the inputs themselves. */
const realsIn = async (place: string, root: string, seen?: SeenFiles): Promise<RealFile[]> => {
  const sourceOf = (path: string) => new PictureFile(path, seen);
  const entries = await readdir(place, { withFileTypes: true }).catch(() => []);
  const found: RealFile[] = [];
  for (const { name } of entries.sort((a, b) => naturalOrder(a.name, b.name))) {
    const path = join(place, name);
    if (name.startsWith(".") || root === path || root.startsWith(path + sep)) continue;
    if (isPicture(name)) {
      if (isScale(nameOf(name))) found.push({ source: sourceOf(path), path, folder: null, isInside: false });
    } else if (extname(name) === "" && realFolderOf(name) === "real") {
      const { files } = await findFiles([path]).catch(() => ({ files: [] }));
      found.push(
        ...files
          .filter(({ file }) => isPicture(file))
          .map(({ file }) => ({ source: sourceOf(file), path: file, folder: path, isInside: false })),
      );
    }
  }
  return found;
};
