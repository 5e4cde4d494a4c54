/** What `check --json` wrote, read again. */
import { readFile } from "node:fs/promises";
import { InputError } from "../errors.ts";
import { assertRegularFile } from "../kit/file-kind.ts";
import { pathHint } from "../kit/path-hint.ts";

/** @returns its text, not looked at yet @throws InputError when it can not be read */
export const readSaved = async (path: string): Promise<string> => {
  try {
    await assertRegularFile(path);
    return await readFile(path, "utf8");
  } catch (cause) {
    throw new InputError(
      "ANALYSIS",
      `Expected an analysis file at ${path} but it can not be read: ${(cause as Error).message}. Next: ${pathHint(path) ?? `write one with gan-diversity check ... --json ${path}`}`,
      { cause },
    );
  }
};
