/** Writes an output to where it goes. A file is replaced as a whole, so that no half of one is ever seen, and none is lost. */
import { randomBytes } from "node:crypto";
import { constants, type Stats } from "node:fs";
import { access, chmod, chown, type FileHandle, mkdir, open, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { InputError } from "../../errors.ts";
import { type Destination, outputError } from "./destination.ts";
import { writeStandardOutput } from "./standard-output.ts";

/** In pieces where it may be larger than a text can be. */
export type Content = string | Uint8Array | Iterable<string>;

/** How long a named pipe may be without a reader: who starts both at once is not that far apart. Milliseconds. */
const PATIENCE = 10_000;
const PAUSE = 50;

/** @throws InputError when it can not be written */
export const writeOutput = async (destination: Destination, content: Content): Promise<void> => {
  try {
    if (destination.kind === "standard output") await writeStandardOutput(content);
    else if (destination.kind === "stream") await writeThrough(destination, content);
    else await replaceFile(destination.path, destination.before, content);
  } catch (cause) {
    throw cause instanceof InputError ? cause : outputError(destination.given, cause as NodeJS.ErrnoException);
  }
};

const writeThrough = async ({ path, isPipe }: { path: string; isPipe: boolean }, content: Content): Promise<void> => {
  const reader = isPipe ? await waitForReader(path) : null;
  try {
    await writeFile(path, content, { flag: "a" });
  } finally {
    await reader?.close();
  }
};

/** Opening a pipe that nobody reads would wait for ever. @returns what keeps the pipe open until it is opened to write */
const waitForReader = async (path: string): Promise<FileHandle> => {
  for (let waited = 0; ; waited += PAUSE) {
    try {
      return await open(path, constants.O_WRONLY | constants.O_NONBLOCK);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "ENXIO" || waited >= PATIENCE) throw error;
      await sleep(PAUSE);
    }
  }
};

const replaceFile = async (path: string, before: Stats | null, content: Content): Promise<void> => {
  const folder = dirname(path);
  await makeFolder(folder);
  // Renaming would replace a file that may not be written to.
  if (before) await access(path, constants.W_OK);
  // Nobody can lay a link there, since nobody can know the name.
  const partial = join(folder, `.gan-diversity-${randomBytes(9).toString("hex")}.tmp`);
  try {
    await writeFile(partial, content, { flag: "wx", ...(before ? { mode: before.mode & 0o600 } : {}) });
    if (before) await keepRights(partial, before);
    await rename(partial, path);
  } catch (cause) {
    // Nothing was written when this fails too; the first reason is the one that helps.
    await rm(partial, { force: true }).catch(() => {});
    if (!before || !CAN_NOT_REPLACE.has((cause as NodeJS.ErrnoException).code ?? "")) throw cause;
    await writeFile(path, content);
  }
};

/** A file that is mounted itself, or whose folder may not be written to, can only be written in its place. */
const CAN_NOT_REPLACE: ReadonlySet<string> = new Set(["EBUSY", "EXDEV", "EACCES", "EPERM", "EROFS"]);

/** Its owner stays where we may say so; then its mode, which a change of the owner may cut. */
const keepRights = async (path: string, { uid, gid, mode }: Stats): Promise<void> => {
  if (process.getuid?.() === 0) await chown(path, uid, gid);
  await chmod(path, mode & 0o777);
};

/** Node's own recursive mkdir never returns inside /proc, where a folder's parent exists and the folder still can not. */
const makeFolder = async (folder: string): Promise<void> => {
  const code = await mkdir(folder).then(
    () => null,
    (error: NodeJS.ErrnoException) => error.code,
  );
  if (code === null || code === "EEXIST") return;
  if (code === "ENOENT" && dirname(folder) !== folder) await makeFolder(dirname(folder));
  await mkdir(folder);
};
