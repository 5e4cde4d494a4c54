/** Writes a result file, making its folder; never leaves half a file behind. */
import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { InputError } from "../errors.ts";

/** @throws InputError when the file can not be written */
export const writeOutput = async (path: string, content: string | Uint8Array): Promise<void> => {
  const target = resolve(path);
  const partial = `${target}.${process.pid}.partial`;
  try {
    await makeFolder(dirname(target));
    await writeFile(partial, content);
    await rename(partial, target);
  } catch (cause) {
    // Nothing was written when this fails too; the first reason is the one that helps.
    await rm(partial, { force: true }).catch(() => {});
    throw new InputError(
      "OUTPUT",
      `Expected to write ${path} but could not: ${(cause as Error).message}. Next: choose a folder you may write to.`,
      { cause },
    );
  }
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
