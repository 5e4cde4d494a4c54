/** What a path leads to, and why it can not be read, in words: asked wherever a path of the user is opened. */
import { constants, type Dirent, openSync, type Stats, statSync } from "node:fs";
import { type FileHandle, open, stat } from "node:fs/promises";

/** A named pipe is opened without waiting for who writes to it, should one come between the look and the opening. */
const READ = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);

/** "a named pipe"; null for a file. */
export const specialKind = (info: Stats | Dirent): string | null => {
  if (info.isFile()) return null;
  if (info.isDirectory()) return "a folder";
  if (info.isFIFO()) return "a named pipe";
  return info.isSocket() ? "a socket" : "a device";
};

/** @throws Error with a reason for people */
const assertFile = (info: Stats): void => {
  const kind = specialKind(info);
  if (kind !== null) throw new Error(`it is ${kind}, no file`);
};

/** Blocking; null where nothing can be seen, which says why when it is read. */
export const statOrNull = (path: string): Stats | null => {
  try {
    return statSync(path);
  } catch {
    return null;
  }
};

/** @throws Error with a reason for people: it is no file, or can not be read */
export const assertRegularFile = async (path: string): Promise<Stats> => {
  const info = await stat(path).catch((error: NodeJS.ErrnoException) => {
    throw readingError(error);
  });
  assertFile(info);
  return info;
};

/** For reading, from its start on. @throws Error with a reason for people */
export const openRegularFile = async (path: string): Promise<FileHandle> => {
  await assertRegularFile(path);
  return open(path, READ).catch((error: NodeJS.ErrnoException) => {
    throw readingError(error);
  });
};

/** The same, blocking. @throws Error with a reason for people */
export const openRegularFileSync = (path: string): number => {
  try {
    assertFile(statSync(path));
    return openSync(path, READ);
  } catch (error) {
    throw readingError(error as NodeJS.ErrnoException);
  }
};

/** What is wrong with a path, whatever is done with it. */
export const PATH_REASONS: Readonly<Record<string, string>> = {
  EACCES: "permission denied",
  EPERM: "permission denied",
  ENOTDIR: "a part of its path is no folder",
  ELOOP: "its links lead in a circle",
  ENAMETOOLONG: "its name is too long",
};

const REASONS: Readonly<Record<string, string>> = {
  ...PATH_REASONS,
  ENOENT: "it is not there (any more)",
  EISDIR: "it is a folder, no file",
  EMFILE: "too many files are open",
  EIO: "the disk gives an error",
  ESTALE: "its disk is no longer there",
};

/** Why a file or folder can not be read; the text of the error where it is none of the usual ones. */
export const readingReason = ({ code, message }: NodeJS.ErrnoException): string => REASONS[code ?? ""] ?? message;

const readingError = (error: NodeJS.ErrnoException): Error =>
  error.code === undefined
    ? error
    : Object.assign(new Error(readingReason(error), { cause: error }), { code: error.code });
