/** A picture that is a file of its own: a small one is read once, for its hash and its pixels. */
import { lookOnce, type PictureContent, type PictureSize, type PictureSource, type SeenBefore } from "./picture.ts";
import { plainPngHeader } from "./png-header.ts";
import { assertSize, headerSize, MOST_PIXELS } from "./read-picture.ts";
import { readStart } from "./read-start.ts";

/** Holds the header of a plain PNG. */
const HEADER = 2 ** 12;
/** Larger files are not kept in memory. */
const SMALL = 2 ** 20;

export class PictureFile implements PictureSource {
  readonly path: string;
  readonly seen?: SeenBefore;

  /** @param path absolute */
  constructor(path: string, seen?: SeenBefore) {
    this.path = path;
    if (seen) this.seen = seen;
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
