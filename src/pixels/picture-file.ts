/** A picture that is a file of its own: a small one is read once, for its hash and its pixels. */
import { sep } from "node:path";
import {
  lookOnce,
  type PictureContent,
  type PictureSize,
  type PictureSource,
  type SeenBefore,
  type SeenFiles,
} from "./picture.ts";
import { plainPngHeader } from "./png-header.ts";
import { assertSize, headerSize, MOST_PIXELS } from "./read-picture.ts";
import { readStart } from "./read-start.ts";

/** Holds the header of a plain PNG. */
const HEADER = 2 ** 12;
/** Larger files are not kept in memory. */
const SMALL = 2 ** 20;

export class PictureFile implements PictureSource {
  readonly #name: string;
  readonly #root: string;
  readonly #seenFiles: SeenFiles | undefined;

  /**
   * @param name absolute, or where a root is given what stands behind it, with "/" on every system
   * @param seenFiles default: nothing is remembered
   * @param root one text for all files below it, and no further one for each of a million
   */
  constructor(name: string, seenFiles?: SeenFiles, root = "") {
    this.#name = name;
    this.#root = root;
    this.#seenFiles = seenFiles;
  }

  get path(): string {
    if (this.#root === "") return this.#name;
    return this.#root + (sep === "/" ? this.#name : this.#name.replaceAll("/", sep));
  }

  /** Made when it is asked for: a million files would keep it a million times. */
  get seen(): SeenBefore | undefined {
    return this.#seenFiles?.(this.path);
  }

  size(): Promise<PictureSize> {
    return lookOnce(this, "size", () => this.#readSize());
  }

  async #readSize(): Promise<PictureSize> {
    const { size, bytes } = await readStart(this.path, HEADER);
    assertSize(size);
    const plain = plainPngHeader(bytes);
    return plain && plain.width * plain.height <= MOST_PIXELS
      ? { width: plain.width, height: plain.height, frames: 1 }
      : headerSize(this.path);
  }

  async content(): Promise<PictureContent> {
    const { size, bytes } = await readStart(this.path, SMALL);
    return size === bytes.length ? { encoded: bytes } : { path: this.path };
  }
}
