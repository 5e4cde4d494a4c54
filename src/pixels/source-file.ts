/** One picture file on its way through the tool: a small one is read once, for its hash and its pixels. */
import { createHash, hash } from "node:crypto";
import { createReadStream } from "node:fs";
import { pipeline } from "node:stream/promises";
import { parseLocation } from "../inputs/containers/container.ts";
import { memberIdentity } from "../inputs/containers/member.ts";
import { type Picture, readPicture } from "./read-picture.ts";
import { type FileStart, readStart } from "./read-start.ts";

/** Larger files are not kept in memory. */
const SMALL = 2 ** 20;

export class SourceFile {
  readonly #path: string;
  #start: Promise<FileStart> | undefined;

  constructor(path: string) {
    this.#path = path;
  }

  /** SHA-256 of the bytes, hex; a member of a container is known by its own bytes. @throws Error when the file can not be read */
  async hash(): Promise<string> {
    const member = parseLocation(this.#path);
    if (member) return hash("sha256", await memberIdentity(member), "hex");
    const bytes = await this.#wholeBytes();
    if (bytes) return hash("sha256", bytes, "hex");
    const streamed = createHash("sha256");
    await pipeline(createReadStream(this.#path), streamed);
    return streamed.digest("hex");
  }

  /** @throws Error with a reason for people */
  async picture(): Promise<Picture> {
    return readPicture(this.#path, parseLocation(this.#path) ? null : await this.#wholeBytes());
  }

  /** null for a large file. */
  async #wholeBytes(): Promise<Buffer | null> {
    this.#start ??= readStart(this.#path, SMALL);
    const { size, bytes } = await this.#start;
    return size === bytes.length ? bytes : null;
  }
}
