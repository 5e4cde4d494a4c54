/** Remembers the last large picture for as long as it is in memory anyway. */
import type { Picture } from "./picture.ts";

export class LastPicture {
  readonly #fewest: number;
  #last: { key: string; picture: WeakRef<Picture> } | null = null;

  /** @param fewest pixels of what is remembered */
  constructor(fewest: number) {
    this.#fewest = fewest;
  }

  /** @param key tells the file and its state; equal keys are the same picture */
  async read(key: string, decode: () => Promise<Picture>): Promise<Picture> {
    const known = this.#last?.key === key ? this.#last.picture.deref() : undefined;
    if (known) return known;
    const picture = await decode();
    if (picture.width * picture.height >= this.#fewest) this.#last = { key, picture: new WeakRef(picture) };
    return picture;
  }
}
