/** A folder that all machines see under some path: pieces are files in it, written aside and renamed, so nobody sees one in part. */
import { randomBytes } from "node:crypto";
import { lstat, mkdir, readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { InputError } from "../errors.ts";
import { moveDurably, writeDurably } from "../kit/durable-file.ts";
import { assertRegularFile, openRegularFile, PATH_REASONS, readingReason } from "../kit/file-kind.ts";
import type { SharedStore } from "./shared-store.ts";

/** Names are of this tool's making; anything else could lead out of the folder. */
const NAME = /^[a-z][a-z0-9-]{0,79}(?:\.[a-z0-9]{1,8})?$/;
/** What is being written, or was when its writer was killed. */
const PART = ".part";
const LEFT = /^[0-9a-f]{24}\.part$/;
/** Milliseconds after which nobody writes a part any more. */
const LONGEST_WRITING = 24 * 3_600_000;
const FULL: Readonly<Record<string, string>> = {
  ...PATH_REASONS,
  ENOSPC: "the disk is full",
  EDQUOT: "the quota is used up",
  EROFS: "it can only be read",
};

export class SharedFolder implements SharedStore {
  readonly place: string;
  #isTidy = false;

  /** @param place absolute path; made by the first writing */
  constructor(place: string) {
    this.place = place;
  }

  async put(name: string, content: Uint8Array | AsyncIterable<Uint8Array>): Promise<void> {
    const path = this.#path(name);
    const part = join(this.place, `${randomBytes(12).toString("hex")}${PART}`);
    try {
      await mkdir(this.place, { recursive: true });
      await this.#tidy();
      await writeDurably(part, content);
      await moveDurably(part, path);
    } catch (error) {
      await rm(part, { force: true }).catch(() => {});
      throw this.#unwritable(error);
    }
  }

  async get(name: string, most: number): Promise<Buffer | null> {
    const path = this.#path(name);
    try {
      const file = await openRegularFile(path);
      try {
        const { size } = await file.stat();
        if (size > most) throw new Error(`it has ${size} bytes, more than the ${most} it may have`);
        return await file.readFile();
      } finally {
        await file.close();
      }
    } catch (error) {
      if (isAbsent(error)) return null;
      throw unreadable(path, error);
    }
  }

  async has(name: string): Promise<boolean> {
    return (await this.file(name)) !== null;
  }

  async names(): Promise<string[]> {
    try {
      return (await readdir(this.place)).filter((name) => NAME.test(name));
    } catch (error) {
      if (isAbsent(error)) return [];
      throw unreadable(this.place, error);
    }
  }

  async file(name: string): Promise<string | null> {
    const path = this.#path(name);
    try {
      await assertRegularFile(path);
      return path;
    } catch (error) {
      if (isAbsent(error)) return null;
      throw unreadable(path, error);
    }
  }

  /** Removes what killed writers left, once. */
  async #tidy(): Promise<void> {
    if (this.#isTidy) return;
    this.#isTidy = true;
    for (const name of await readdir(this.place)) {
      if (!LEFT.test(name)) continue;
      const path = join(this.place, name);
      const { mtimeMs } = await lstat(path).catch(() => ({ mtimeMs: Number.POSITIVE_INFINITY }));
      if (Date.now() - mtimeMs > LONGEST_WRITING) await rm(path, { force: true }).catch(() => {});
    }
  }

  #path(name: string): string {
    if (!NAME.test(name)) throw new Error(`no name of a shared piece: ${JSON.stringify(name)}`);
    return join(this.place, name);
  }

  #unwritable(error: unknown): Error {
    const { code, message } = error as NodeJS.ErrnoException;
    // Not of the system: whoever made the content says what is wrong.
    if (code === undefined || error instanceof InputError) return error as Error;
    return new InputError(
      "SHARED",
      `Expected to write in the shared folder ${this.place} but it can not be: ${FULL[code] ?? message}. Next: check the folder on this machine.`,
      { cause: error },
    );
  }
}

const isAbsent = (error: unknown): boolean => (error as NodeJS.ErrnoException).code === "ENOENT";

const unreadable = (path: string, error: unknown): InputError =>
  new InputError(
    "SHARED",
    `Expected to read ${path} but it can not be read: ${readingReason(error as NodeJS.ErrnoException)}. Next: check the shared folder on this machine.`,
    { cause: error },
  );
