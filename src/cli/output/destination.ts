/** Where an output goes: the standard output, something that is written through, or a file that is replaced. */
import { constants, type Stats } from "node:fs";
import { access, readlink, realpath, stat } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { InputError } from "../../errors.ts";
import { PATH_REASONS } from "../../kit/file-kind.ts";

export type Destination = { given: string } & (
  | { kind: "standard output" }
  /** A pipe, a device or an open file of the shell: written through, never replaced. */
  | { kind: "stream"; path: string; isPipe: boolean }
  /** @param path behind all links @param before what is there already */
  | { kind: "file"; path: string; before: Stats | null }
);

/** What names it. */
export const STANDARD_OUTPUT = "-";

/** As many as Linux itself follows. */
const MOST_LINKS = 40;
/** An open file of this process or another: `/dev/stdout` leads to one, `>(command)` is one. */
const OPEN_FILE = /^\/(?:dev|proc\/(?:self|thread-self|\d+))\/fd\/(\d+)$/;
const STANDARD_OUTPUT_NUMBER = "1";

const NEXT = "choose a folder you may write to";

/** @throws InputError when nothing can be written there */
export const destinationOf = async (given: string): Promise<Destination> => {
  if (given === STANDARD_OUTPUT) return { given, kind: "standard output" };
  const path = await followLinks(given);
  const [, number] = OPEN_FILE.exec(path) ?? [];
  if (number === STANDARD_OUTPUT_NUMBER) return { given, kind: "standard output" };
  if (number !== undefined) return { given, kind: "stream", path, isPipe: false };
  const info = await stat(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return null;
    throw outputError(given, error);
  });
  if (info?.isDirectory() || (!info && /[\\/]$/.test(given)))
    throw outputError(given, "it is a folder", "name a file in it");
  if (!info || info.isFile()) return { given, kind: "file", path, before: info };
  if (info.isFIFO() || info.isCharacterDevice()) return { given, kind: "stream", path, isPipe: info.isFIFO() };
  throw outputError(given, `it is ${info.isSocket() ? "a socket" : "a disk"}`, "name a file");
};

/** Also of a link to a file that does not exist yet. */
const followLinks = async (given: string): Promise<string> => {
  let path = resolve(given);
  for (let links = 0; links <= MOST_LINKS; links++) {
    const target = OPEN_FILE.test(path) ? null : await readlink(path).catch(() => null);
    if (target === null) return OPEN_FILE.test(path) ? path : canonical(path);
    path = resolve(await canonical(dirname(path)), target);
  }
  throw outputError(given, "its links lead in a circle", "name a file");
};

/** The one name of a path, as far as it is there. */
const canonical = (path: string): Promise<string> =>
  realpath(path).catch(async () => {
    const folder = dirname(path);
    return folder === path ? path : join(await canonical(folder), basename(path));
  });

/** Tries what can be tried without writing. @throws InputError when it will fail */
export const assertWritable = async (destination: Destination): Promise<void> => {
  if (destination.kind === "standard output") return;
  const { given, path } = destination;
  const exists = destination.kind === "stream" || destination.before !== null;
  const folder = exists ? null : await nearestFolder(given, dirname(path));
  const rights = folder === null ? constants.W_OK : constants.W_OK | constants.X_OK;
  await access(folder ?? path, rights).catch((error: NodeJS.ErrnoException) => {
    throw outputError(given, error);
  });
};

/** The folder is made when the output is written; what is there of its path must be one. */
const nearestFolder = async (given: string, folder: string): Promise<string> => {
  for (let path = folder; ; path = dirname(path)) {
    const info = await stat(path).catch((error: NodeJS.ErrnoException) => {
      if (error.code === "ENOENT" || error.code === "ENOTDIR") return null;
      throw outputError(given, error);
    });
    if (info?.isDirectory()) return path;
    if (info) throw outputError(given, "a part of its path is no folder");
    if (dirname(path) === path) throw outputError(given, "its folder can not be found");
  }
};

const REASONS: Readonly<Record<string, string>> = {
  ...PATH_REASONS,
  EROFS: "the disk is read-only",
  ENOSPC: "the disk is full",
  EDQUOT: "the disk quota is used up",
  ENOENT: "its folder can not be made",
  EISDIR: "it is a folder",
  EPIPE: "nobody reads it any more",
  ENXIO: "nobody reads it",
  EIO: "the device gives an error",
};

/** Why something could not be written. */
export const writingReason = ({ code, message }: NodeJS.ErrnoException): string => REASONS[code ?? ""] ?? message;

/** By the name that was given, whatever the names are that it is written under. */
export const outputError = (given: string, why: string | NodeJS.ErrnoException, next = NEXT): InputError => {
  const reason = typeof why === "string" ? why : writingReason(why);
  return new InputError("OUTPUT", `Expected to write ${given} but could not: ${reason}. Next: ${next}.`, {
    ...(typeof why === "string" ? {} : { cause: why }),
  });
};
