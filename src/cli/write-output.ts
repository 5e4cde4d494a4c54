/** Writes a result file, making its folder; never leaves half a file behind. */
import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { InputError } from "../errors.ts";

/** @throws InputError when the file can not be written */
export const writeOutput = async (path: string, text: string): Promise<void> => {
  const target = resolve(path);
  const partial = `${target}.${process.pid}.partial`;
  try {
    await mkdir(dirname(target), { recursive: true });
    await writeFile(partial, text);
    await rename(partial, target);
  } catch (cause) {
    await rm(partial, { force: true });
    throw new InputError(
      "OUTPUT",
      `Expected to write ${path} but could not: ${(cause as Error).message}. Next: choose a folder you may write to.`,
      { cause },
    );
  }
};
